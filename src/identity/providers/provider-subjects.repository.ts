import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ProviderSubjectRow } from './provider-subject.entity.js';

/** Stores which subject of a provider has which account. */
@Injectable()
export class ProviderSubjectsRepository {
  constructor(private readonly reader: Reader) {}

  find(tx: Transaction, issuer: string, subject: string): Promise<ProviderSubjectRow | null> {
    return tx.repo(ProviderSubjectRow).findOneBy({ issuer, subject });
  }
  ofAccount(tx: Transaction, accountId: Id): Promise<ProviderSubjectRow | null> {
    return tx.repo(ProviderSubjectRow).findOneBy({ accountId });
  }
  async insert(tx: Transaction, row: ProviderSubjectRow): Promise<void> {
    await tx.repo(ProviderSubjectRow).insert(row);
  }
  async save(tx: Transaction, { issuer, subject, ...row }: ProviderSubjectRow): Promise<void> {
    await tx.repo(ProviderSubjectRow).update({ issuer, subject }, row);
  }

  async remove(tx: Transaction, accountId: Id): Promise<void> {
    await tx.repo(ProviderSubjectRow).delete({ accountId });
  }

  /** The subjects of these accounts, by account; accounts without one are missing. */
  async ofAccounts(
    ids: readonly Id[],
    from: Reader | Transaction = this.reader,
  ): Promise<Map<Id, ProviderSubjectRow>> {
    const rows = await from.query<Omit<ProviderSubjectRow, 'scope'> & { scope: string }>(
      `SELECT p.* FROM ${listed(from.dialect, 1)} CROSS JOIN "provider_subject" p
        WHERE p."accountId" = l.value`,
      [JSON.stringify(ids)],
    );
    return new Map(
      rows.map((row) => [
        row.accountId,
        { ...row, scope: JSON.parse(row.scope) as ProviderSubjectRow['scope'] },
      ]),
    );
  }

  /** Whether the groups were left out at anybody's last sign-in. */
  async isAnyoneWithoutGroups(): Promise<boolean> {
    const rows = await this.reader.query(
      'SELECT 1 FROM "provider_subject" WHERE "groupsMissingSince" IS NOT NULL LIMIT 1',
    );
    return rows.length > 0;
  }

  /** Sign-ins that began at the provider: of this account, of this `sid`, or of both. */
  async signInsOf(tx: Transaction, accountId: Id | null, sid: string | null): Promise<Id[]> {
    const rows = await tx.query<{ id: Id }>(
      `SELECT "id" FROM "sign_in" WHERE "providerSid" IS NOT NULL
        AND ("subjectId" = $1 OR CAST($1 AS varchar(36)) IS NULL)
        AND ("providerSid" = $2 OR CAST($2 AS varchar(255)) IS NULL)`,
      [accountId, sid],
    );
    return rows.map(({ id }) => id);
  }
}
