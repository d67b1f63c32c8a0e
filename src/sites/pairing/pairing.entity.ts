import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** A pairing code. Only its keyed hash is stored. */
@Entity('pairing')
@PersonalData<PairingRow>({ conference: 'conferenceId', columns: { codeHash: 'none' } })
export class PairingRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  /** Hex, 64 characters; unique. */
  @Column({ type: 'varchar', length: 64 })
  codeHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  expiresAt: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  usedAt: string | null;
  /** The invitation that minted it; `null` if an organizer made it. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  invitationId: string | null;
}
