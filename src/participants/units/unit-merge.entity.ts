import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Says that a unit is another one. What people are stored with stays as it was written: so it
 * can be undone, and imports follow.
 */
@Entity('unit_merge')
export class UnitMergeRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  /** See `unitKey`. Unique in the conference. */
  @Column({ type: 'text' })
  nameKey: string;
  @Column({ type: 'varchar', length: 200 })
  intoName: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
}
