import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountScope, Role } from '../../contract/account.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** Somebody who runs conferences, with a login of their own. */
@Entity('account')
@PersonalData<AccountRow>({
  conference: null,
  columns: {
    login: 'identity',
    loginKey: 'identity',
    name: 'identity',
    passwordHash: 'none',
    role: 'none',
    roleBy: 'none',
    scope: 'none',
  },
})
export class AccountRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  @Column({ type: 'varchar', length: 80 })
  login: string;
  /** The login as it is compared: NFC, lower case. Unique. */
  @Column({ type: 'varchar', length: 80 })
  loginKey: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  /** argon2id, in its own notation; `null` until the invitation is used. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  passwordHash: string | null;
  @Column({ type: 'varchar', length: 10 })
  role: Role;
  @Column({ type: 'simple-json' })
  scope: AccountScope;
  @Column({ type: 'varchar', length: 24, nullable: true })
  disabledAt: string | null;
  /** `provider`: its groups give the role at each sign-in. `hand`: an owner gave it. */
  @Column({ type: 'varchar', length: 10 })
  roleBy: 'hand' | 'provider';
  /** Since when the groups give no role; nobody signs in by the account until they do. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  withdrawnAt: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  updatedAt: string;
}
