import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** The one-time link by which somebody sets the password of an account: one for each, gone once used. */
@Entity('account_invitation')
@PersonalData<AccountInvitationRow>({ conference: null, columns: { tokenHash: 'none' } })
export class AccountInvitationRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;
  /** SHA-256 of the link's token, hex. Unique. */
  @Column({ type: 'varchar', length: 64 })
  tokenHash: string;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  expiresAt: string;
}
