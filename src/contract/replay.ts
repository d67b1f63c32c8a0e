import { attendanceRate, namesInRoom } from './attendance-share.js';
import type { BoardGroup, BoardRow, Counts, Outside, Presence, Signal, Visitors } from './board.js';
import type { Checkpoint } from './conference.js';
import { currentCheckpoint } from './current-checkpoint.js';
import type { BoardHelp } from './help.js';
import type { SiteLevel } from './site.js';
import type { Id, Instant } from './wire.js';

/** A replay of more sites than this is asked for by parts: `siteId`. */
export const REPLAY_SITES_LIMIT = 1_000;

/** What a replay holds still: sites and lists are those of now. */
export interface ReplaySite {
  siteId: Id;
  code: string;
  name: string;
  level: SiteLevel;
  parentId: Id | null;
  /** The site's own figure; `null` if it has none. */
  expected: number | null;
  /** People on the list. */
  listed: number;
}
/** The figures of a site at a checkpoint from `at` on. What is absent is zero. */
export interface ReplayFigures {
  at: Instant;
  checkpointId: Id;
  siteId: Id;
  counts: Partial<Counts>;
  outside?: Partial<Outside>;
  guests?: Partial<Visitors>;
  elsewhere?: Partial<Visitors>;
  /** People whom the site has confirmed; absent if it has not. */
  headcount?: number;
  /** When the service last received an entry of the site; absent if it has none. */
  lastEntryAt?: Instant;
}
/** Presence, signal or calls of a site from `at` on; only what changed. */
export interface ReplayStatus {
  at: Instant;
  siteId: Id;
  presence?: Presence;
  signal?: Signal | null;
  help?: BoardHelp | null;
}
/** From `at` on, `people` more (or fewer) count as arrived in this minute. */
export interface ReplayArrivals {
  at: Instant;
  checkpointId: Id;
  minute: Instant;
  people: number;
}
/** All that the board of a day went through, oldest first in each list. */
export interface Replay {
  conferenceId: Id;
  /** The first and the last change; `null` if nothing has happened. */
  from: Instant | null;
  to: Instant | null;
  sites: ReplaySite[];
  groups: BoardGroup[];
  checkpoints: Checkpoint[];
  figures: ReplayFigures[];
  statuses: ReplayStatus[];
  arrivals: ReplayArrivals[];
}
/** The board at one moment of a replay. */
export interface ReplayMoment {
  checkpointId: Id | null;
  /** In order of code. */
  rows: BoardRow[];
  arrivals: { minute: Instant; people: number }[];
}

const NOBODY: Counts = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };
const NO_VISITORS: Visitors = { inPerson: 0, online: 0, left: 0 };

/**
 * Prepares a replay for jumps to any moment: an index by site, in which each jump is a binary search. The
 * service and the page use the same one.
 */
export function replayer(replay: Replay): (at: Instant, checkpointId?: Id) => ReplayMoment {
  const changes = indexed(replay.figures, ({ checkpointId, siteId }) => `${checkpointId} ${siteId}`);
  const byKind = (kind: 'presence' | 'signal' | 'help'): Map<string, ReplayStatus[]> =>
    indexed(
      replay.statuses.filter((status) => status[kind] !== undefined),
      ({ siteId }) => siteId,
    );
  const [presence, signal, help] = [byKind('presence'), byKind('signal'), byKind('help')];

  return (at, asked) => {
    const checkpointId = asked ?? currentCheckpoint(replay.checkpoints, at)?.id ?? null;
    const rows = replay.sites.map((site): BoardRow => {
      const { siteId } = site;
      return {
        ...rowOf(site, last(changes.get(`${checkpointId} ${siteId}`), at)),
        presence: last(presence.get(siteId), at)?.presence ?? { state: 'never', since: null },
        signal: last(signal.get(siteId), at)?.signal ?? null,
        help: last(help.get(siteId), at)?.help ?? null,
        readiness: null,
      };
    });
    return { checkpointId, rows, arrivals: arrivedBy(replay.arrivals, checkpointId, at) };
  };
}

/** The row of a site apart from its presence, signal and calls. Nobody is marked where nothing is counted. */
function rowOf(
  site: ReplaySite,
  counted: ReplayFigures | undefined,
): Omit<BoardRow, 'presence' | 'signal' | 'help' | 'readiness'> {
  const { siteId, code, name, level, parentId, listed } = site;
  const figures = {
    counts: { ...NOBODY, ...(counted ? counted.counts : { unmarked: listed }) },
    outside: { ...NO_VISITORS, absent: 0, ...counted?.outside },
    guests: { ...NO_VISITORS, ...counted?.guests },
    elsewhere: { ...NO_VISITORS, ...counted?.elsewhere },
  };
  const headcount = counted?.headcount;
  return {
    siteId,
    code,
    name,
    level,
    parentId,
    expected: site.expected ?? listed,
    listed,
    ...figures,
    rate: attendanceRate({ listed, counts: figures.counts }),
    lastEntryAt: counted?.lastEntryAt ?? null,
    confirmed: headcount === undefined ? null : { headcount, names: namesInRoom(figures) },
  };
}

function arrivedBy(
  arrivals: readonly ReplayArrivals[],
  checkpointId: Id | null,
  at: Instant,
): { minute: Instant; people: number }[] {
  const minutes = new Map<Instant, number>();
  for (const one of arrivals)
    if (one.checkpointId === checkpointId && one.at <= at)
      minutes.set(one.minute, (minutes.get(one.minute) ?? 0) + one.people);
  return [...minutes]
    .filter(([, people]) => people > 0)
    .map(([minute, people]) => ({ minute, people }))
    .sort((a, b) => (a.minute < b.minute ? -1 : 1));
}

function indexed<T>(changes: readonly T[], keyOf: (change: T) => string): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const change of changes) {
    const known = index.get(keyOf(change));
    if (known) known.push(change);
    else index.set(keyOf(change), [change]);
  }
  return index;
}

/** The last change that is not after `at`. */
function last<T extends { at: Instant }>(changes: readonly T[] | undefined, at: Instant): T | undefined {
  if (changes === undefined) return undefined;
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}
