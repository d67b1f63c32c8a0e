import type { Account } from '../../contract/account.js';
import type { Principal } from '../../contract/auth.js';
import type { Part } from '../../contract/grant.js';
import type { Instant } from '../../contract/wire.js';
import type { ProviderSubjectRow } from '../providers/provider-subject.entity.js';
import type { AccountRow } from './account.entity.js';

/** What an answer about an account holds besides its row. */
export interface AccountFacts {
  /** Of the sign-in that was used last. */
  lastSeenAt: Instant | null;
  /** `null` if nobody of a provider signs in by it. */
  subject: ProviderSubjectRow | null;
}

export const accountOf = (row: AccountRow, { lastSeenAt, subject }: AccountFacts): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  scope: row.scope,
  disabled: row.disabledAt !== null,
  joined: row.passwordHash !== null || subject !== null,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  lastSeenOn: lastSeenAt?.slice(0, 10) ?? null,
  provider: subject && {
    issuer: subject.issuer,
    roleBy: row.roleBy,
    withdrawn: row.withdrawnAt !== null,
    groupsMissingSince: subject.groupsMissingSince,
  },
});

/** Whoever is signed in by it. */
export const organizerOf = (
  { id, login, name, role, scope }: AccountRow,
  parts: readonly Part[],
): Principal => ({
  kind: 'organizer',
  accountId: id,
  login,
  name,
  role,
  scope,
  ...(parts.length === 0 ? {} : { parts }),
});
