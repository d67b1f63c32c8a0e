import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AccessService } from '../sign-ins/access.service.js';
import type { AccountRow } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountChanged } from './accounts.events.js';
import { isActiveOwner, isShutOut } from './accounts.rules.js';

/** Writes what an account may do, and lets everybody who is signed in by it feel it at once. */
@Injectable()
export class AccountStandingService {
  constructor(
    private readonly access: AccessService,
    private readonly accounts: AccountsRepository,
  ) {}

  /**
   * Whether nobody who can sign in by a password would be an owner any more. The caller has taken
   * `tx.nextSeq()`: two owners could each take the other for the last but one.
   */
  async isLastOwner(tx: Transaction, before: AccountRow, after: AccountRow): Promise<boolean> {
    return isActiveOwner(before) && !isActiveOwner(after) && (await this.accounts.activeOwners(tx)) === 1;
  }

  /** Whoever may no longer sign in is out; all others go on with the new rights. */
  async save(tx: Transaction, before: AccountRow, after: AccountRow): Promise<AccountRow> {
    await this.accounts.save(tx, after);
    if (isShutOut(after)) {
      await this.access.endAll(tx, { accountId: after.id }, 'revoked');
      await this.accounts.dropInvitation(tx, after.id);
    } else tx.announce(new AccountChanged(before.id, await this.accounts.signInsOf(tx, before.id)));
    return after;
  }
}
