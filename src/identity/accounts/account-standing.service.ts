import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AccessService } from '../sign-ins/access.service.js';
import type { AccountRow } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountChanged } from './accounts.events.js';
import { isActiveOwner, isShutOut } from './accounts.rules.js';

/** Writes what an account may do; it holds at once for everybody who is signed in by it. */
@Injectable()
export class AccountStandingService {
  constructor(
    private readonly access: AccessService,
    private readonly accounts: AccountsRepository,
  ) {}

  /**
   * Whether the change would leave no owner with a password. Call after `tx.nextSeq()`: else two owners could
   * be lowered at the same time.
   */
  async isLastOwner(tx: Transaction, before: AccountRow, after: AccountRow): Promise<boolean> {
    return isActiveOwner(before) && !isActiveOwner(after) && (await this.accounts.activeOwners(tx)) === 1;
  }

  /** Ends the sign-ins of an account that is shut out; others go on with the new rights. */
  async save(tx: Transaction, before: AccountRow, after: AccountRow): Promise<AccountRow> {
    await this.accounts.save(tx, after);
    if (isShutOut(after)) {
      await this.access.endAll(tx, { accountId: after.id }, 'revoked');
      await this.accounts.dropInvitation(tx, after.id);
    } else tx.announce(new AccountChanged(before.id, await this.accounts.signInsOf(tx, before.id)));
    return after;
  }
}
