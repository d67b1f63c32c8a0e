import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** A link for one site. Its token follows from the id and the installation's key. */
@Entity('invitation')
@PersonalData<InvitationRow>({ conference: 'conferenceId', columns: { tokenHash: 'none' } })
export class InvitationRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 36 })
  conferenceId: string;
  @Column({ type: 'varchar', length: 36 })
  siteId: string;
  /** SHA-256 of the token, hex. Unique. */
  @Column({ type: 'varchar', length: 64 })
  tokenHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  revokedAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  openedAt: string | null;
  @Column({ type: 'varchar', length: 24, nullable: true })
  lastOpenedAt: string | null;
  @Column({ type: 'integer' })
  opens: number;
}
