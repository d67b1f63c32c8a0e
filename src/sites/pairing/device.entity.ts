import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** A console's machine, paired with one site for good. */
@Entity('device')
@PersonalData<DeviceRow>({ conference: 'conferenceId', columns: { name: 'note' } })
export class DeviceRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  @Column({ type: 'varchar', length: 80 })
  name: string;
  @Column({ type: 'varchar', length: 24 })
  pairedAt: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  revokedAt: string | null;
}
