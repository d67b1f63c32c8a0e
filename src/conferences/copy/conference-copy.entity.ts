import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CopyState } from '../../contract/conference-copy.js';
import type { ProblemCode } from '../../contract/problem.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** A wish to copy a conference, and what became of it. */
@Entity('conference_copy')
@PersonalData<ConferenceCopyRow>({
  conference: 'conferenceId',
  columns: { wish: 'published', state: 'none', code: 'none' },
})
export class ConferenceCopyRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** The new conference; its row is gone if the copy failed. */
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  /** The conference that is copied. */
  @Column({ type: 'varchar', length: 36 })
  sourceId: string;
  /** The wish as JSON: the same id with another one is refused. */
  @Column({ type: 'text' })
  wish: string;
  @Column({ type: 'varchar', length: 10 })
  state: CopyState;
  /** Rows that were copied. */
  @Column({ type: 'integer' })
  rows: number;
  @Column({ type: 'varchar', length: 60, nullable: true })
  code: ProblemCode | null;
  @Column({ type: 'varchar', length: 24 })
  startedAt: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  finishedAt: string | null;
}
