import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/**
 * The one-time link of a service without organizers: one row at most, replaced at each start, gone once used.
 */
@Entity('set_up_link')
@PersonalData<SetUpLinkRow>({ conference: null, columns: { tokenHash: 'none' } })
export class SetUpLinkRow {
  @PrimaryColumn({ type: 'integer' })
  id: number;
  /** SHA-256 of the link's token, hex. */
  @Column({ type: 'varchar', length: 64 })
  tokenHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
}
