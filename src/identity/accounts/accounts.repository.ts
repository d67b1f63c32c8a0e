import { Injectable } from '@nestjs/common';
import type { Id, Instant } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AccountInvitationRow } from './account-invitation.entity.js';
import { AccountRow } from './account.entity.js';

/** Stores accounts and their invitations. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly reader: Reader) {}

  /** In order of login and id, from behind `after`. */
  async page(after: [string, Id] | null, limit: number): Promise<AccountRow[]> {
    const rows = await this.reader.query<Omit<AccountRow, 'scope'> & { scope: string }>(
      `SELECT * FROM "account" WHERE ("loginKey", "id") > ($1, $2) ORDER BY "loginKey", "id" LIMIT $3`,
      [...(after ?? ['', '']), limit],
    );
    return rows.map((row) => ({ ...row, scope: JSON.parse(row.scope) as AccountRow['scope'] }));
  }

  find(id: Id): Promise<AccountRow | null> {
    return this.reader.repo(AccountRow).findOneBy({ id });
  }
  async insert(tx: Transaction, row: AccountRow): Promise<void> {
    await tx.repo(AccountRow).insert(row);
  }
  async save(tx: Transaction, { id, ...row }: AccountRow): Promise<void> {
    await tx.repo(AccountRow).update({ id }, row);
  }

  /** Owners who can sign in without any provider. */
  async activeOwners(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ count: number | string }>(
      `SELECT COUNT(*) AS "count" FROM "account"
        WHERE "role" = 'owner' AND "disabledAt" IS NULL AND "withdrawnAt" IS NULL
          AND "passwordHash" IS NOT NULL`,
    );
    return Number(row!.count);
  }
  /** Which of these login keys are taken. */
  async takenOf(tx: Transaction, keys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ loginKey: string }>(
      `SELECT a."loginKey" FROM ${listed(tx.dialect, 1)} CROSS JOIN "account" a
        WHERE a."loginKey" = l.value`,
      [JSON.stringify(keys)],
    );
    return new Set(rows.map(({ loginKey }) => loginKey));
  }

  /** When a sign-in of each was last used; who is not signed in is missing. */
  async lastSeenOf(ids: readonly Id[], from: Reader | Transaction = this.reader): Promise<Map<Id, Instant>> {
    const rows = await from.query<{ subjectId: Id; at: Instant | null }>(
      `SELECT s."subjectId", MAX(COALESCE(s."lastSeenAt", s."createdAt")) AS "at"
        FROM ${listed(from.dialect, 1)} CROSS JOIN "sign_in" s
        WHERE s."subjectId" = l.value GROUP BY s."subjectId"`,
      [JSON.stringify(ids)],
    );
    return new Map(rows.flatMap(({ subjectId, at }) => (at === null ? [] : [[subjectId, at] as const])));
  }
  async signInsOf(tx: Transaction, accountId: Id): Promise<Id[]> {
    const rows = await tx.query<{ id: Id }>('SELECT "id" FROM "sign_in" WHERE "subjectId" = $1', [accountId]);
    return rows.map(({ id }) => id);
  }

  /** The one before, if there was one, is gone. */
  async putInvitation(tx: Transaction, row: AccountInvitationRow): Promise<void> {
    await tx.repo(AccountInvitationRow).upsert(row, ['accountId']);
  }
  async dropInvitation(tx: Transaction, accountId: Id): Promise<void> {
    await tx.repo(AccountInvitationRow).delete({ accountId });
  }
  /** The account whose link it is, while the link works. */
  async invited(
    tokenHash: string,
    now: Instant,
    from: Reader | Transaction = this.reader,
  ): Promise<AccountRow | null> {
    const invitation = await from.repo(AccountInvitationRow).findOneBy({ tokenHash });
    if (invitation === null || invitation.expiresAt <= now) return null;
    return from.repo(AccountRow).findOneBy({ id: invitation.accountId });
  }
}
