import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/**
 * Says that a unit is another one. What people are stored with stays as it was written: so it
 * can be undone, and imports follow.
 */
@Entity('unit_merge')
@PersonalData<UnitMergeRow>({
  conference: 'conferenceId',
  columns: { name: 'published', nameKey: 'none', intoName: 'published' },
})
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
