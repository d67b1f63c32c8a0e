import type { Roster, RosterState } from '../../contract/roster.js';
import { UNMARKED } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import { inReachOrNull, isInReach } from '../../sites/reach.service.js';

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

/**
 * Where people count outside the reader's part is not named: `siteId` and `entryId` are `null` then.
 * @param outsiders people of sites outside it: guests are counted, and not shown; who was replaced is
 *   not named
 */
export function cutTo(
  reach: ReadonlySet<Id>,
  outsiders: ReadonlySet<Id>,
  { members, states }: Pick<Roster, 'members' | 'states'>,
): Pick<Roster, 'members' | 'states'> {
  const isShown = ({ participantId }: { participantId: Id }): boolean => !outsiders.has(participantId);
  return {
    members: members.filter(isShown),
    states: states.filter(isShown).map((state) => ({
      ...state,
      siteId: inReachOrNull(reach, state.siteId),
      alsoAt: state.alsoAt.filter((siteId) => isInReach(reach, siteId)),
      entryId: state.siteId !== null && isInReach(reach, state.siteId) ? state.entryId : null,
      substituteFor:
        state.substituteFor !== null && outsiders.has(state.substituteFor) ? null : state.substituteFor,
    })),
  };
}
