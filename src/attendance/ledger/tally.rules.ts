import { attendanceRate } from '../../contract/attendance-share.js';
import type { AttendanceState } from '../../contract/attendance.js';
import type { Counts, ListFigures, Outside, Visitors } from '../../contract/board.js';
import type { Id } from '../../contract/wire.js';

/** The figures of one list as they are counted; `listed` and `rate` follow from them. */
export type Counted = Omit<ListFigures, 'listed' | 'rate'>;

const NOBODY: Counts = Object.freeze({ inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 });
const NO_OUTSIDERS: Outside = Object.freeze({ inPerson: 0, online: 0, absent: 0, left: 0 });
const NO_VISITORS: Visitors = Object.freeze({ inPerson: 0, online: 0, left: 0 });

export const nobodyCounted = (): Counted => ({
  counts: { ...NOBODY },
  outside: { ...NO_OUTSIDERS },
  guests: { ...NO_VISITORS },
  elsewhere: { ...NO_VISITORS },
});

/**
 * Where somebody is counted: the present, and those who have left, at the site that saw them;
 * all others at that of their roster.
 */
export const countedAt = (where: { state: AttendanceState; siteId: Id | null }, homeSiteId: Id): Id =>
  where.state === 'absent' || where.state === 'unmarked' ? homeSiteId : (where.siteId ?? homeSiteId);

const FIELD = {
  in_person: 'inPerson',
  online: 'online',
  absent: 'absent',
  left: 'left',
  unmarked: 'unmarked',
} as const satisfies Record<AttendanceState, keyof Counts>;

/** Where an arrival counts: at the site of the person's list; of a walk-in, where they were seen. */
export const arrivedAt = ({ homeSiteId, isWalkIn, state, siteId }: Group): Id =>
  isWalkIn ? countedAt({ state, siteId }, homeSiteId) : homeSiteId;

/** People who stand alike. */
export interface Group {
  homeSiteId: Id;
  isWalkIn: boolean;
  state: AttendanceState;
  siteId: Id | null;
}

/**
 * Counts `people` who stand alike: those of a list at the site of their list, wherever they were seen, and
 * walk-ins outside it. A walk-in whom this checkpoint has not marked is no walk-in here and counts nowhere.
 * Returns the sites whose figures changed.
 */
export function countPeople(
  figuresAt: (siteId: Id) => Counted,
  { homeSiteId, isWalkIn, state, siteId }: Group,
  people: number,
): Id[] {
  const seenAt = countedAt({ state, siteId }, homeSiteId);
  if (isWalkIn) {
    if (state === 'unmarked') return [];
    const { counts, outside } = figuresAt(seenAt);
    outside[FIELD[state]] += people;
    counts.walkIns += people;
    return [seenAt];
  }
  figuresAt(homeSiteId).counts[FIELD[state]] += people;
  if (seenAt === homeSiteId || state === 'absent' || state === 'unmarked') return [homeSiteId];
  figuresAt(homeSiteId).elsewhere[FIELD[state]] += people;
  figuresAt(seenAt).guests[FIELD[state]] += people;
  return [homeSiteId, seenAt];
}

/**
 * Adds the figures of one list to `sum`, or takes them away. A guest is in the `counts` of one
 * list and in the `guests` of another.
 */
export function addFigures(sum: Counted, more: Counted, by: 1 | -1 = 1): void {
  addFields(sum.counts, more.counts, by);
  addFields(sum.outside, more.outside, by);
  addFields(sum.guests, more.guests, by);
  addFields(sum.elsewhere, more.elsewhere, by);
}

/** Everybody of the list is in one field of `counts`: together they are `listed`. */
export function withRate(counted: Counted): ListFigures {
  const { inPerson, online, absent, left, unmarked } = counted.counts;
  const listed = inPerson + online + absent + left + unmarked;
  return { ...counted, listed, rate: attendanceRate({ listed, counts: counted.counts }) };
}

function addFields<Figures extends object>(sum: Figures, more: Figures, by: 1 | -1): void {
  for (const name of Object.keys(sum) as (keyof Figures)[])
    (sum[name] as number) += by * (more[name] as number);
}
