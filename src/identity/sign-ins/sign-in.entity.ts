import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenScope } from '../../contract/account.js';
import type { Principal } from '../../contract/auth.js';
import { PersonalData } from '../../platform/personal-data/personal-data.decorator.js';

/** One sign-in of one principal: a browser's cookie or a program's token. Deleted when it ends. */
@Entity('sign_in')
@PersonalData<SignInRow>({
  conference: { json: 'principal' },
  goesWithLedger: true,
  columns: { principal: 'note', name: 'note', tokenHash: 'none', scopes: 'none', providerSid: 'none' },
})
export class SignInRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;
  /** SHA-256 of the token, hex; the token itself is kept nowhere. Unique. */
  @Column({ type: 'varchar', length: 64 })
  tokenHash: string;
  /** The account, device, participant or viewer who signed in. */
  @Column({ type: 'varchar', length: 36 })
  subjectId: string;
  @Column({ type: 'simple-json' })
  principal: Principal;
  /** The name that the program or device gives itself. */
  @Column({ type: 'varchar', length: 200 })
  name: string;
  /** What a program's token was made for; `null` for a browser, a device, a person. */
  @Column({ type: 'simple-json', nullable: true })
  scopes: TokenScope[] | null;
  /** The OpenID provider's `sid`, '' if it gave none; `null` for sign-ins by other means. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  providerSid: string | null;
  @Column({ type: 'varchar', length: 24 })
  createdAt: string;
  @Column({ type: 'varchar', length: 24 })
  expiresAt: string;
  @Column({ type: 'varchar', length: 24, nullable: true })
  lastSeenAt: string | null;
}
