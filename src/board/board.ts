import { type AttendanceRecorded, ListingsMoved } from '../attendance/attendance.events.js';
import type { BoardChanges } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { delayUntil } from '../platform/clock/timer-delay.js';
import { Problem } from '../platform/http/problem.js';
import { BoardGround, type Change, type Foundation } from './board-ground.js';
import { pauseAfter } from './board-pace.rules.js';
import { BoardPart } from './board-part.js';
import type { SiteStatus } from './board.rules.js';
import { BoardRevisions } from './board-revisions.rules.js';

/** Whom a board asks and tells. */
export interface BoardDependencies {
  /** @param bySite the arrivals of each site too */
  load(bySite: boolean): Promise<Foundation>;
  tree(): Promise<Pick<Foundation, 'sites' | 'groups'>>;
  /** Points and groups of these ids, as they are now. */
  sitesNow(siteIds: readonly Id[]): Promise<ReadonlyMap<Id, Site>>;
  statusOf(siteId: Id): SiteStatus;
  /** @param within these sites; everywhere if `null` */
  followers(within: ReadonlySet<Id> | null): number;
  now(): number;
  /** Whether the event loop has time to spare. */
  isIdle(): boolean;
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
  private readonly ground: BoardGround;
  /** Changes announced while a new foundation is being read. */
  private meanwhile: Change[] | null = null;
  private waitingSince: number | null = null;
  private revisedAt = -Infinity;
  private pause = 0;
  private lastRebuild = -REBUILD_PAUSE;
  private mustRebuild = false;
  /** Edits of sites that are being read. */
  private edits = 0;
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
    this.ground = new BoardGround((siteId) => deps.statusOf(siteId));
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
    if (this.ground.foundation.picture.siteArrivals) {
      part.replant(this.ground.foundation);
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
    if (siteId === undefined || this.ground.markDirty(siteId)) this.reviseSoon();
  }

  /** These sites were made, edited or deleted. What is said of a site changes its row alone. */
  async edit(siteIds: readonly Id[]): Promise<void> {
    this.edits += 1;
    const now = await this.deps.sitesNow(siteIds).catch((fault: unknown) => {
      this.deps.failed(fault);
      return null;
    });
    this.edits -= 1;
    // A tree that is being read may be of before.
    const isTaken =
      now !== null && !this.meanwhile && this.ground.isPlanted && this.ground.edit(siteIds, now);
    if (isTaken) this.reviseSoon();
    else this.replant();
  }

  /** Checkpoints have changed, or many people have moved: all is counted anew. */
  invalidate(): void {
    this.mustCount = true;
    this.replant();
  }

  /** Sites were made, moved or deleted: all are read anew, and the counts stay. */
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
    const isAllIn = this.waitingSince === null && !this.mustRebuild && !this.meanwhile && this.edits === 0;
    if (isAllIn) return Promise.resolve();
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
    try {
      const next = isCounting
        ? await this.deps.load(this.parts.size > 0)
        : { ...this.ground.foundation, ...(await this.deps.tree()) };
      // The counts that stay have them already.
      await this.ground.plant(next, isCounting, () => (isCounting ? this.meanwhile! : []));
    } finally {
      this.meanwhile = null;
    }
    const { foundation } = this.ground;
    if (foundation.picture.siteArrivals) this.parts.forEach((part) => part.replant(foundation));
    // The first part came while it was being read without the arrivals of each site.
    if (this.parts.size > 0 && !foundation.picture.siteArrivals) this.mustRebuild = this.mustCount = true;
    this.awaitOpening();
    this.revise();
    if (this.mustRebuild) this.replant();
  }

  /** What the foundation already holds is not counted again. */
  private carry(event: Change): void {
    this.meanwhile?.push(event);
    if (!this.ground.isPlanted || event.seq <= this.ground.foundation.seq) return;
    this.ground.carry(event);
    this.reviseSoon();
  }

  private reviseSoon(): void {
    this.waitingSince ??= performance.now();
    if (this.timers.revision || this.isClosed || !this.ground.isPlanted) return;
    // A turn of the loop at the least: receipts leave before the news.
    this.timers.revision = setTimeout(
      () => this.revise(),
      Math.max(0, this.revisedAt + this.pause - performance.now()),
    );
  }

  private revise(): void {
    clearTimeout(this.timers.revision);
    delete this.timers.revision;
    if (this.isClosed) return;
    const waited = this.waitingSince === null ? 0 : performance.now() - this.waitingSince;
    this.waitingSince = null;
    this.revisedAt = performance.now();
    const { touched, isOther } = this.ground.renew();
    const { foundation, rows } = this.ground;
    const { checkpointId, arrivals } = foundation.picture;
    const totals = rows.totals(this.deps.followers(null));
    const told = this.revisions.revise(
      { checkpointId, totals, sites: rows.all, groups: foundation.groups, arrivals },
      new Date(this.deps.now()).toISOString(),
      touched?.map((siteId) => rows.get(siteId)!),
      isOther,
    );
    for (const message of told) this.deps.publish(message, waited);
    this.pause = pauseAfter(told, this.deps.isIdle());
    this.releaseParts();
    this.parts.forEach((part) => this.revisePart(part, waited, touched));
    if (!this.mustRebuild && this.edits === 0) this.resolveWaiters();
  }

  private releaseParts(): void {
    const since = this.deps.now() - PART_IDLE_MS;
    for (const [key, { askedAt, roots }] of this.parts)
      if (askedAt < since && !this.deps.isHeard(roots)) this.parts.delete(key);
  }

  private revisePart(part: BoardPart, waited: number, touched?: readonly Id[]): void {
    const told = part.revise(
      this.ground.foundation.picture,
      (siteId) => this.ground.row(siteId),
      (within) => this.deps.followers(within),
      new Date(this.deps.now()).toISOString(),
      touched,
    );
    for (const message of told) this.deps.publish(message, waited, part.roots);
  }

  private awaitOpening(): void {
    clearTimeout(this.timers.opening);
    const { nextOpening } = this.ground.foundation;
    if (nextOpening === null || this.isClosed) return;
    const then = Date.parse(nextOpening) + 1;
    this.timers.opening = setTimeout(() => this.invalidate(), delayUntil(then, this.deps.now()));
  }

  private resolveWaiters(): void {
    // Each takes itself out as it is called.
    this.waiting.forEach((done) => done());
  }
}
