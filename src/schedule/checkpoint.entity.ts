import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A moment at which the roll is taken. */
@Entity('checkpoint')
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
