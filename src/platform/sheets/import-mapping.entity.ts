import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../personal-data/personal-data.decorator.js';

/** A person's choice of columns, kept for the next file with the same headings. */
@Entity('import_mapping')
@PersonalData<ImportMappingRow>({
  conference: 'conferenceId',
  columns: { mapping: 'none', kind: 'none', headings: 'none' },
})
export class ImportMappingRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 })
  kind: string;
  /** SHA-256 hex of the column keys, sorted. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  headings: string;
  /** `ColumnMapping` as JSON. */
  @Column({ type: 'text' })
  mapping: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}
