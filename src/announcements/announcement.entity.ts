import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnnouncementLevel, AnnouncementStatus } from '../contract/announcement.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** An announcement, and how far it has come. Its text is fixed once it is sent. */
@Entity('announcement')
@PersonalData<AnnouncementRow>({
  conference: 'conferenceId',
  columns: { text: 'published', addressees: 'none', level: 'none', status: 'none' },
})
export class AnnouncementRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'text' })
  text: string;
  @Column({ type: 'varchar', length: 10 })
  level: AnnouncementLevel;
  /** 1: the sites have to acknowledge. */
  @Column({ type: 'integer' })
  asks: number;
  @Column({ type: 'varchar', length: 24, nullable: true })
  showUntil: string | null;
  /** JSON of `to`, as it was asked; the sites themselves are fixed at sending. */
  @Column({ type: 'text' })
  addressees: string;
  /** What was done with it; that `showUntil` has passed follows from the clock. */
  @Column({ type: 'varchar', length: 10 })
  status: AnnouncementStatus;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  /** When the draft was written last. */
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
  @Column({ type: 'varchar', length: 36 })
  createdBy: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  sentAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  endedAt: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  endedBy: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  remindedAt: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  corrects: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  correctedBy: string | null;
  @Column({ type: 'integer', default: 0 })
  addressed: number;
  /** Sites with a console among the addressed: `of` on the wire. */
  @Column({ type: 'integer', default: 0 })
  counted: number;
  @Column({ type: 'integer', default: 0 })
  delivered: number;
  @Column({ type: 'integer', default: 0 })
  acknowledged: number;
}

/** One site that an announcement is for, and what is known of it. */
@Entity('announcement_site')
@PersonalData<AnnouncementSiteRow>({
  conference: { column: 'announcementId', of: 'announcement' },
  columns: {},
})
export class AnnouncementSiteRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  announcementId: string;
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;
  /** 1: the site counts in `counted`. */
  @Column({ type: 'integer' })
  hasConsole: number;
  @Column({ type: 'varchar', length: 24, nullable: true })
  deliveredAt: string | null;
  /** The device's time, put right; never before the sending and never after the arrival. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  acknowledgedAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  receivedAt: string | null;
  /** The console that acknowledged first. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  deviceId: string | null;
}

/** Organizers reminded the sites that had not acknowledged. */
@Entity('announcement_reminder')
@PersonalData<AnnouncementReminderRow>({
  conference: { column: 'announcementId', of: 'announcement' },
  columns: {},
})
export class AnnouncementReminderRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  announcementId: string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  @Column({ type: 'integer' })
  sites: number;
}
