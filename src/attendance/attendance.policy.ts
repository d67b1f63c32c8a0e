import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';

/** Those who take the roll. Which site, `maySeeSite` says: a coordinator's own, an organizer's any. */
export type Recorder = Extract<Principal, { kind: 'organizer' | 'coordinator' }>;
export const mayRecord = (actor: Principal): actor is Recorder =>
  actor.kind === 'organizer' || actor.kind === 'coordinator';

/** The site to which a reader of the ledger and the lists is confined; null: none. */
export const confinedTo = (actor: Principal): Id | null =>
  actor.kind === 'coordinator' ? actor.siteId : null;
