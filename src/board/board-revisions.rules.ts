import type {
  Arrivals,
  BoardChanges,
  BoardGroup,
  BoardRow,
  BoardSnapshot,
  BoardTotals,
} from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';

interface Stamped<T> {
  value: T;
  seq: number;
}
/** All that a board shows at one moment. */
export interface Content {
  checkpointId: Id | null;
  totals: BoardTotals;
  /** In order of code. */
  sites: readonly BoardRow[];
  groups: readonly BoardGroup[];
  arrivals: ReadonlyMap<Instant, number>;
}

/**
 * Keeps the revisions of one board. Each revision has the next `seq`, and each row and minute has the `seq`
 * of its last change. So a reader can catch up from any `seq` since the last reset. No clock, no I/O.
 */
export class BoardRevisions {
  private rows = new Map<Id, Stamped<BoardRow>>();
  private minutes = new Map<Instant, Stamped<number>>();
  private content: Content = {
    checkpointId: null,
    totals: null as unknown as BoardTotals,
    sites: [],
    groups: [],
    arrivals: new Map(),
  };
  private asOf: Instant = '';
  private shared: { snapshot: BoardSnapshot; json: string | null } | null = null;

  /**
   * @param seq before the first revision. `base`: readers who know less than this
   * cannot be told what they missed.
   */
  constructor(
    private readonly conferenceId: Id,
    public seq: number,
    private base = seq + 1,
  ) {}

  /**
   * Takes over what differs. `null` if nothing does. Another checkpoint, a site gone or other groups are an
   * reset: then nobody's seq is `from`, and all fetch.
   * @param touched the rows that may differ, in order of code; all if absent. With them the tree is the same
   */
  revise(content: Content, asOf: Instant, touched?: readonly BoardRow[]): BoardChanges | null {
    const isReset =
      this.asOf === '' ||
      content.checkpointId !== this.content.checkpointId ||
      (touched === undefined && this.isOtherTree(content));
    if (isReset) {
      this.rows = new Map();
      this.minutes = new Map();
    }
    const next = this.seq + 1;
    const rows = isReset ? content.sites : (touched ?? content.sites);
    const changedRows = rows.filter((row) => stamp(this.rows, row.siteId, row, next));
    const changedMinutes = this.stampMinutes(content.arrivals, next);
    if (
      !isReset &&
      changedRows.length === 0 &&
      changedMinutes.length === 0 &&
      isSame(content.totals, this.content.totals)
    )
      return null;
    const from = isReset ? next : this.seq;
    if (isReset) this.base = next;
    this.seq = next;
    this.content = content;
    this.asOf = asOf;
    this.shared = null;
    return isReset ? this.changes(from, [], []) : this.changes(from, changedRows, changedMinutes);
  }

  /** Returns the changes after `seq`; `null` if they are not kept: take the snapshot. */
  since(seq: number): BoardChanges | null {
    if (seq < this.base || seq > this.seq) return null;
    const sites = this.content.sites.filter((row) => this.rows.get(row.siteId)!.seq > seq);
    const arrivals = [...this.minutes]
      .filter(([, people]) => people.seq > seq)
      .map(([minute, people]) => ({ minute, people: people.value }));
    return this.changes(seq, sites, arrivals);
  }

  /** Prepared once a revision, and shared by all who ask. */
  snapshot(): BoardSnapshot {
    return this.prepared().snapshot;
  }
  json(): string {
    const shareable = this.prepared();
    return (shareable.json ??= JSON.stringify(shareable.snapshot));
  }

  private prepared(): { snapshot: BoardSnapshot; json: string | null } {
    const { checkpointId, totals, sites, groups } = this.content;
    const arrivals = [...this.minutes]
      .map(([minute, { value: people }]) => ({ minute, people }))
      .filter(({ people }) => people !== 0);
    arrivals.sort((a, b) => (a.minute < b.minute ? -1 : 1));
    return (this.shared ??= {
      snapshot: {
        conferenceId: this.conferenceId,
        checkpointId,
        seq: this.seq,
        asOf: this.asOf,
        totals,
        sites: [...sites],
        groups: [...groups],
        arrivals,
      },
      json: null,
    });
  }

  private changes(from: number, sites: BoardRow[], arrivals: Arrivals[]): BoardChanges {
    return {
      conferenceId: this.conferenceId,
      checkpointId: this.content.checkpointId,
      from,
      seq: this.seq,
      asOf: this.asOf,
      totals: this.content.totals,
      sites,
      arrivals,
    };
  }

  private isOtherTree({ sites, groups }: Content): boolean {
    return this.hasLost(sites) || !isSame(groups, this.content.groups);
  }

  private hasLost(sites: readonly BoardRow[]): boolean {
    if (this.rows.size === 0) return false;
    const present = new Set(sites.map(({ siteId }) => siteId));
    return [...this.rows.keys()].some((siteId) => !present.has(siteId));
  }

  /** A minute that is left without people stays as a 0, for readers who have another number. */
  private stampMinutes(arrivals: ReadonlyMap<Instant, number>, seq: number): Arrivals[] {
    const gone = [...this.minutes.keys()]
      .filter((minute) => !arrivals.has(minute))
      .map((minute) => [minute, 0] as const);
    return [...arrivals, ...gone]
      .filter(([minute, people]) => stamp(this.minutes, minute, people, seq))
      .map(([minute, people]) => ({ minute, people }));
  }
}

/** Keeps a value under its key; true when it is another than before. */
function stamp<T>(stamped: Map<string, Stamped<T>>, key: string, value: T, seq: number): boolean {
  const before = stamped.get(key);
  if (before !== undefined && (before.value === value || isSame(before.value, value))) return false;
  stamped.set(key, { value, seq });
  return true;
}

/** Both are made by the same function, so their fields have the same order. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
