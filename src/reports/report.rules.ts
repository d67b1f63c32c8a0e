import {
  addFigures,
  type Counted,
  countedAt,
  countPeople,
  nobodyCounted,
  withRate,
} from '../attendance/ledger/tally.service.js';
import type { AttendanceState, EntryMethod } from '../contract/attendance.js';
import type { FiguresLine } from '../contract/figures.js';
import { givenName } from '../contract/folded.js';
import { isGroup, type Site, SITE_LEVELS, type SiteLevel } from '../contract/site.js';
import { wayUp } from '../contract/site-tree.js';
import type { Because } from '../contract/standing.js';
import { isInReach, type Reach } from '../sites/reach.service.js';
import type { Id, Instant } from '../contract/wire.js';

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

/**
 * One line of figures. The denominator of its rate is `listed`: people on the
 * lists, never those outside them.
 */
export interface Sum<K> extends FiguresLine {
  key: K;
}
export interface Sums<K> {
  lines: Sum<K>[];
  total: Sum<null>;
}

export const isPresent = (state: AttendanceState): boolean => state === 'in_person' || state === 'online';
/** On no list, and not seen at the checkpoint: no outsider of this report. */
const isNobodyHere = ({ origin, state }: ReportedPerson): boolean =>
  origin === 'walk_in' && state === 'unmarked';

/**
 * A line for each site, in the order given. People of a list count at the site of their
 * list, outsiders where they were seen.
 */
export function sumsBySite(
  people: readonly ReportedPerson[],
  sites: readonly Site[],
  checkpoints = 1,
): Sums<Site> {
  const lines = new Map(sites.map((site) => [site.id, open(site, checkpoints)]));
  const lost = open(null, checkpoints);
  const lineOf = (siteId: Id): Open<unknown> => lines.get(siteId) ?? lost;
  for (const person of people) {
    countPeople((siteId) => lineOf(siteId).figures, { ...person, isWalkIn: person.origin === 'walk_in' }, 1);
    countList(lineOf(person.homeSiteId), person);
  }
  for (const line of lines.values()) line.sites.add(line.key.id);
  return summed([...lines.values()], checkpoints);
}

/** A line for each level that has sites, the highest first. */
export function sumsByLevel(bySite: Sums<Site>): Sums<SiteLevel> {
  return gathered(bySite, SITE_LEVELS, ({ level }) => level);
}

/**
 * A line for each topmost site with all that lies below it, in the order of the sites; `null` at
 * the end: sites that stand alone.
 */
export function sumsByArea(bySite: Sums<Site>, groups: readonly Site[] = []): Sums<Site | null> {
  const sites = new Map([...groups, ...bySite.lines.map(({ key }) => key)].map((site) => [site.id, site]));
  const parents = new Set(bySite.lines.map(({ key }) => key.parentId));
  const parentOf = new Map([...sites.values()].map(({ id, parentId }) => [id, parentId]));
  const areaOf = (site: Site): Site | null => {
    const top = wayUp(site.id, parentOf)
      .flatMap((id) => sites.get(id) ?? [])
      .at(-1)!;
    return isGroup(top) || parents.has(top.id) ? top : null;
  };
  const areas = [...new Set(bySite.lines.map(({ key }) => areaOf(key)))];
  return gathered(bySite, [...areas.filter((area) => area !== null), null], areaOf);
}

/** A line for each unit that people name, by its name; null at the end: they name none. */
export function sumsByUnit(people: readonly ReportedPerson[], checkpoints = 1): Sums<string | null> {
  const lines = new Map<string | null, Open<string | null>>();
  for (const person of people) {
    if (isNobodyHere(person)) continue;
    let line = lines.get(person.unit);
    if (!line) lines.set(person.unit, (line = open(person.unit, checkpoints)));
    const { figures } = line;
    // A unit has no guests: its people are its own wherever they came.
    countPeople(
      () => figures,
      { ...person, siteId: person.homeSiteId, isWalkIn: person.origin === 'walk_in' },
      1,
    );
    countList(line, person);
    line.sites.add(person.origin === 'walk_in' ? countedAt(person, person.homeSiteId) : person.homeSiteId);
  }
  const inOrder = [...lines.values()].sort((a, b) =>
    a.key === null ? 1 : b.key === null ? -1 : a.key.localeCompare(b.key, 'vi'),
  );
  return summed(inOrder, checkpoints);
}

/**
 * Site after site in their order, in each by given name, as rosters are read;
 * people outside the list after its own.
 */
export function inOrderOfRoster(people: readonly ReportedPerson[], sites: readonly Site[]): ReportedPerson[] {
  const place = new Map(sites.map((site, at) => [site.id, at]));
  // Looked up once a person, not once a comparison.
  const keyed = people
    .filter((person) => !isNobodyHere(person))
    .map((person) => ({
      person,
      place: place.get(person.homeSiteId) ?? sites.length,
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

const isNamed = (person: ReportedPerson, reach: Reach): boolean =>
  isInReach(reach, person.origin === 'walk_in' ? countedAt(person, person.homeSiteId) : person.homeSiteId);

/** Notes on everybody who stands in for them. Changes the people given. */
export function nameSubstitutes(people: readonly ReportedPerson[], reach: Reach): void {
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const person of people) {
    const { state, substituteFor, fullName } = person;
    if (substituteFor !== null && isPresent(state))
      byId.get(substituteFor)?.substitutes.push(isNamed(person, reach) ? fullName : null);
  }
}

interface Open<K> {
  key: K;
  figures: Counted;
  sites: Set<Id>;
  substituted: number;
  attended: number[];
}
const open = <K>(key: K, checkpoints: number): Open<K> => ({
  key,
  figures: nobodyCounted(),
  sites: new Set(),
  substituted: 0,
  attended: Array<number>(checkpoints + 1).fill(0),
});

function countList(line: Open<unknown>, { origin, state, substitutes, attended }: ReportedPerson): void {
  if (origin === 'walk_in') return;
  line.attended[attended] = (line.attended[attended] ?? 0) + 1;
  if (state === 'absent' && substitutes.length > 0) line.substituted += 1;
}

function summed<K>(lines: readonly Open<K>[], checkpoints: number): Sums<K> {
  const total = open(null, checkpoints);
  for (const line of lines) {
    addFigures(total.figures, line.figures);
    for (const siteId of line.sites) total.sites.add(siteId);
    total.substituted += line.substituted;
    line.attended.forEach((people, at) => (total.attended[at]! += people));
  }
  return { lines: lines.map(closed), total: closed(total) };
}

const closed = <K>({ key, figures, sites, substituted, attended }: Open<K>): Sum<K> => ({
  key,
  ...withRate(figures),
  sites: sites.size,
  substituted,
  attended,
});

function gathered<K>(bySite: Sums<Site>, keys: readonly K[], keyOf: (site: Site) => K): Sums<K> {
  const checkpoints = bySite.total.attended.length - 1;
  const lines = new Map(keys.map((key) => [key, open(key, checkpoints)]));
  for (const { key: site, ...sum } of bySite.lines) {
    const line = lines.get(keyOf(site));
    if (!line) continue;
    addFigures(line.figures, sum);
    line.sites.add(site.id);
    line.substituted += sum.substituted;
    sum.attended.forEach((people, at) => (line.attended[at]! += people));
  }
  return {
    lines: [...lines.values()].filter(({ sites }) => sites.size > 0).map(closed),
    total: bySite.total,
  };
}
