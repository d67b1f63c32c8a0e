import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProblemCode } from '../contract/problem.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** An entry of a revoked console, as it was sent. If it was accepted later, only the ledger shows it. */
@Entity('quarantined_entry')
@PersonalData<QuarantinedEntryRow>({
  conference: 'conferenceId',
  goesWithLedger: true,
  columns: {
    message: 'note',
    entry: 'note',
    decidedByName: 'note',
    reason: 'note',
    fingerprint: 'none',
    code: 'none',
    decision: 'none',
  },
})
export class QuarantinedEntryRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** From the change counter. PostgreSQL returns it as text. */
  @Column({ type: 'bigint' })
  seq: number | string;
  @Column({ type: 'varchar', length: 36 })
  entryId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36 })
  deviceId: string;
  /** Fingerprint of the entry; the same id with other content is another case. */
  @Column({ type: 'varchar', length: 22 })
  fingerprint: string;
  /** Why accepting it failed last. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  code: ProblemCode | null;
  @Column({ type: 'text', nullable: true })
  message: string | null;
  /** JSON. */
  @Column({ type: 'text' })
  entry: string;
  @Column({ type: 'varchar', length: 24 })
  receivedAt: string;
  /** `rejected`: it stays out of the ledger, says an organizer. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  decision: 'rejected' | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  decidedAt: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  decidedById: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  decidedByName: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true })
  reason: string | null;
}
