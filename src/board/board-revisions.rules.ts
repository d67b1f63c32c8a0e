import type {
  Arrivals,
  BoardChanges,
  BoardGroup,
  BoardRow,
  BoardSnapshot,
  BoardTotals,
} from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';
import { inSlices } from '../platform/pace/pace.js';

interface Stamped<T> {
  value: T;
  seq: number;
  /** The value as JSON, made when it is first needed. */
  json?: string;
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
 * The rows of one message, in UTF-16 units of JSON: with the totals, a message then stays below 64 kB. A
 * reader on a slow line sees that it goes on, and the others' messages pass between two.
 */
const MESSAGE_UNITS = 40_000;
/** Rows made to JSON between two yields: a few ms. */
const ROWS_AT_ONCE = 1_000;

/**
 * Keeps the revisions of one board. Each message has the next `seq`, and each row and minute has the `seq` of
 * the message that told its last change. So a reader can catch up from any `seq` since the last reset. No
 * clock, no I/O.
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
  private prepared: { seq: number; body: Promise<Buffer> } | null = null;

  /**
   * @param seq before the first revision. `base`: readers who know less than this
   * cannot be told what they missed.
   */
  constructor(
    private readonly conferenceId: Id,
    public seq: number,
    private base = seq + 1,
  ) {}

  /** Number of sites. */
  get size(): number {
    return this.content.sites.length;
  }

  /**
   * Takes over what differs, and answers it in messages that follow each other. None if nothing does. Another
   * checkpoint, a site gone or other groups are a reset: then nobody's seq is `from`, and all fetch.
   * @param touched the rows that may differ, in order of code; all if absent. With them the tree is the same
   * @param isOther nothing is compared: all fetch
   */
  revise(content: Content, asOf: Instant, touched?: readonly BoardRow[], isOther = false): BoardChanges[] {
    const isReset =
      isOther ||
      this.asOf === '' ||
      content.checkpointId !== this.content.checkpointId ||
      (touched === undefined && this.isOtherTree(content));
    if (isReset) return [this.reset(content, asOf)];
    const rows = (touched ?? content.sites).filter((row) => isChanged(this.rows, row.siteId, row));
    const minutes = this.changedMinutes(content.arrivals);
    if (rows.length === 0 && minutes.length === 0 && isSame(content.totals, this.content.totals)) return [];
    this.content = content;
    this.asOf = asOf;
    return this.cut(rows).map((part, nth) => this.told(part, nth === 0 ? minutes : []));
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

  /** All of it, for a small board. */
  snapshot(): BoardSnapshot {
    return {
      ...this.head(),
      sites: [...this.content.sites],
      groups: [...this.content.groups],
      arrivals: this.shownArrivals(),
    };
  }

  /** `snapshot()` as JSON in UTF-8: made once a revision for all who ask, in slices. */
  body(): Promise<Buffer> {
    if (this.prepared?.seq !== this.seq) this.prepared = { seq: this.seq, body: this.written() };
    return this.prepared.body;
  }

  private async written(): Promise<Buffer> {
    // As they are now: rows are replaced while this goes on.
    const rows = this.content.sites.map(({ siteId }) => this.rows.get(siteId)!);
    const head = JSON.stringify(this.head());
    const tail = JSON.stringify({ groups: this.content.groups, arrivals: this.shownArrivals() });
    const parts = [Buffer.from(`${head.slice(0, -1)},"sites":[`)];
    await inSlices(rows, ROWS_AT_ONCE, (slice) => {
      const text = slice.map((row) => (row.json ??= JSON.stringify(row.value))).join();
      parts.push(Buffer.from(parts.length === 1 ? text : `,${text}`));
    });
    return Buffer.concat([...parts, Buffer.from(`],${tail.slice(1)}`)]);
  }

  private head(): Omit<BoardSnapshot, 'sites' | 'groups' | 'arrivals'> {
    const { checkpointId, totals } = this.content;
    return { conferenceId: this.conferenceId, checkpointId, seq: this.seq, asOf: this.asOf, totals };
  }

  private shownArrivals(): Arrivals[] {
    return [...this.minutes]
      .map(([minute, { value: people }]) => ({ minute, people }))
      .filter(({ people }) => people !== 0)
      .sort((a, b) => (a.minute < b.minute ? -1 : 1));
  }

  private reset(content: Content, asOf: Instant): BoardChanges {
    this.seq += 1;
    this.base = this.seq;
    this.content = content;
    this.asOf = asOf;
    this.rows = new Map(content.sites.map((row) => [row.siteId, { value: row, seq: this.seq }]));
    this.minutes = new Map(
      [...content.arrivals].map(([minute, value]) => [minute, { value, seq: this.seq }]),
    );
    return this.changes(this.seq, [], []);
  }

  /** Stamps these rows and minutes with the next seq. */
  private told(rows: BoardRow[], minutes: Arrivals[]): BoardChanges {
    const from = this.seq;
    this.seq += 1;
    for (const { siteId } of rows) this.rows.get(siteId)!.seq = this.seq;
    for (const { minute, people } of minutes) this.minutes.set(minute, { value: people, seq: this.seq });
    return this.changes(from, rows, minutes);
  }

  /** One part at the least: the minutes and the totals go with it. */
  private cut(rows: BoardRow[]): BoardRow[][] {
    const parts: BoardRow[][] = [[]];
    let units = 0;
    for (const row of rows) {
      const stamped: Stamped<BoardRow> = { value: row, seq: this.seq, json: JSON.stringify(row) };
      this.rows.set(row.siteId, stamped);
      units += stamped.json!.length;
      if (units > MESSAGE_UNITS && parts.at(-1)!.length > 0) {
        parts.push([]);
        units = stamped.json!.length;
      }
      parts.at(-1)!.push(row);
    }
    return parts;
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
  private changedMinutes(arrivals: ReadonlyMap<Instant, number>): Arrivals[] {
    const gone = [...this.minutes.keys()]
      .filter((minute) => !arrivals.has(minute))
      .map((minute) => [minute, 0] as const);
    return [...arrivals, ...gone]
      .filter(([minute, people]) => this.minutes.get(minute)?.value !== people)
      .map(([minute, people]) => ({ minute, people }));
  }
}

/** Both are made by the same function, so their fields have the same order. */
function isChanged(stamped: ReadonlyMap<Id, Stamped<BoardRow>>, siteId: Id, row: BoardRow): boolean {
  const before = stamped.get(siteId);
  if (before === undefined) return true;
  return before.value !== row && (before.json ??= JSON.stringify(before.value)) !== JSON.stringify(row);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
