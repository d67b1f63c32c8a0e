import type { RosterMember } from '#contract/roster.js';

/**
 * How the organizers have changed the list since the coordinator last saw it; people in the order of the
 * lists.
 */
export interface RosterNews {
  /** People on no list of this site any more, about whom nothing was recorded here. */
  removed: RosterMember[];
  /** People on another site's list now, still shown because they were recorded here. */
  moved: RosterMember[];
  added: RosterMember[];
}

/** @param before as the coordinator last saw it; `null` if not yet, so that nothing is news */
export function rosterNewsOf(
  before: readonly RosterMember[] | null,
  now: readonly RosterMember[],
): RosterNews {
  if (before === null) return { removed: [], moved: [], added: [] };
  const was = new Map(before.map((member) => [member.participantId, member]));
  const is = new Map(now.map((member) => [member.participantId, member]));
  const own = before.filter(isOwn);
  return {
    removed: own.filter(({ participantId }) => !is.has(participantId)),
    moved: own.filter(({ participantId }) => is.get(participantId)?.guest),
    added: now.filter((member) => isOwn(member) && !isOwn(was.get(member.participantId))),
  };
}
/** Walk-ins and guests do not count: they come and go by entries of this device. */
const isOwn = (member: RosterMember | undefined): boolean => member?.origin === 'roster' && !member.guest;
