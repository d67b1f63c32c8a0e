import type { Arrivals } from '../../contract/board.js';
import type { Id } from '../../contract/wire.js';
import { inSlices } from '../../platform/pace/pace.js';
import { emptyTally, type SiteArrivals, type SiteTally, type Tally } from './tally-read.js';

/**
 * A tally on its way between threads. As objects, those of 37,000 sites would be copied one by one on the
 * event loop; columns of numbers are copied as they lie.
 */
export interface PackedTally {
  /** Joined by commas. */
  siteIds: string;
  /** `FIGURES` numbers a site. */
  figures: Int32Array;
  /** Joined by commas; empty where a site has none. */
  lastEntries: string;
  arrivals: Arrivals[];
  /** Three numbers each: of the site among `arrivalSites`, of the minute among `minutes`, and people. */
  bySite?: { arrivalSites: string; minutes: string; cells: Int32Array };
}

/** Each number of a site's tally, in order. `headcount` is -1 if the site has not confirmed. */
const COLUMNS: [read: (tally: SiteTally) => number, write: (tally: SiteTally, value: number) => void][] = [
  ...columnsOf('counts', ['inPerson', 'online', 'absent', 'left', 'unmarked', 'walkIns']),
  ...columnsOf('outside', ['inPerson', 'online', 'absent', 'left']),
  ...columnsOf('guests', ['inPerson', 'online', 'left']),
  ...columnsOf('elsewhere', ['inPerson', 'online', 'left']),
  [({ headcount }) => headcount ?? -1, (tally, value) => (tally.headcount = value < 0 ? null : value)],
];
const FIGURES = COLUMNS.length;

function columnsOf<G extends 'counts' | 'outside' | 'guests' | 'elsewhere'>(
  group: G,
  names: (keyof SiteTally[G])[],
): typeof COLUMNS {
  return names.map((name) => [
    (tally) => tally[group][name] as number,
    (tally, value) => void ((tally[group] as Record<typeof name, number>)[name] = value),
  ]);
}

/** Sites unpacked between two yields. */
const AT_ONCE = 4_000;

export function packTally({ sites, arrivals, siteArrivals }: Tally): PackedTally {
  const figures = new Int32Array(sites.size * FIGURES);
  let at = 0;
  for (const tally of sites.values()) for (const [read] of COLUMNS) figures[at++] = read(tally);
  return {
    siteIds: [...sites.keys()].join(),
    figures,
    lastEntries: [...sites.values()].map(({ lastEntryAt }) => lastEntryAt ?? '').join(),
    arrivals,
    ...(siteArrivals && { bySite: packArrivals(siteArrivals) }),
  };
}

function packArrivals(siteArrivals: SiteArrivals): NonNullable<PackedTally['bySite']> {
  const minutes = new Map<string, number>();
  const cells: number[] = [];
  let site = 0;
  for (const counted of siteArrivals.values()) {
    for (const [minute, people] of counted) {
      if (!minutes.has(minute)) minutes.set(minute, minutes.size);
      cells.push(site, minutes.get(minute)!, people);
    }
    site += 1;
  }
  return {
    arrivalSites: [...siteArrivals.keys()].join(),
    minutes: [...minutes.keys()].join(),
    cells: Int32Array.from(cells),
  };
}

/** In slices. */
export async function unpackTally({
  siteIds,
  figures,
  lastEntries,
  arrivals,
  bySite,
}: PackedTally): Promise<Tally> {
  const sites = new Map<Id, SiteTally>();
  const entries = lastEntries.split(',');
  let at = 0;
  await inSlices(listOf(siteIds), AT_ONCE, (slice) => {
    for (const siteId of slice) {
      const tally = emptyTally();
      COLUMNS.forEach(([, write], column) => write(tally, figures[at * FIGURES + column]!));
      tally.lastEntryAt = entries[at] || null;
      sites.set(siteId, tally);
      at += 1;
    }
  });
  return { sites, arrivals, ...(bySite && { siteArrivals: await unpackArrivals(bySite) }) };
}

async function unpackArrivals({
  arrivalSites,
  minutes,
  cells,
}: NonNullable<PackedTally['bySite']>): Promise<SiteArrivals> {
  const names = minutes.split(',');
  const found: SiteArrivals = new Map();
  let [site, at] = [0, 0];
  await inSlices(listOf(arrivalSites), AT_ONCE, (slice) => {
    for (const siteId of slice) {
      const counted = new Map<string, number>();
      for (; cells[at] === site; at += 3) counted.set(names[cells[at + 1]!]!, cells[at + 2]!);
      found.set(siteId, counted);
      site += 1;
    }
  });
  return found;
}

const listOf = (joined: string): string[] => (joined === '' ? [] : joined.split(','));
