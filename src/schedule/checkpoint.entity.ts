import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A moment at which the roll is taken. */
@Entity('checkpoint')
@PersonalData<CheckpointRow>({ conference: 'conferenceId', columns: { name: 'published' } })
export class CheckpointRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  opensAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  closesAt: string | null;
  @Column({ type: 'varchar', length: 36, nullable: true })
  sessionId: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}
