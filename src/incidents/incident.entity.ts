import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IncidentCause } from '../contract/incident.js';
import type { Id, Instant } from '../contract/wire.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

@Entity('incident')
@PersonalData<IncidentRow>({
  conference: 'conferenceId',
  columns: { note: 'note', byName: 'note', cause: 'none', line: 'none' },
})
export class IncidentRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: Id;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: Id;
  @Column({ type: 'varchar', length: 10 })
  cause: IncidentCause;
  @Column({ type: 'varchar', length: 36, nullable: true })
  siteId: Id | null;
  @Column({ type: 'varchar', length: 100, nullable: true })
  line: string | null;
  @Column({ type: 'varchar', length: 24 })
  openedAt: Instant;
  @Column({ type: 'varchar', length: 24, nullable: true })
  reopenedAt: Instant | null;
  @Column({ type: 'integer' })
  flaps: number;
  @Column({ type: 'varchar', length: 24, nullable: true })
  resolvedAt: Instant | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  mergedInto: Id | null;
  @Column({ type: 'integer' })
  isEscalated: number;
  /** Since when nobody has acknowledged it. */
  @Column({ type: 'varchar', length: 24 })
  alarmFrom: Instant;
  @Column({ type: 'text', nullable: true })
  note: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  byId: Id | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  byName: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  acknowledgedAt: Instant | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  until: Instant | null;
  /** Members of this opening. */
  @Column({ type: 'integer' })
  sites: number;
  @Column({ type: 'integer' })
  away: number;
}

/** A site that suffers, or suffered, from the cause. `joinedAt` before the last opening: not of this one. */
@Entity('incident_member')
@PersonalData<IncidentMemberRow>({ conference: { column: 'incidentId', of: 'incident' }, columns: {} })
export class IncidentMemberRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  incidentId: Id;
  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: Id;
  @Column({ type: 'varchar', length: 24 })
  joinedAt: Instant;
  @Column({ type: 'varchar', length: 24, nullable: true })
  backAt: Instant | null;
}

/** Who silenced an incident, and why. Rows are added, and never changed. */
@Entity('incident_acknowledgement')
@PersonalData<IncidentAcknowledgementRow>({
  conference: { column: 'incidentId', of: 'incident' },
  columns: { note: 'note', byName: 'note' },
})
export class IncidentAcknowledgementRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  incidentId: Id;
  @PrimaryColumn({ type: 'varchar', length: 24 })
  at: Instant;
  @Column({ type: 'text' })
  note: string;
  @Column({ type: 'varchar', length: 36 })
  byId: Id;
  @Column({ type: 'varchar', length: 200 })
  byName: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  until: Instant | null;
}

/** What a conference does about a kind of cause, in its own words. */
@Entity('runbook_text')
@PersonalData<RunbookTextRow>({ conference: 'conferenceId', columns: { text: 'note', cause: 'none' } })
export class RunbookTextRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: Id;
  @PrimaryColumn({ type: 'varchar', length: 10 })
  cause: IncidentCause;
  @Column({ type: 'text' })
  text: string;
}
