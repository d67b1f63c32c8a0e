import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RetentionKind } from '../../contract/personal-data.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** An organizer said that the report of the conference is signed. */
@Entity('report_signature')
@PersonalData<ReportSignatureRow>({ conference: 'conferenceId', columns: { byName: 'note' } })
export class ReportSignatureRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  @Column({ type: 'varchar', length: 200 })
  byName: string;
}

/** One deletion by the retention. */
@Entity('retention_run')
@PersonalData<RetentionRunRow>({ conference: 'conferenceId', columns: { kind: 'none', rows: 'none' } })
export class RetentionRunRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 10 })
  kind: RetentionKind;
  /** JSON: rows by table. */
  @Column({ type: 'text' })
  rows: string;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  filesAt: string | null;
}
