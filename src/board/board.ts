import { type AttendanceRecorded, ListingsMoved } from '../attendance/attendance.events.js';
import type { BoardChanges, BoardRow } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { delayUntil } from '../platform/clock/timer-delay.js';
import { Problem } from '../platform/http/problem.js';
import { BoardPart } from './board-part.js';
import { BoardRows } from './board-rows.js';
import { carryListings, carryOn, type Ground, type SiteStatus, rowOf } from './board.rules.js';
import { BoardRevisions } from './board-revisions.rules.js';

/**
 * The data of a board at `seq`: it has all changes up to `seq` and no later one.
 */
export interface Foundation extends Ground {
  seq: number;
  /** When another checkpoint becomes the current one; `null` if none will by itself. */
  nextOpening: Instant | null;
}
/** Whom a board asks and tells. */
export interface BoardDependencies {
  /** @param bySite the arrivals of each site too */
  load(bySite: boolean): Promise<Foundation>;
  tree(): Promise<Pick<Foundation, 'sites' | 'groups'>>;
  statusOf(siteId: Id): SiteStatus;
  /** @param within these sites; everywhere if `null` */
  followers(within: ReadonlySet<Id> | null): number;
  now(): number;
  /** Whether somebody listens to the board of a part. */
  isHeard(roots: readonly Id[]): boolean;
  /** The first seq of the board of a part. */
  partSeq(): number;
  /**
   * Told each revision, and how many ms the first change in it has waited; of a part, where it begins.
   */
  publish(changes: BoardChanges, waited: number, roots?: readonly Id[]): void;
  failed(fault: unknown): void;
}

/** What can be counted by itself. */
type Change = AttendanceRecorded | (ListingsMoved & { moves: NonNullable<ListingsMoved['moves']> });

/** At most 5 revisions a second; the first change after quiet is told at once. */
const REVISION_PAUSE = 200;
/** A board is read anew from the database at most this often. */
const REBUILD_PAUSE = 1_000;
/** When the database does not answer, readers get what is known, with its `asOf`. */
const PATIENCE = 3_000;
/** A part that nobody listens to is kept this long, in ms, for those who ask by HTTP now and then. */
const PART_IDLE_MS = 10 * 60_000;

/**
 * The live picture of one conference. Changes are applied as they are announced and told in merged
 * revisions; when in doubt it is read anew.
 */
export class Board {
  readonly revisions: BoardRevisions;
  private foundation: Foundation;
  private sites: ReadonlyMap<Id, Site> = new Map();
  private rows = new BoardRows([]);
  /** Sites whose rows are not as they should be; `null`: all. */
  private touched: Set<Id> | null = null;
  /** Changes announced while a new foundation is being read. */
  private meanwhile: Change[] | null = null;
  private waitingSince: number | null = null;
  private lastRevision = -REVISION_PAUSE;
  private lastRebuild = -REBUILD_PAUSE;
  private mustRebuild = false;
  private mustCount = true;
  private readonly timers: { revision?: NodeJS.Timeout; rebuild?: NodeJS.Timeout; opening?: NodeJS.Timeout } =
    {};
  /** By their roots. */
  private readonly parts = new Map<string, BoardPart>();
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  constructor(
    private readonly conferenceId: Id,
    seq: number,
    private readonly deps: BoardDependencies,
  ) {
    this.revisions = new BoardRevisions(conferenceId, seq);
  }

  /**
   * The board of those who may see only what lies below `roots`. The first such board makes all data be read
   * anew.
   * @throws Problem server.not-ready if that fails
   */
  async part(roots: readonly Id[]): Promise<BoardPart> {
    const key = roots.join();
    let part = this.parts.get(key);
    if (!part) this.parts.set(key, (part = new BoardPart(this.conferenceId, this.deps.partSeq(), roots)));
    part.askedAt = this.deps.now();
    if (part.isReady) return part;
    if (this.foundation.picture.siteArrivals) {
      part.replant(this.foundation);
      this.revisePart(part, 0);
      return part;
    }
    this.lastRebuild = -REBUILD_PAUSE;
    this.invalidate();
    await this.upToDate();
    if (!part.isReady) throw new Problem('server.not-ready');
    return part;
  }

  /** Reads everything for the first time. */
  async open(): Promise<this> {
    await this.rebuild();
    return this;
  }

  close(): void {
    this.isClosed = true;
    Object.values(this.timers).forEach((timer) => clearTimeout(timer));
    this.resolveWaiters();
  }

  /** Entries were recorded. What the foundation already holds is not counted again. */
  apply(event: AttendanceRecorded): void {
    this.carry(event);
  }

  /** The lists of people are others: counted by each, or anew if they are too many. */
  applyListings(event: ListingsMoved): void {
    const { moves } = event;
    if (moves === null) this.invalidate();
    else this.carry({ ...event, moves });
  }

  /** Presence, signal, a call for help or the number of followers is another. */
  markDirty(siteId?: Id): void {
    if (siteId !== undefined) {
      if (this.foundation && !this.sites.has(siteId)) return;
      this.touched?.add(siteId);
    }
    this.reviseSoon();
  }

  /** Checkpoints have changed, sites have gone, or many people have moved: all is counted anew. */
  invalidate(): void {
    this.mustCount = true;
    this.replant();
  }

  /** Sites were made or edited: they are read anew, and the counts stay. */
  replant(): void {
    this.mustRebuild = true;
    if (this.meanwhile || this.timers.rebuild || this.isClosed) return;
    const pause = Math.max(0, this.lastRebuild + REBUILD_PAUSE - performance.now());
    this.timers.rebuild = setTimeout(() => {
      delete this.timers.rebuild;
      this.rebuild().catch((fault: unknown) => {
        this.deps.failed(fault);
        this.invalidate();
      });
    }, pause);
  }

  /** Number of callers that wait in `upToDate()`. */
  get waiters(): number {
    return this.waiting.size;
  }

  /**
   * Resolves when all that has been announced so far is in `revisions`: a fifth of a second at
   * the most, unless it is read anew.
   */
  upToDate(): Promise<void> {
    if (this.waitingSince === null && !this.mustRebuild && !this.meanwhile) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, PATIENCE).unref();
      this.waiting.add(done);
    });
  }

  private async rebuild(): Promise<void> {
    const isCounting = this.mustCount;
    this.mustRebuild = this.mustCount = false;
    this.lastRebuild = performance.now();
    this.meanwhile = [];
    let missed: Change[];
    try {
      if (isCounting) this.foundation = await this.deps.load(this.parts.size > 0);
      else Object.assign(this.foundation, await this.deps.tree());
    } finally {
      // The counts that stay have them already.
      missed = isCounting ? this.meanwhile : [];
      this.meanwhile = null;
    }
    this.sites = new Map(this.foundation.sites.map((site) => [site.id, site]));
    this.touched = null;
    if (this.foundation.picture.siteArrivals) this.parts.forEach((part) => part.replant(this.foundation));
    for (const event of missed) if (event.seq > this.foundation.seq) this.move(event);
    // The first part came while it was being read without the arrivals of each site.
    if (this.parts.size > 0 && !this.foundation.picture.siteArrivals)
      this.mustRebuild = this.mustCount = true;
    this.awaitOpening();
    this.revise();
    if (this.mustRebuild) this.replant();
  }

  /** What the foundation already holds is not counted again. */
  private carry(event: Change): void {
    this.meanwhile?.push(event);
    if (this.foundation && event.seq > this.foundation.seq) this.move(event);
  }

  private move(event: Change): void {
    const { picture } = this.foundation;
    const touched = 'moves' in event ? carryListings(picture, event.moves) : carryOn(picture, event);
    for (const siteId of touched) this.touched?.add(siteId);
    this.reviseSoon();
  }

  private reviseSoon(): void {
    this.waitingSince ??= performance.now();
    if (this.timers.revision || this.isClosed || !this.foundation) return;
    // A turn of the loop at the least: receipts leave before the news.
    this.timers.revision = setTimeout(
      () => this.revise(),
      Math.max(0, this.lastRevision + REVISION_PAUSE - performance.now()),
    );
  }

  private revise(): void {
    clearTimeout(this.timers.revision);
    delete this.timers.revision;
    if (this.isClosed) return;
    const waited = this.waitingSince === null ? 0 : performance.now() - this.waitingSince;
    this.waitingSince = null;
    this.lastRevision = performance.now();
    const touched = this.renewRows();
    const { groups, picture } = this.foundation;
    const { checkpointId, arrivals } = picture;
    const totals = this.rows.totals(this.deps.followers(null));
    const changes = this.revisions.revise(
      { checkpointId, totals, sites: this.rows.all, groups, arrivals },
      new Date(this.deps.now()).toISOString(),
      touched?.map((siteId) => this.rows.get(siteId)!),
    );
    if (changes) this.deps.publish(changes, waited);
    this.releaseParts();
    this.parts.forEach((part) => this.revisePart(part, waited, touched));
    if (!this.mustRebuild) this.resolveWaiters();
  }

  private releaseParts(): void {
    const since = this.deps.now() - PART_IDLE_MS;
    for (const [key, { askedAt, roots }] of this.parts)
      if (askedAt < since && !this.deps.isHeard(roots)) this.parts.delete(key);
  }

  private revisePart(part: BoardPart, waited: number, touched?: readonly Id[]): void {
    const changes = part.revise(
      this.foundation.picture,
      (siteId) => (this.touched?.has(siteId) === false ? this.rows.get(siteId)! : this.row(siteId)),
      (within) => this.deps.followers(within),
      new Date(this.deps.now()).toISOString(),
      touched,
    );
    if (changes) this.deps.publish(changes, waited, part.roots);
  }

  /** Makes the touched rows anew. @returns their sites in order of code; nothing if it made all */
  private renewRows(): Id[] | undefined {
    const touched = this.touched === null ? undefined : this.rows.known(this.touched);
    if (touched === undefined) this.rows = new BoardRows(this.foundation.sites.map(({ id }) => this.row(id)));
    else for (const siteId of touched) this.rows.replace(this.row(siteId));
    this.touched = new Set();
    return touched;
  }

  private row(siteId: Id): BoardRow {
    const site = this.sites.get(siteId)!;
    return rowOf(site, this.foundation.picture.sites.get(siteId), this.deps.statusOf(siteId));
  }

  private awaitOpening(): void {
    clearTimeout(this.timers.opening);
    if (this.foundation.nextOpening === null || this.isClosed) return;
    const then = Date.parse(this.foundation.nextOpening) + 1;
    this.timers.opening = setTimeout(() => this.invalidate(), delayUntil(then, this.deps.now()));
  }

  private resolveWaiters(): void {
    // Each takes itself out as it is called.
    this.waiting.forEach((done) => done());
  }
}
