import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Mode } from '../contract/attendance.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

export { LISTED } from './participant.sql.js';

/** A person on a roster, as it lies in the database. */
@Entity('participant')
@PersonalData<ParticipantRow>({
  conference: 'conferenceId',
  person: 'id',
  columns: {
    fullName: 'identity',
    nameFolded: 'identity',
    nameKey: 'identity',
    unit: 'identity',
    position: 'identity',
    code: 'identity',
    codeKey: 'identity',
    officeCodeKey: 'identity',
    phone: 'contact',
    email: 'contact',
    mode: 'none',
    origin: 'none',
  },
})
export class ParticipantRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  /** Personal code as written; kept plainly, because it is printed on rosters. */
  @Column({ type: 'varchar', length: 40 })
  code: string;
  /** `normalizedCode(code)`; unique in the conference among those who are not removed. */
  @Column({ type: 'varchar', length: 80 })
  codeKey: string;
  /**
   * `normalizedCode` of the office's code that ours has replaced, for the office's
   * next file; nobody signs in with it.
   */
  @Column({ type: 'varchar', length: 80, nullable: true })
  officeCodeKey: string | null;
  @Column({ type: 'varchar', length: 200 })
  fullName: string;
  /**
   * The text for searches: name, code and unit, folded. It begins with the given
   * name, the order of lists.
   */
  @Column({ type: 'text' })
  nameFolded: string;
  /** The folded full name alone: whom a full name finds. */
  @Column({ type: 'text', default: '' })
  nameKey: string;
  @Column({ type: 'varchar', length: 200, nullable: true })
  unit: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  position: string | null;
  @Column({ type: 'varchar', length: 10 })
  mode: Mode;
  @Column({ type: 'varchar', length: 40, nullable: true })
  phone: string | null;
  @Column({ type: 'varchar', length: 254, nullable: true })
  email: string | null;
  @Column({ type: 'varchar', length: 10 })
  origin: 'roster' | 'walk_in';
  /** The participant who a walk-in turned out to be: they count as that one, and this row is on no roster. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  joinedTo: string | null;
  /** Number of the last change. */
  @Column({ type: 'bigint', transformer: { from: Number, to: (seq: number) => seq } })
  seq: number;
  /** Deleted then; the row stays, so that consoles learn of it and the ledger keeps its names. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  removedAt: string | null;
  /** When their data were erased; a label with a number then replaces the name. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  erasedAt: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}
