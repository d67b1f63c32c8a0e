import type { AttendanceState } from '../contract/attendance.js';
import type { Counts } from '../contract/board.js';
import type { Id } from '../contract/wire.js';

export const NOBODY: Counts = Object.freeze({
  inPerson: 0,
  online: 0,
  absent: 0,
  left: 0,
  unmarked: 0,
  walkIns: 0,
});

/** Where somebody is counted: the present, and those who have left, at the site that saw them; all others at that of their roster. */
export const countedAt = (where: { state: AttendanceState; siteId: Id | null }, homeSiteId: Id): Id =>
  where.state === 'absent' || where.state === 'unmarked' ? homeSiteId : (where.siteId ?? homeSiteId);

const FIELD = {
  in_person: 'inPerson',
  online: 'online',
  absent: 'absent',
  left: 'left',
  unmarked: 'unmarked',
} as const satisfies Record<AttendanceState, keyof Counts>;

/** Walk-ins are counted twice over: among the others, and as what they are, where somebody has seen them: one of another checkpoint is no walk-in here. */
export function addTo(counts: Counts, state: AttendanceState, isWalkIn: boolean, people: number): void {
  counts[FIELD[state]] += people;
  if (isWalkIn && state !== 'unmarked') counts.walkIns += people;
}
