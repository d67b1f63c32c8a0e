import { Injectable } from '@nestjs/common';
import type { GrantKey } from '../../contract/grant.js';
import type { Id } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { AuditNote } from '../../platform/audit/audit-note.js';
import { AccountRow } from '../accounts/account.entity.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AccountChanged } from '../accounts/accounts.events.js';
import { loginKey } from '../sign-ins/access.rules.js';
import { GrantRow } from './grant.entity.js';

/** A grant with whose it is, and the name of who gave it. */
export type GrantOf = GrantRow & Pick<AccountRow, 'login' | 'loginKey' | 'name'> & { givenBy: string | null };

/** Whose right it is, and on which part. */
const noteOf = ({ accountId, siteId, conferenceId, role }: GrantRow): AuditNote => ({
  object: { kind: 'account', id: accountId },
  conferenceId,
  detail: { siteId, role },
});

/**
 * The parts of trees that accounts have been given. Every change holds from the account's next request on,
 * and closes its live connections.
 */
@Injectable()
export class GrantsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly reader: Reader,
  ) {}

  /** All of a conference, in order of login and site. */
  ofConference(conferenceId: Id): Promise<GrantOf[]> {
    return this.reader.query<GrantOf>(
      `SELECT g.*, a."login", a."loginKey", a."name", b."name" AS "givenBy" FROM "site_grant" g
        JOIN "account" a ON a."id" = g."accountId"
        LEFT JOIN "account" b ON b."id" = g."grantedById"
        WHERE g."conferenceId" = $1 ORDER BY a."loginKey", g."siteId"`,
      [conferenceId],
    );
  }

  /** The account of this id, or of this login; `null` if there is none. */
  account(tx: Transaction, who: { accountId: Id } | { login: string }): Promise<AccountRow | null> {
    return tx
      .repo(AccountRow)
      .findOneBy('login' in who ? { loginKey: loginKey(who.login) } : { id: who.accountId });
  }

  /** Stores the grant, and answers it as it is stored. */
  async put(tx: Transaction, row: GrantRow): Promise<GrantRow> {
    const { accountId, siteId } = row;
    const existing = await tx.repo(GrantRow).findOneBy({ accountId, siteId });
    if (existing?.role === row.role) return existing;
    if (existing) await tx.repo(GrantRow).update({ accountId, siteId }, { role: row.role });
    else await tx.repo(GrantRow).insert(row);
    const after = { ...(existing ?? row), role: row.role };
    tx.note({ ...noteOf(after), act: 'grant.given', before: existing, after });
    await this.announce(tx, [accountId]);
    return after;
  }

  async remove(tx: Transaction, { accountId, siteId }: GrantKey): Promise<void> {
    const existing = await tx.repo(GrantRow).findOneBy({ accountId, siteId });
    if (!existing) return;
    await tx.repo(GrantRow).delete({ accountId, siteId });
    tx.note({ ...noteOf(existing), act: 'grant.withdrawn', before: existing, after: null });
    await this.announce(tx, [accountId]);
  }

  /** Takes away the parts that begin at these sites, before the sites themselves go. */
  async removeAt(tx: Transaction, siteIds: readonly Id[]): Promise<void> {
    const rows = await tx.query<GrantRow>(
      `SELECT g.* FROM ${listed(tx.dialect, 1)} CROSS JOIN "site_grant" g
        WHERE g."siteId" = l.value`,
      [JSON.stringify(siteIds)],
    );
    if (rows.length === 0) return;
    await tx.query(
      `DELETE FROM "site_grant" WHERE "siteId" IN (SELECT l.value FROM ${listed(tx.dialect, 1)})`,
      [JSON.stringify(siteIds)],
    );
    for (const row of rows) tx.note({ ...noteOf(row), act: 'grant.withdrawn', before: row, after: null });
    await this.announce(tx, [...new Set(rows.map(({ accountId }) => accountId))]);
  }

  private async announce(tx: Transaction, accountIds: readonly Id[]): Promise<void> {
    for (const id of accountIds) tx.announce(new AccountChanged(id, await this.accounts.signInsOf(tx, id)));
  }
}
