import { type AccountScope, reaches, type Role } from '../../contract/account.js';
import type { GroupRight } from '../../platform/config/identity-provider.js';
import { shortened } from '../../contract/shortened.js';

/** A role, and where; conferences by their slugs, as the settings name them. */
export type GroupsRight = Pick<GroupRight, 'role' | 'scope'>;

/**
 * The groups that the claims name; `null` if the claim is missing, which is not the same as no groups.
 * @param name of the claim; `realm_access.roles` looks inside another claim
 */
export function groupsIn(claims: Readonly<Record<string, unknown>>, name: string): string[] | null {
  const value = claims[name] ?? name.split('.').reduce<unknown>(within, claims);
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}
const within = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/**
 * What these groups may do together: the highest role, in the conferences of the groups that give it. A lower
 * role elsewhere is left out, for an account has one role. `null` if no group gives a role.
 */
export function rightOf(groups: readonly string[], rights: readonly GroupRight[]): GroupsRight | null {
  const given = rights.filter(({ group }) => groups.includes(group));
  const [highest] = given.map(({ role }) => role).sort((a, b) => (reaches(a, b) ? -1 : 1));
  if (highest === undefined) return null;
  const scopes = given.filter(({ role }) => role === highest).map(({ scope }) => scope);
  return { role: highest, scope: scopes.includes('all') ? 'all' : [...new Set(scopes.flat())] };
}

/** What the groups give an account. `null`: nothing. `undefined`: the provider left the groups out. */
export type Told = { role: Role; scope: AccountScope } | null | undefined;

interface Rights {
  role: Role;
  scope: AccountScope;
  roleBy: 'hand' | 'provider';
  withdrawnAt: string | null;
}
/** The account after the groups were read. A role that an owner gave by hand stays. */
export function afterTold<T extends Rights>(account: T, told: Told, now: string): T {
  if (account.roleBy === 'hand' || told === undefined) return account;
  return told === null
    ? { ...account, withdrawnAt: account.withdrawnAt ?? now }
    : { ...account, ...told, withdrawnAt: null };
}

const LOGIN = /^\S{3,80}$/;
/** Logins for a new account, best first. The last is certainly free. */
export function loginsFor(preferred: unknown, id: string): string[] {
  const own = `oidc-${id}`;
  if (typeof preferred !== 'string' || !LOGIN.test(preferred)) return [own];
  const numbered = [2, 3, 4, 5].map((nth) => `${shortened(preferred, 77)}-${nth}`);
  return [preferred, ...numbered, own];
}
