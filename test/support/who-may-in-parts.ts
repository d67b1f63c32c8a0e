import type { Role } from '../../src/contract/account.js';
import type { GrantRole } from '../../src/contract/grant.js';
import type { LiveCommands } from '../../src/contract/live.js';
import { neededInParts, OPEN_IN_PARTS } from '../../src/contract/open-in-parts.js';
import { type Case, TABLE } from './who-may.js';

export const LIVE_IN_PARTS: Partial<Record<keyof LiveCommands, GrantRole>> = {
  'board.watch': 'watcher',
  'conference.follow': 'watcher',
  'attendance.submit': 'manager',
};

/** Calls that are in no row of `TABLE`. */
export const strangers = (): string[] => {
  const known = new Set(TABLE.map(({ method, route }) => `${method} ${route}`));
  return [...OPEN_IN_PARTS.keys()].filter((name) => !known.has(name));
};

/** As the contract says it beside the service's own decorators: a fault of theirs is not taken over. */
export const neededFor = ({ method, route }: Case): GrantRole | 'closed' =>
  neededInParts(`${method} ${route}`);

export interface PartActor {
  role: Exclude<Role, 'owner'>;
  grant: GrantRole;
}
export const PART_ACTORS: PartActor[] = (['reader', 'steward', 'organizer'] as const).flatMap((role) =>
  (['watcher', 'manager'] as const).map((grant) => ({ role, grant })),
);
const ROLES: readonly string[] = ['reader', 'steward', 'organizer', 'owner'];
/** Whether the role lets them in at all; a part changes nothing about that. */
export const hasRole = ({ role }: PartActor, { who }: Case): boolean =>
  who[0] !== 'no' || (who[4] !== 'no' && ROLES.indexOf(role) >= ROLES.indexOf(who[4]));
export const hasGrant = ({ grant }: PartActor, need: GrantRole | 'closed'): boolean =>
  need === 'watcher' || (need === 'manager' && grant === 'manager');
