import type { Id } from '../../contract/wire.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AccountRow } from './account.entity.js';

/**
 * The account, locked until the commit: who writes it back would undo what another has written meanwhile, and
 * a sign-in would be opened that nobody ends.
 */
export async function lockedAccount(tx: Transaction, id: Id): Promise<AccountRow | null> {
  await tx.query('UPDATE "account" SET "id" = "id" WHERE "id" = $1', [id]);
  return tx.repo(AccountRow).findOneBy({ id });
}
