import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConferenceStatus, Language } from '../contract/conference.js';
import type { DataPolicy } from '../contract/data-policy.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

@Entity('conference')
@PersonalData<ConferenceRow>({
  conference: 'id',
  columns: {
    title: 'published',
    slug: 'none',
    timezone: 'none',
    startsOn: 'none',
    endsOn: 'none',
    languages: 'none',
    status: 'none',
    hotline: 'none',
    broadcastUrl: 'none',
    dataPolicy: 'published',
  },
})
export class ConferenceRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** Unique. */
  @Column({ type: 'varchar', length: 60 })
  slug: string;
  @Column({ type: 'varchar', length: 300 })
  title: string;
  @Column({ type: 'varchar', length: 60 })
  timezone: string;
  @Column({ type: 'varchar', length: 10 })
  startsOn: string;
  @Column({ type: 'varchar', length: 10 })
  endsOn: string;
  @Column({ type: 'simple-json' })
  languages: Language[];
  @Column({ type: 'varchar', length: 10 })
  status: ConferenceStatus;
  /** 0 or 1. */
  @Column({ type: 'integer' })
  simulated: number;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
  /** Counts the changes that a calendar shows: part of the SEQUENCE of its sessions. */
  @Column({ type: 'integer' })
  revision: number;
  @Column({ type: 'varchar', length: 40, nullable: true })
  hotline: string | null;
  @Column({ type: 'varchar', length: 2000, nullable: true })
  broadcastUrl: string | null;
  /** 0 or 1. */
  @Column({ type: 'integer' })
  broadcastPublic: number;
  /** 0 or 1. 1 while another conference is copied to it: nobody sees it. */
  @Column({ type: 'integer' })
  isCopying: number;
  /** What people are told of their data, and how long they stay. */
  @Column({ type: 'simple-json', nullable: true })
  dataPolicy: DataPolicy | null;
  /** 1 while its rows are being deleted, when nobody sees it; else 0. */
  @Column({ type: 'integer', default: 0 })
  isRemoved: number;
}
