import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** Somebody's data were erased. */
@Entity('erasure')
@PersonalData<ErasureRow>({
  conference: 'conferenceId',
  columns: { reason: 'note', byName: 'note', kept: 'none' },
})
export class ErasureRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  participantId: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  /** 1, 2, 3 … within the conference. */
  @Column({ type: 'integer' })
  number: number;
  @Column({ type: 'varchar', length: 500 })
  reason: string;
  /** JSON array of ids of mentions that are about somebody else. */
  @Column({ type: 'text' })
  kept: string;
  @Column({ type: 'integer' })
  texts: number;
  @Column({ type: 'varchar', length: 24 })
  at: string;
  @Column({ type: 'varchar', length: 36 })
  accountId: string;
  @Column({ type: 'varchar', length: 200 })
  byName: string;
  /** When the database file was rewritten after it. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  filesAt: string | null;
}
