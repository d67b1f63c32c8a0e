import type { Account } from '../../contract/account.js';
import type { Principal } from '../../contract/auth.js';
import type { Instant } from '../../contract/wire.js';
import type { AccountRow } from './account.entity.js';

/** @param lastSeenAt of the sign-in that was used last */
export const accountOf = (row: AccountRow, lastSeenAt: Instant | null): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  scope: row.scope,
  disabled: row.disabledAt !== null,
  joined: row.passwordHash !== null,
  createdAt: row.createdAt,
  lastSeenOn: lastSeenAt?.slice(0, 10) ?? null,
});

/** Whoever is signed in by it. */
export const organizerOf = ({ id, login, name, role, scope }: AccountRow): Principal => ({
  kind: 'organizer',
  accountId: id,
  login,
  name,
  role,
  scope,
});
