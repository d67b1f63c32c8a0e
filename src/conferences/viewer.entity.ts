import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../platform/personal-data/personal-data.decorator.js';

/** A read-only sign-in for a wall: shows the board of one conference. */
@Entity('viewer')
@PersonalData<ViewerRow>({ conference: 'conferenceId', columns: { name: 'note', tokenHash: 'none' } })
export class ViewerRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  /** SHA-256 of the link's token, hex. Unique. */
  @Column({ type: 'varchar', length: 64 })
  tokenHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
}
