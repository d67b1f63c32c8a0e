import type { AccountScope, Role } from '../../contract/account.js';

/** The scope as it is stored: an owner works everywhere, and no conference stands in it twice. */
export const scopeOf = (role: Role, scope: AccountScope): AccountScope =>
  role === 'owner' || scope === 'all' ? 'all' : [...new Set(scope)];

interface Standing {
  role: Role;
  disabledAt: string | null;
  passwordHash: string | null;
}
/** An owner who can sign in: one must always be left. */
export const isActiveOwner = ({ role, disabledAt, passwordHash }: Standing): boolean =>
  role === 'owner' && disabledAt === null && passwordHash !== null;
