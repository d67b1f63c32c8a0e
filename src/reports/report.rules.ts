import { countedAt } from '../attendance/ledger/tally.rules.js';
import type { AttendanceState, EntryMethod } from '../contract/attendance.js';
import { givenName } from '../contract/folded.js';
import type { Site } from '../contract/site.js';
import type { Because } from '../contract/standing.js';
import { isInReach, type Reach } from '../sites/reach.rules.js';
import type { Id, Instant } from '../contract/wire.js';

/** What a report tells of a site. */
export type ReportedSite = Pick<Site, 'id' | 'code' | 'name' | 'level' | 'kind' | 'parentId' | 'expected'>;

/**
 * A person of the conference, and where they stand at the report's checkpoint, or at
 * the best of a day's checkpoints.
 */
export interface ReportedPerson {
  id: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  homeSiteId: Id;
  origin: 'roster' | 'walk_in';
  state: AttendanceState;
  /** The site of the deciding entry; `null` if unmarked. */
  siteId: Id | null;
  because: Because;
  reason: string | null;
  substituteFor: Id | null;
  recordedAt: Instant | null;
  /** Method of the deciding entry; `null` if unmarked. */
  method: EntryMethod | null;
  isLate: boolean;
  isOffline: boolean;
  /** Clock offset of the deciding entry's device, in ms. */
  clockOffset: number | null;
  /** Names of those present in place of this person; `null` stands for who may not be named. */
  substitutes: (string | null)[];
  /** At how many of the checkpoints the person was present. */
  attended: number;
}

export const isPresent = (state: AttendanceState): boolean => state === 'in_person' || state === 'online';
/** On no list, and not seen at the checkpoint: no outsider of this report. */
export const isNobodyHere = ({ origin, state }: ReportedPerson): boolean =>
  origin === 'walk_in' && state === 'unmarked';

/** The place of each site in the order of the report. */
export const placesOf = (sites: readonly ReportedSite[]): ReadonlyMap<Id, number> =>
  new Map(sites.map(({ id }, at) => [id, at]));

/**
 * Site after site in their order, in each by given name, as rosters are read;
 * people outside the list after its own.
 */
export function inOrderOfRoster(
  people: readonly ReportedPerson[],
  places: ReadonlyMap<Id, number>,
): ReportedPerson[] {
  // Looked up once a person, not once a comparison.
  const keyed = people
    .filter((person) => !isNobodyHere(person))
    .map((person) => ({
      person,
      place: places.get(person.homeSiteId) ?? places.size,
      outside: person.origin === 'walk_in' ? 1 : 0,
      given: givenName(person.fullName),
    }));
  keyed.sort(
    (a, b) =>
      a.place - b.place ||
      a.outside - b.outside ||
      VIETNAMESE.compare(a.given, b.given) ||
      VIETNAMESE.compare(a.person.fullName, b.person.fullName) ||
      (a.person.id < b.person.id ? -1 : 1),
  );
  return keyed.map(({ person }) => person);
}
const VIETNAMESE = new Intl.Collator('vi');

const RANK: Record<AttendanceState, number> = { in_person: 4, online: 3, left: 2, absent: 1, unmarked: 0 };
/**
 * One person's standings at several checkpoints as one: the best of them, with all
 * substitutes and the number attended.
 */
export function bestOf(standings: readonly [ReportedPerson, ...ReportedPerson[]]): ReportedPerson {
  const best = standings.reduce((highest, one) => (RANK[one.state] > RANK[highest.state] ? one : highest));
  const attended = standings.reduce((sum, one) => sum + one.attended, 0);
  return {
    ...best,
    attended,
    substitutes: [...new Set(standings.flatMap(({ substitutes }) => substitutes))],
  };
}

/** @param standings of each checkpoint, the same people in the same order */
export function bestOfAll(standings: readonly ReportedPerson[][]): ReportedPerson[] {
  const [first = [], ...others] = standings;
  return others.length === 0
    ? first
    : first.map((person, at) => bestOf([person, ...others.map((one) => one[at]!)]));
}

/**
 * People whom a report on these sites names: those of their lists, and walk-ins who were seen there. Guests
 * of other lists are counted without names.
 */
export const peopleOf = (people: readonly ReportedPerson[], reach: Reach): readonly ReportedPerson[] =>
  reach === null ? people : people.filter((person) => isNamed(person, reach));

/** Where somebody stands, as far as it decides if a report names them. */
export type NamedAt = Pick<ReportedPerson, 'origin' | 'homeSiteId' | 'state' | 'siteId'>;

export const isNamed = (person: NamedAt, reach: Reach): boolean =>
  isInReach(reach, person.origin === 'walk_in' ? countedAt(person, person.homeSiteId) : person.homeSiteId);
