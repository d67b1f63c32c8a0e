import type { AccountPatch, AccountScope, Role } from '../../contract/account.js';
import type { Instant } from '../../contract/wire.js';
import { afterTold } from '../providers/provider.rules.js';
import type { AccountRow } from './account.entity.js';

/** The scope as it is stored: an owner works everywhere, and no conference stands in it twice. */
export const scopeOf = (role: Role, scope: AccountScope): AccountScope =>
  role === 'owner' || scope === 'all' ? 'all' : [...new Set(scope)];

interface Standing {
  role: Role;
  disabledAt: string | null;
  withdrawnAt: string | null;
  passwordHash: string | null;
}
/** Nobody can sign in by it: an owner disabled it, or its groups at the provider give no role. */
export const isShutOut = (account: Pick<Standing, 'disabledAt' | 'withdrawnAt'>): boolean =>
  account.disabledAt !== null || account.withdrawnAt !== null;

/** An owner who can sign in without any provider: one must always be left. */
export const isActiveOwner = (account: Standing): boolean =>
  account.role === 'owner' && !isShutOut(account) && account.passwordHash !== null;

/**
 * The account after an owner's change. A role or scope that the owner changes is by hand from then on.
 * @param subject what its groups gave last; `null` if it is not bound to a provider
 */
export function changed(
  before: AccountRow,
  patch: AccountPatch,
  subject: { role: Role | null; scope: AccountScope } | null,
  now: Instant,
): AccountRow {
  const named = { ...before, name: patch.name ?? before.name, updatedAt: now };
  const { disabled = before.disabledAt !== null } = patch;
  const account = { ...named, disabledAt: disabled ? (before.disabledAt ?? now) : null };
  if (patch.roleBy === 'provider' && subject !== null) {
    const told = subject.role === null ? null : { role: subject.role, scope: subject.scope };
    return afterTold({ ...account, roleBy: 'provider' }, told, now);
  }
  const role = patch.role ?? before.role;
  const scope = scopeOf(role, patch.scope ?? before.scope);
  const isSame = role === before.role && isSameScope(scope, before.scope);
  if (isSame && patch.roleBy === undefined) return account;
  return { ...account, role, scope, roleBy: 'hand', withdrawnAt: null };
}

const isSameScope = (a: AccountScope, b: AccountScope): boolean =>
  a === 'all' || b === 'all' ? a === b : a.length === b.length && a.every((id) => b.includes(id));
