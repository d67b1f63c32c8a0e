import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProblemCode } from '../../contract/problem.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/**
 * An entry that was refused, as it was sent, until somebody decides about it. That the same id was taken
 * later is not written here: the ledger says it, by an entry with a greater number.
 */
@Entity('refused_entry')
@PersonalData<RefusedEntryRow>({
  conference: 'conferenceId',
  goesWithLedger: true,
  columns: {
    message: 'note',
    entry: 'note',
    decidedByName: 'note',
    reason: 'note',
    code: 'none',
    decision: 'none',
  },
})
export class RefusedEntryRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** From the change counter, when the entry was last refused. PostgreSQL returns it as text. */
  @Column({ type: 'bigint' })
  seq: number | string;
  /** One row for each site that sent an entry with this id. */
  @Column({ type: 'varchar', length: 36 })
  entryId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 36, nullable: true })
  deviceId: string | null;
  @Column({ type: 'varchar', length: 40 })
  code: ProblemCode;
  @Column({ type: 'text' })
  message: string;
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
