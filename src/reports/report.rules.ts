import { addTo, countedAt, NOBODY } from '../attendance/tally.service.js';
import type { AttendanceState, EntryMethod } from '../contract/attendance.js';
import type { Counts } from '../contract/board.js';
import { byGivenName } from '../contract/folded.js';
import { type Site, SITE_LEVELS, type SiteLevel } from '../contract/site.js';
import type { Because } from '../contract/standing.js';
import type { Id, Instant } from '../contract/wire.js';

/** A person of the conference, and where they stand at the report's checkpoint. */
export interface ReportedPerson {
  id: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  code: string;
  homeSiteId: Id;
  origin: 'roster' | 'walk_in';
  state: AttendanceState;
  /** Whose word decides; null when unmarked. */
  siteId: Id | null;
  because: Because;
  reason: string | null;
  substituteFor: Id | null;
  recordedAt: Instant | null;
  /** Of the deciding entry; null when unmarked. */
  method: EntryMethod | null;
  isLate: boolean;
  isOffline: boolean;
  /** Of the device that made the deciding entry, in ms. */
  clockOffset: number | null;
}

/** One line of sums. `expected`: the sites' own figures, else their rosters; of a unit, its people on the rosters. */
export interface Sum<K> {
  key: K;
  sites: number;
  expected: number;
  counts: Counts;
}
export interface Sums<K> {
  lines: Sum<K>[];
  total: Sum<null>;
}

/** A line for each site, in the order given; people count where the board counts them. */
export function sumsBySite(people: readonly ReportedPerson[], sites: readonly Site[]): Sums<Site> {
  const rosters = new Map<Id, number>();
  for (const person of people)
    if (person.origin === 'roster') rosters.set(person.homeSiteId, (rosters.get(person.homeSiteId) ?? 0) + 1);
  const lines = sites.map((site): Sum<Site> => ({
    key: site,
    sites: 1,
    expected: site.expected ?? rosters.get(site.id) ?? 0,
    counts: { ...NOBODY },
  }));
  const lineOf = new Map(lines.map((line) => [line.key.id, line]));
  for (const person of people) count(lineOf.get(countedAt(person, person.homeSiteId)), person);
  return { lines, total: totalOf(lines) };
}

/** A line for each level that has sites, the highest first. */
export function sumsByLevel(bySite: Sums<Site>): Sums<SiteLevel> {
  const lines = SITE_LEVELS.flatMap((level) => {
    const those = bySite.lines.filter(({ key }) => key.level === level);
    return those.length === 0 ? [] : [{ ...totalOf(those), key: level }];
  });
  return { lines, total: bySite.total };
}

/** A line for each unit that people name, by its name; null at the end: they name none. */
export function sumsByUnit(people: readonly ReportedPerson[]): Sums<string | null> {
  const held = new Map<string | null, Sum<string | null> & { at: Set<Id> }>();
  for (const person of people) {
    let line = held.get(person.unit);
    if (!line)
      held.set(
        person.unit,
        (line = { key: person.unit, sites: 0, expected: 0, counts: { ...NOBODY }, at: new Set() }),
      );
    line.at.add(countedAt(person, person.homeSiteId));
    if (person.origin === 'roster') line.expected += 1;
    count(line, person);
  }
  const lines = [...held.values()].map(({ at, ...line }) => ({ ...line, sites: at.size }));
  lines.sort((a, b) => (a.key === null ? 1 : b.key === null ? -1 : a.key.localeCompare(b.key, 'vi')));
  const sites = new Set(people.map((person) => countedAt(person, person.homeSiteId))).size;
  return { lines, total: { ...totalOf(lines), sites } };
}

/** Site after site in their order, in each by given name, as rosters are read. */
export function inOrderOfRoster(people: readonly ReportedPerson[], sites: readonly Site[]): ReportedPerson[] {
  const place = new Map(sites.map((site, at) => [site.id, at]));
  const placeOf = ({ homeSiteId }: ReportedPerson): number => place.get(homeSiteId) ?? sites.length;
  return [...people].sort(
    (a, b) => placeOf(a) - placeOf(b) || byGivenName(a.fullName, b.fullName) || (a.id < b.id ? -1 : 1),
  );
}

/** Everybody whom somebody saw or still expects. */
export const peopleIn = ({ inPerson, online, absent, left, unmarked }: Counts): number =>
  inPerson + online + absent + left + unmarked;
export const presentIn = ({ inPerson, online }: Counts): number => inPerson + online;

function count(line: { counts: Counts } | undefined, { state, origin }: ReportedPerson): void {
  if (line) addTo(line.counts, state, origin === 'walk_in', 1);
}

function totalOf(lines: readonly Sum<unknown>[]): Sum<null> {
  const total: Sum<null> = { key: null, sites: 0, expected: 0, counts: { ...NOBODY } };
  for (const { sites, expected, counts } of lines) {
    total.sites += sites;
    total.expected += expected;
    for (const field of Object.keys(counts) as (keyof Counts)[]) total.counts[field] += counts[field];
  }
  return total;
}
