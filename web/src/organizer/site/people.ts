import type { AttendanceState } from '#contract/attendance.js';
import { byGivenName, folded } from '#contract/folded.js';
import type { Roster, RosterMember } from '#contract/roster.js';
import { UNMARKED } from '#contract/standing.js';
import type { Id } from '#contract/wire.js';

export interface Person {
  member: RosterMember;
  state: AttendanceState;
  reason: string | null;
  /** Somebody of this site's list who counts at another site. */
  isElsewhere: boolean;
  /** Names of those present in place of this person. */
  substitutes: string[];
}

/** Answers the people of a site and where they stand at one checkpoint, by given name as offices sort. */
export function peopleAt(roster: Roster, checkpointId: Id | null): Person[] {
  const standing = new Map(
    roster.states.filter((one) => one.checkpointId === checkpointId).map((one) => [one.participantId, one]),
  );
  const members = roster.members.filter((member) => !member.removed);
  const substitutes = new Map<Id, string[]>();
  for (const { participantId, fullName } of members) {
    const { state, substituteFor = null } = standing.get(participantId) ?? {};
    if (substituteFor !== null && (state === 'in_person' || state === 'online'))
      substitutes.set(substituteFor, [...(substitutes.get(substituteFor) ?? []), fullName]);
  }
  return members
    .map((member) => {
      const { state, reason, siteId } = standing.get(member.participantId) ?? UNMARKED;
      // The absent count at home, whoever has marked them.
      const isSeen = state !== 'unmarked' && state !== 'absent';
      const isElsewhere = !member.guest && isSeen && siteId !== roster.site.id;
      return { member, state, reason, isElsewhere, substitutes: substitutes.get(member.participantId) ?? [] };
    })
    .sort((a, b) => byGivenName(a.member.fullName, b.member.fullName));
}

export function searchPeople(people: readonly Person[], search: string): Person[] {
  const needle = folded(search);
  return people.filter(({ member }) =>
    folded([member.fullName, member.unit, member.position].join(' ')).includes(needle),
  );
}
