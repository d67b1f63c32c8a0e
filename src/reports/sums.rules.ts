import {
  addFigures,
  type Counted,
  countedAt,
  countPeople,
  nobodyCounted,
  withRate,
} from '../attendance/ledger/tally.rules.js';
import type { FiguresLine } from '../contract/figures.js';
import { isGroup, SITE_LEVELS, type SiteLevel } from '../contract/site.js';
import { wayUp } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';
import { isNobodyHere, type ReportedPerson, type ReportedSite } from './report.rules.js';

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

/**
 * A line for each site, in the order given. People of a list count at the site of their
 * list, outsiders where they were seen.
 */
export class SiteSums {
  private readonly lines: Map<Id, Open<ReportedSite>>;
  private readonly lost: Open<unknown>;

  constructor(
    sites: readonly ReportedSite[],
    private readonly checkpoints = 1,
  ) {
    this.lines = new Map(sites.map((site) => [site.id, open(site, checkpoints)]));
    this.lost = open(null, checkpoints);
    for (const line of this.lines.values()) line.sites.add(line.key.id);
  }

  add(people: readonly ReportedPerson[]): this {
    const lineOf = (siteId: Id): Open<unknown> => this.lines.get(siteId) ?? this.lost;
    const figuresAt = (siteId: Id): Counted => lineOf(siteId).figures;
    for (const person of people) {
      const { homeSiteId, state, siteId, origin } = person;
      countPeople(figuresAt, { homeSiteId, state, siteId, isWalkIn: origin === 'walk_in' }, 1);
      countList(lineOf(homeSiteId), person);
    }
    return this;
  }

  sums(): Sums<ReportedSite> {
    return summed([...this.lines.values()], this.checkpoints);
  }
}

/** A line for each level that has sites, the highest first. */
export function sumsByLevel(bySite: Sums<ReportedSite>): Sums<SiteLevel> {
  return gathered(bySite, SITE_LEVELS, ({ level }) => level);
}

/**
 * A line for each topmost site with all that lies below it, in the order of the sites; `null` at
 * the end: sites that stand alone.
 */
export function sumsByArea(
  bySite: Sums<ReportedSite>,
  groups: readonly ReportedSite[] = [],
): Sums<ReportedSite | null> {
  const sites = new Map([...groups, ...bySite.lines.map(({ key }) => key)].map((site) => [site.id, site]));
  const parents = new Set(bySite.lines.map(({ key }) => key.parentId));
  const parentOf = new Map([...sites.values()].map(({ id, parentId }) => [id, parentId]));
  const areaOf = (site: ReportedSite): ReportedSite | null => {
    const top = wayUp(site.id, parentOf)
      .flatMap((id) => sites.get(id) ?? [])
      .at(-1)!;
    return isGroup(top) || parents.has(top.id) ? top : null;
  };
  const areas = [...new Set(bySite.lines.map(({ key }) => areaOf(key)))];
  return gathered(bySite, [...areas.filter((area) => area !== null), null], areaOf);
}

/** A line for each unit that people name, by its name; null at the end: they name none. */
export class UnitSums {
  private readonly lines = new Map<string | null, Open<string | null>>();

  constructor(private readonly checkpoints = 1) {}

  add(people: readonly ReportedPerson[]): this {
    for (const person of people) {
      if (isNobodyHere(person)) continue;
      const { unit, homeSiteId, state, origin } = person;
      let line = this.lines.get(unit);
      if (!line) this.lines.set(unit, (line = open(unit, this.checkpoints)));
      const { figures } = line;
      // A unit has no guests: its people are its own wherever they came.
      const where = { homeSiteId, siteId: homeSiteId, state, isWalkIn: origin === 'walk_in' };
      countPeople(() => figures, where, 1);
      countList(line, person);
      line.sites.add(origin === 'walk_in' ? countedAt(person, homeSiteId) : homeSiteId);
    }
    return this;
  }

  sums(): Sums<string | null> {
    const inOrder = [...this.lines.values()].sort((a, b) =>
      a.key === null ? 1 : b.key === null ? -1 : VIETNAMESE.compare(a.key, b.key),
    );
    return summed(inOrder, this.checkpoints);
  }
}
const VIETNAMESE = new Intl.Collator('vi');

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

function gathered<K>(
  bySite: Sums<ReportedSite>,
  keys: readonly K[],
  keyOf: (site: ReportedSite) => K,
): Sums<K> {
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
