import type { RosterState } from '../../contract/roster.js';
import { UNMARKED } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';

/** A `since` that selects the whole roster. */
export const WHOLE_ROSTER = -1;

/** True while the site has a living word about the person at that checkpoint. */
export const speaks = (siteId: Id, state: RosterState): boolean =>
  state.siteId === siteId || state.alsoAt.includes(siteId);

/**
 * A state as one site's console may see it. Of its own people it sees where they are counted, whoever said
 * so; of a guest only what it has itself a word in. The reason that another site gave is that site's.
 */
export function shownAt(siteId: Id, state: RosterState, isGuest: boolean): RosterState {
  if (isGuest && !speaks(siteId, state))
    return { participantId: state.participantId, checkpointId: state.checkpointId, ...UNMARKED };
  return state.siteId === siteId || !isGuest ? state : { ...state, reason: null };
}
