import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AttendanceRecorded, ListingsMoved } from '../attendance/attendance.events.js';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import type { BoardChanges, BoardRow } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import { HelpChanged } from '../help/help.events.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { Clock } from '../platform/clock/clock.js';
import { inSlices, LoopLoad } from '../platform/pace/pace.js';
import { EventBus } from '../platform/events/event-bus.js';
import { FollowersChanged, SiteSeen } from '../presence/presence.events.js';
import { ReadinessChanged, ReadinessItemsChanged } from '../readiness/readiness.events.js';
import { CheckpointsChanged } from '../schedule/checkpoints.events.js';
import { SitesChanged } from '../sites/sites.events.js';
import { Board } from './board.js';
import { BoardMetrics } from './board-metrics.js';
import { BoardPart } from './board-part.js';
import { BoardRevisions } from './board-revisions.rules.js';
import { FoundationReader } from './foundation-reader.js';
import { rowOf, totalsOf } from './board.rules.js';
import { SiteStatuses } from './site-statuses.js';

/** More revisions than a board has in a day. */
const SEQS_APART = 1_000_000;
/** Of a loop that is busy for less of its time. */
const IDLE = 0.5;
/** Rows made between two yields: some ms. */
const ROWS_AT_ONCE = 1_000;

/**
 * One board for each conference that somebody has looked at, kept up to date by
 * what the other features announce.
 */
@Injectable()
export class BoardsService implements OnModuleDestroy {
  private readonly log = new Logger(BoardsService.name);
  private readonly opened = new Map<Id, Board>();
  private readonly opening = new Map<Id, Promise<Board>>();
  /** Higher than any seq before a restart, so that old readers are known as such. */
  private readonly firstSeq: number;
  private lastPartSeq: number;
  private readonly load = new LoopLoad();

  constructor(
    private readonly reader: FoundationReader,
    private readonly statuses: SiteStatuses,
    private readonly publisher: LivePublisher,
    private readonly metrics: BoardMetrics,
    private readonly clock: Clock,
    bus: EventBus,
  ) {
    this.firstSeq = clock.now() * 1000;
    this.lastPartSeq = this.firstSeq;
    bus.on(AttendanceRecorded, (event) => this.opened.get(event.conferenceId)?.apply(event));
    bus.on(ListingsMoved, (event) => this.opened.get(event.conferenceId)?.applyListings(event));
    bus.on(SitesChanged, ({ conferenceId, siteIds, removedIds }) =>
      this.opened.get(conferenceId)?.edit([...siteIds, ...removedIds]),
    );
    for (const type of [CheckpointsChanged, ConferenceChanged, ReadinessItemsChanged])
      bus.on(type, ({ conferenceId }: { conferenceId: Id }) => this.opened.get(conferenceId)?.invalidate());
    bus.on(SiteSeen, ({ siteId }) => this.opened.forEach((board) => board.markDirty(siteId)));
    bus.on(HelpChanged, ({ call }) => this.opened.get(call.conferenceId)?.markDirty(call.siteId));
    bus.on(ReadinessChanged, ({ conferenceId, siteId }) => this.opened.get(conferenceId)?.markDirty(siteId));
    bus.on(FollowersChanged, ({ conferenceId }) => this.opened.get(conferenceId)?.markDirty());
  }

  onModuleDestroy(): void {
    this.opened.forEach((board) => board.close());
  }

  /** The live board; read from the database at the first call. */
  open(conferenceId: Id): Promise<Board> {
    const known = this.opening.get(conferenceId);
    if (known) return known;
    const board = new Board(conferenceId, this.firstSeq, {
      load: (bySite) => this.reader.readCurrent(conferenceId, bySite),
      tree: () => this.reader.tree(conferenceId),
      sitesNow: (siteIds) => this.reader.sitesNow(conferenceId, siteIds),
      statusOf: (siteId) => this.statuses.statusOf(siteId),
      followers: (within) => this.statuses.followersOf(conferenceId, within),
      partSeq: () => this.nextPartSeq(),
      isHeard: (roots) => this.publisher.isHeard(ROOM.board(conferenceId, roots)),
      now: () => this.clock.now(),
      isIdle: () => this.load.now() < IDLE,
      publish: (changes, waited, roots) => this.publish(changes, waited, roots),
      failed: (fault) => this.log.error(fault),
    });
    this.opened.set(conferenceId, board);
    const opening = board.open();
    this.opening.set(conferenceId, opening);
    opening.catch(() => {
      this.opening.delete(conferenceId);
      this.opened.delete(conferenceId);
    });
    return opening;
  }

  /**
   * The revisions of the live board; with `roots`, those of the board of that part.
   */
  async view(conferenceId: Id, roots: readonly Id[] | null): Promise<BoardRevisions> {
    const board = await this.open(conferenceId);
    return roots === null ? board.revisions : (await board.part(roots)).revisions;
  }

  /** As `view`, with everything in it that has happened until now. */
  async upToDate(conferenceId: Id, roots: readonly Id[] | null): Promise<BoardRevisions> {
    const board = await this.open(conferenceId);
    await board.upToDate();
    return roots === null ? board.revisions : (await board.part(roots)).revisions;
  }

  /**
   * The picture of any checkpoint of the conference, counted now; not live. A `BoardSnapshot` as JSON.
   * @throws Problem checkpoint.not-found
   */
  async countAt(conferenceId: Id, checkpointId: Id, roots: readonly Id[] | null): Promise<Buffer> {
    await this.reader.requireCheckpoint(conferenceId, checkpointId);
    // Both before the count: an entry that arrives meanwhile is counted before its `seq` rather than missed.
    const { seq } = await this.view(conferenceId, roots);
    const asOf = this.clock.instant();
    const { sites, groups, picture } = await this.reader.readAt(conferenceId, checkpointId, roots !== null);
    const rows: BoardRow[] = [];
    await inSlices(sites, ROWS_AT_ONCE, (slice) => {
      for (const site of slice)
        rows.push(rowOf(site, picture.sites.get(site.id), this.statuses.statusOf(site.id)));
    });
    const followers = (within: ReadonlySet<Id> | null): number =>
      this.statuses.followersOf(conferenceId, within);
    if (roots === null) {
      const revisions = new BoardRevisions(conferenceId, seq - 1);
      const totals = totalsOf(rows, followers(null));
      revisions.revise({ checkpointId, totals, sites: rows, groups, arrivals: picture.arrivals }, asOf);
      return revisions.body();
    }
    const part = new BoardPart(conferenceId, seq - 1, roots);
    part.replant({ sites, groups });
    const bySite = new Map(rows.map((row) => [row.siteId, row]));
    part.revise(picture, (siteId) => bySite.get(siteId)!, followers, asOf);
    return part.revisions.body();
  }

  private publish(changes: BoardChanges, waited: number, roots?: readonly Id[]): void {
    this.metrics.published(waited);
    this.publisher.publish(ROOM.board(changes.conferenceId, roots), 'board.changed', changes);
  }

  /** Above every seq that another board can have reached: its reader then fetches. */
  private nextPartSeq(): number {
    this.lastPartSeq = Math.max(this.clock.now() * 1000, this.lastPartSeq + SEQS_APART);
    return this.lastPartSeq;
  }
}
