import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReadinessItemKey, ReadinessLimits } from '../contract/readiness.js';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** What a conference asks of its sites. Without a row: `DEFAULT_READINESS`. */
@Entity('readiness_settings')
@PersonalData<ReadinessSettingsRow>({
  conference: 'conferenceId',
  columns: { items: 'none', limits: 'none', deadline: 'none' },
})
export class ReadinessSettingsRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'simple-json' })
  items: ReadinessItemKey[];
  @Column({ type: 'simple-json' })
  limits: ReadinessLimits;
  @Column({ type: 'integer' })
  staleHours: number;
  @Column({ type: 'varchar', length: 24, nullable: true })
  deadline: string | null;
  /** When an item was last added: tests before it know nothing of it. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  itemAddedAt: string | null;
}
