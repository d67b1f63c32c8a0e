import type { AttendanceRecorded } from '../attendance/attendance.events.js';
import type { BoardChanges, BoardRow } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { carryOn, type Heard, type Picture, rowOf, totalsOf } from './board.rules.js';
import { Edition } from './edition.js';

/** What a board is built of, as of change number `seq`: later changes are in it never, earlier ones always. */
export interface Foundation {
  seq: number;
  sites: Site[];
  rosters: Map<Id, number>;
  picture: Picture;
  /** When another checkpoint becomes the current one; null: none will by itself. */
  nextOpening: Instant | null;
}
/** Whom a board asks and tells. */
export interface Surroundings {
  load(): Promise<Foundation>;
  heardFrom(siteId: Id): Heard;
  followers(): number;
  now(): number;
  /** Told each revision, and how many ms the first change in it has waited. */
  publish(changes: BoardChanges, waited: number): void;
  failed(fault: unknown): void;
}

/** At most 5 revisions a second; the first change after quiet is told at once. */
const REVISION_PAUSE = 200;
/** A board is read anew from the database at most this often. */
const REBUILD_PAUSE = 1_000;
const LONGEST_TIMER = 2 ** 31 - 1;
/** When the database does not answer, readers get what is known, with its `asOf`. */
const PATIENCE = 3_000;

/** The live picture of one conference. Changes are applied as they are announced and told in merged revisions; when in doubt it is read anew. */
export class Board {
  readonly edition: Edition;
  private held: Foundation;
  private rows = new Map<Id, BoardRow>();
  /** Changes announced while a new foundation is being read. */
  private meanwhile: AttendanceRecorded[] | null = null;
  private waitingSince: number | null = null;
  private lastRevision = -REVISION_PAUSE;
  private lastRebuild = -REBUILD_PAUSE;
  private mustRebuild = false;
  private readonly timers: { revision?: NodeJS.Timeout; rebuild?: NodeJS.Timeout; opening?: NodeJS.Timeout } =
    {};
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  constructor(
    conferenceId: Id,
    seq: number,
    private readonly around: Surroundings,
  ) {
    this.edition = new Edition(conferenceId, seq);
  }

  /** Reads everything for the first time. */
  async open(): Promise<this> {
    await this.rebuild();
    return this;
  }

  close(): void {
    this.isClosed = true;
    Object.values(this.timers).forEach((timer) => clearTimeout(timer));
    this.settle();
  }

  /** Entries were recorded. What the foundation already holds is not counted again. */
  apply(event: AttendanceRecorded): void {
    this.meanwhile?.push(event);
    if (this.held && event.seq > this.held.seq) this.move(event);
  }

  /** Presence, signal, a call for help or the number of followers is another. */
  touch(siteId?: Id): void {
    if (siteId !== undefined) this.rows.delete(siteId);
    this.reviseSoon();
  }

  /** Sites, rosters or checkpoints have changed: not worth being clever about. */
  doubt(): void {
    this.mustRebuild = true;
    if (this.meanwhile || this.timers.rebuild || this.isClosed) return;
    const pause = Math.max(0, this.lastRebuild + REBUILD_PAUSE - performance.now());
    this.timers.rebuild = setTimeout(() => {
      delete this.timers.rebuild;
      this.rebuild().catch((fault: unknown) => {
        this.around.failed(fault);
        this.doubt();
      });
    }, pause);
  }

  /** How many wait for `settled`. */
  get waiters(): number {
    return this.waiting.size;
  }

  /** Resolves when all that has been announced so far is in the edition: a fifth of a second at the most, unless it is read anew. */
  settled(): Promise<void> {
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
    this.mustRebuild = false;
    this.lastRebuild = performance.now();
    this.meanwhile = [];
    let missed: AttendanceRecorded[];
    try {
      this.held = await this.around.load();
    } finally {
      missed = this.meanwhile;
      this.meanwhile = null;
    }
    this.rows.clear();
    for (const event of missed) if (event.seq > this.held.seq) this.move(event);
    this.awaitOpening();
    this.revise();
    if (this.mustRebuild) this.doubt();
  }

  private move(event: AttendanceRecorded): void {
    for (const siteId of carryOn(this.held.picture, event)) this.rows.delete(siteId);
    this.reviseSoon();
  }

  private reviseSoon(): void {
    this.waitingSince ??= performance.now();
    if (this.timers.revision || this.isClosed || !this.held) return;
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
    const sites = this.held.sites.map((site) => this.row(site));
    const { checkpointId, arrivals } = this.held.picture;
    const changes = this.edition.revise(
      { checkpointId, totals: totalsOf(sites, this.around.followers()), sites, arrivals },
      new Date(this.around.now()).toISOString(),
    );
    if (changes) this.around.publish(changes, waited);
    if (!this.mustRebuild) this.settle();
  }

  private row(site: Site): BoardRow {
    const known = this.rows.get(site.id);
    if (known) return known;
    const { rosters, picture } = this.held;
    const row = rowOf(
      site,
      rosters.get(site.id) ?? 0,
      picture.sites.get(site.id),
      this.around.heardFrom(site.id),
    );
    this.rows.set(site.id, row);
    return row;
  }

  private awaitOpening(): void {
    clearTimeout(this.timers.opening);
    if (this.held.nextOpening === null || this.isClosed) return;
    const wait = Date.parse(this.held.nextOpening) - this.around.now();
    this.timers.opening = setTimeout(() => this.doubt(), Math.min(Math.max(wait, 0) + 1, LONGEST_TIMER));
  }

  private settle(): void {
    // Each takes itself out as it is called.
    this.waiting.forEach((done) => done());
  }
}
