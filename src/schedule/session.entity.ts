import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionKind, SessionStatus, Speaker } from '../contract/schedule.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

@Entity('session_item')
@PersonalData<SessionRow>({
  conference: 'conferenceId',
  columns: {
    title: 'published',
    abstract: 'published',
    speakers: 'published',
    kind: 'none',
    status: 'none',
    broadcastUrl: 'none',
  },
})
export class SessionRow {
  @PrimaryColumn('varchar', { length: 36 })
  id: string;
  @Column('varchar', { length: 36 })
  conferenceId: string;
  @Column('varchar', { length: 300 })
  title: string;
  @Column('text', { nullable: true })
  abstract: string | null;
  @Column('varchar', { length: 20 })
  kind: SessionKind;
  @Column('varchar', { length: 24 })
  startsAt: string;
  @Column('varchar', { length: 24 })
  endsAt: string;
  @Column('simple-json')
  speakers: Speaker[];
  @Column('varchar', { length: 20 })
  status: SessionStatus;
  @Column('varchar', { length: 24, nullable: true })
  startedAt: string | null;
  @Column('varchar', { length: 24, nullable: true })
  endedAt: string | null;
  @Column('varchar', { length: 24 })
  createdAt: string;
  @Column('varchar', { length: 24 })
  updatedAt: string;
  /** Counts the changes that a calendar shows: part of its SEQUENCE. */
  @Column('integer')
  revision: number;
  @Column('varchar', { length: 2000, nullable: true })
  broadcastUrl: string | null;
}
