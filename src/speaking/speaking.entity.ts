import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SpeakActor, SpeakState } from '../contract/speaking.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A request as it stands. What has happened to it is in `speak_step`. PostgreSQL returns bigints as text. */
@Entity('speak_request')
@PersonalData<SpeakRequestRow>({
  conference: 'conferenceId',
  columns: { topic: 'note', speaker: 'note', state: 'none', actorKind: 'none' },
})
export class SpeakRequestRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** From the service's change counter: the order in which requests came in. */
  @Column({ type: 'bigint' })
  arrival: number | string;
  /** The number of the last change. */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'bigint' })
  place: number | string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36, nullable: true })
  sessionId: string | null;
  @Column({ type: 'text' })
  topic: string;
  @Column({ type: 'text', nullable: true })
  speaker: string | null;
  @Column({ type: 'varchar', length: 10 })
  state: SpeakState;
  @Column({ type: 'integer' })
  pinned: number;
  @Column({ type: 'integer' })
  calls: number;
  @Column({ type: 'integer' })
  declined: number;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  calledAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  readyAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  startedAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  endedAt: string | null;
  @Column({ type: 'varchar', length: 12 })
  actorKind: SpeakActor['kind'];
  @Column({ type: 'varchar', length: 36 })
  actorId: string;
}

/** One thing that happened to a request: what, when, by whom. Never changed. */
@Entity('speak_step')
@PersonalData<SpeakStepRow>({
  conference: { column: 'requestId', of: 'speak_request' },
  columns: { act: 'none', state: 'none', actorKind: 'none' },
})
export class SpeakStepRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  requestId: string;
  @PrimaryColumn({ type: 'bigint' })
  seq: number | string;
  /** `ask`, or the act. */
  @Column({ type: 'varchar', length: 10 })
  act: string;
  @Column({ type: 'varchar', length: 10 })
  state: SpeakState;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 12 })
  actorKind: SpeakActor['kind'];
  @Column({ type: 'varchar', length: 36 })
  actorId: string;
}

/** What an organizer said of a conference, or of one of its sessions: whether requests are taken. */
@Entity('speak_gate')
@PersonalData<SpeakGateRow>({ conference: 'conferenceId', columns: {} })
export class SpeakGateRow {
  /** Id of the session, or of the conference itself. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  scopeId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'integer' })
  open: number;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
}
