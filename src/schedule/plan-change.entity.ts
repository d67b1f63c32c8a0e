import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanChange } from '../contract/schedule.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** One change of the plan, since the conference is no draft any more. Rows are added, and never changed. */
@Entity('plan_change')
@PersonalData<PlanChangeRow>({ conference: 'conferenceId', columns: { title: 'published', change: 'none' } })
export class PlanChangeRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  sessionId: string;
  @Column({ type: 'varchar', length: 10 })
  change: PlanChange;
  /** As the session was called then. */
  @Column({ type: 'varchar', length: 300 })
  title: string;
  /** When the session began before the change, and after it; `null` if it was not on the plan. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  startedFrom: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  startsAt: string | null;
  @Column({ type: 'varchar', length: 24 })
  at: string;
}
