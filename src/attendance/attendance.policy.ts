import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';

/**
 * True for principals who take the roll. `maySeeSite` says at which site: a coordinator's own, any for an
 * organizer.
 */
export type Recorder = Extract<Principal, { kind: 'organizer' | 'coordinator' }>;
export const mayRecord = (actor: Principal): actor is Recorder =>
  actor.kind === 'organizer' || actor.kind === 'coordinator';

/** The site to which a reader of the ledger and the lists is confined; `null` if to none. */
export const confinedTo = (actor: Principal): Id | null =>
  actor.kind === 'coordinator' ? actor.siteId : null;
