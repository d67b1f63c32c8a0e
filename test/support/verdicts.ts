import type { Role } from '../../src/contract/account.js';

/** `local`: an organizer who works in the own conference only. */
export const ACTORS = [
  'anonymous',
  'revoked',
  'trainee',
  'coordinator',
  'viewer',
  'reader',
  'steward',
  'local',
  'organizer',
] as const;
export type Actor = (typeof ACTORS)[number];
/**
 * `no`: nobody of that kind, whatever the id. `own`: what belongs to them; anything else is answered as if it
 * did not exist. `public`: of every conference that is no draft. `yes`: a route without an id, or an
 * organizer. `conference`: what lies in the own conference. `hidden`: as if there were no such route.
 */
export type Verdict = 'no' | 'own' | 'public' | 'yes' | 'conference' | 'hidden';
/**
 * A revoked sign-in is nobody's, so its verdict is that of anonymous; but where `revoked` says otherwise. Of
 * organizers the least role is named, or that none may.
 */
export type Row = [
  anonymous: Verdict,
  trainee: Verdict,
  coordinator: Verdict,
  viewer: Verdict,
  organizers: Role | 'no',
];

export const OWNERS: Row = ['no', 'no', 'no', 'no', 'owner'];
export const ORGANIZERS: Row = ['no', 'no', 'no', 'no', 'organizer'];
export const STEWARDS: Row = ['no', 'no', 'no', 'no', 'steward'];
export const READER: Row = ['no', 'no', 'no', 'no', 'reader'];
export const NOBODY: Row = ['no', 'no', 'no', 'no', 'no'];
export const EVERYBODY: Row = ['yes', 'yes', 'yes', 'yes', 'reader'];
export const SIGNED_IN: Row = ['no', 'yes', 'yes', 'yes', 'reader'];
export const READERS: Row = ['public', 'own', 'own', 'own', 'reader'];
export const SITE: Row = ['no', 'no', 'own', 'no', 'steward'];
export const PERSON: Row = ['no', 'own', 'own', 'no', 'steward'];
export const CONSOLE: Row = ['no', 'no', 'own', 'no', 'no'];
export const BOARD: Row = ['no', 'no', 'no', 'own', 'reader'];

const OTHERS = { anonymous: 0, revoked: 0, trainee: 1, coordinator: 2, viewer: 3 } as const;
/** Said here once more: a fault of the service's own order must not be taken over. */
const MAY: Record<Role, Role[]> = {
  reader: ['reader'],
  steward: ['reader', 'steward'],
  organizer: ['reader', 'steward', 'organizer'],
  owner: ['reader', 'steward', 'organizer', 'owner'],
};
const AS = { reader: 'reader', steward: 'steward', local: 'organizer', organizer: 'owner' } as const;
export function verdictOf(actor: Actor, who: Row): Verdict {
  if (actor in OTHERS) return who[OTHERS[actor as keyof typeof OTHERS]];
  const least = who[4];
  if (least === 'no' || !MAY[AS[actor as keyof typeof AS]].includes(least)) return 'no';
  return actor === 'local' ? 'conference' : 'yes';
}
