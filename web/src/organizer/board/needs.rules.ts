import type { BoardRow } from '#contract/board.js';
import type { Id, Instant } from '#contract/wire.js';
import { isNotStarted } from './row-facts.rules.js';

export const NEED_KINDS = ['help', 'lost', 'signal', 'unsteady', 'not-started', 'never'] as const;
/**
 * Worst first: calling for help, connection lost, picture or sound bad, unsteady, connected but not started,
 * never connected.
 */
export type NeedKind = (typeof NEED_KINDS)[number];
/** What a site says of the broadcast, worst first. */
export const SIGNAL_TROUBLES = ['noSound', 'badSound', 'noPicture', 'badPicture'] as const;
export type SignalTrouble = (typeof SIGNAL_TROUBLES)[number];
export interface Need {
  key: string;
  kind: NeedKind;
  since: Instant;
  /**
   * One site, the sites of one block that had the same trouble together, or all that are late in the same
   * way.
   */
  rows: BoardRow[];
  /** Of `signal` alone. */
  trouble?: SignalTrouble;
  /** The key of the block if the need is about several of its sites. */
  block: string | null;
}
/** A site that is back sooner needs nobody: a hiccup of our own line makes hundreds unsteady at once. */
const UNSTEADY_AFTER_MS = 20_000;
/** How long a site may take before its roll counts as late: after it has connected, and after the opening. */
const LATE_AFTER_MS = 120_000;
/**
 * From this many on, sites that are late in the same way share a line, so that calls and lost sites stay
 * visible.
 */
const MANY_LATE = 4;
/** This many sites of a block, in trouble within this time, have one cause. */
const TOGETHER = { sites: 3, milliseconds: 120_000 } as const;

/**
 * Lists what needs a person, worst first, then the longest waiting.
 * @param rollOpensAt since when the roll can be taken; `null` if it cannot, so that nobody is late
 * @param now by the service's clock, in ms
 * @param isCovered whether an incident speaks of the site's trouble already, or nobody misses the site
 */
export function needsOf(
  rows: Iterable<BoardRow>,
  blockOf: ReadonlyMap<Id, string>,
  rollOpensAt: Instant | null,
  now: number,
  isCovered: (siteId: Id, trouble: 'lost' | 'signal') => boolean = () => false,
): Need[] {
  const single: Need[] = [];
  for (const row of rows) {
    // A call says nothing about the connection: a site may need both.
    if (row.help)
      single.push({ key: `${row.siteId} help`, kind: 'help', since: row.help.at, rows: [row], block: null });
    const trouble = troubleOf(row);
    if (trouble && !isCovered(row.siteId, 'signal'))
      single.push({
        key: `${row.siteId} signal`,
        kind: 'signal',
        since: row.signal!.at,
        rows: [row],
        trouble,
        block: null,
      });
    const need = needOf(row, rollOpensAt, now);
    if (need && !(need.kind === 'lost' && isCovered(row.siteId, 'lost')))
      single.push({ key: row.siteId, ...need, rows: [row], block: null });
  }
  return joined(single, blockOf).sort(
    (a, b) =>
      NEED_KINDS.indexOf(a.kind) - NEED_KINDS.indexOf(b.kind) ||
      compare(a.since, b.since) ||
      compare(a.key, b.key),
  );
}

/**
 * Answers whether the site was lost without anybody missing it: people have gone home.
 * @param missedSince since when a site has to be lost to be missed; `null` while nobody is
 */
export const isAtHome = ({ presence: { state, since } }: BoardRow, missedSince: Instant | null): boolean =>
  state === 'lost' && (missedSince === null || since! < missedSince);

type SiteNeed = { kind: Exclude<NeedKind, 'help' | 'signal'>; since: Instant };

function needOf(row: BoardRow, rollOpensAt: Instant | null, now: number): SiteNeed | null {
  const { state, since } = row.presence;
  if (state === 'lost' && since) return { kind: state, since };
  if (state === 'unsteady' && since)
    return now - Date.parse(since) >= UNSTEADY_AFTER_MS ? { kind: state, since } : null;
  return rollOpensAt === null ? null : latenessOf(row, rollOpensAt, now);
}

/** Of a site that is merely late: to connect, or to begin its roll. */
function latenessOf(row: BoardRow, rollOpensAt: Instant, now: number): SiteNeed | null {
  const { state, since } = row.presence;
  const isLate = (from: Instant): boolean => now - Date.parse(from) >= LATE_AFTER_MS;
  if (state === 'never') return isLate(rollOpensAt) ? { kind: 'never', since: rollOpensAt } : null;
  if (state !== 'online' || !since || !isNotStarted(row)) return null;
  const expectedFrom = since > rollOpensAt ? since : rollOpensAt;
  return isLate(expectedFrom) ? { kind: 'not-started', since: expectedFrom } : null;
}

/** A site that is lost said it before: what it says now, nobody knows. */
function troubleOf({ presence, signal }: BoardRow): SignalTrouble | null {
  if (!signal || (presence.state !== 'online' && presence.state !== 'unsteady')) return null;
  if (signal.sound !== 'ok') return signal.sound === 'none' ? 'noSound' : 'badSound';
  if (signal.picture !== 'ok') return signal.picture === 'none' ? 'noPicture' : 'badPicture';
  return null;
}

/** Nothing is wrong at a site that is merely late. */
export const isLateKind = (kind: NeedKind): boolean => kind === 'not-started' || kind === 'never';

/**
 * Joins sites of one block that were lost, or became unsteady, within two minutes: one cut cable is one line.
 * Many late sites are joined as well.
 */
function joined(needs: Need[], blockOf: ReadonlyMap<Id, string>): Need[] {
  const groups = new Map<string, Need[]>();
  const result: Need[] = [];
  for (const kind of NEED_KINDS.filter(isLateKind))
    result.push(
      ...gathered(
        kind,
        needs.filter((need) => need.kind === kind),
      ),
    );
  for (const trouble of SIGNAL_TROUBLES)
    result.push(
      ...gathered(
        'signal',
        needs.filter((need) => need.trouble === trouble),
      ),
    );
  for (const need of needs
    .filter(({ kind }) => !isLateKind(kind) && kind !== 'signal')
    .sort((a, b) => compare(a.since, b.since))) {
    const block = blockOf.get(need.rows[0]!.siteId);
    if (need.kind === 'help' || block === undefined) result.push(need);
    else groups.set(`${need.kind} ${block}`, [...(groups.get(`${need.kind} ${block}`) ?? []), need]);
  }
  for (const [key, group] of groups) result.push(...together(key, group, blockOf));
  return result;
}

function gathered(kind: NeedKind, late: Need[]): Need[] {
  if (late.length < MANY_LATE) return late;
  const since = late.map((need) => need.since).sort(compare)[0]!;
  const { trouble } = late[0]!;
  const key = trouble ?? kind;
  return [{ key, kind, since, rows: late.flatMap((need) => need.rows), trouble, block: null }];
}

function together(key: string, group: Need[], blockOf: ReadonlyMap<Id, string>): Need[] {
  const result: Need[] = [];
  let start = 0;
  while (start < group.length) {
    const first = group[start]!;
    let end = start;
    while (
      end < group.length &&
      Date.parse(group[end]!.since) - Date.parse(first.since) <= TOGETHER.milliseconds
    )
      end++;
    const run = group.slice(start, end);
    if (run.length < TOGETHER.sites) result.push(...run);
    else
      result.push({
        ...first,
        key: `${key} ${first.since}`,
        rows: run.flatMap((need) => need.rows),
        block: blockOf.get(first.rows[0]!.siteId) ?? null,
      });
    start = end;
  }
  return result;
}
/** Counts the sites of these needs; a site that calls and was lost counts once. */
export const sitesIn = (needs: readonly Need[]): number =>
  new Set(needs.flatMap(({ rows }) => rows.map(({ siteId }) => siteId))).size;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
