import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AttendanceRecorded } from '../attendance/attendance.events.js';
import { TallyService } from '../attendance/tally.service.js';
import { CheckpointsChanged, ConferenceChanged } from '../conferences/conferences.events.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { BoardChanges, BoardSnapshot } from '../contract/board.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Id } from '../contract/wire.js';
import { HelpChanged } from '../help/help.events.js';
import { HelpService } from '../help/help.service.js';
import { RosterChanged } from '../participants/participants.events.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Clock } from '../platform/clock/clock.js';
import { lastSeq, type Queryable, Reader } from '../platform/database/reader.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Problem } from '../platform/http/problem.js';
import { SitesChanged } from '../sites/sites.events.js';
import { SitesService } from '../sites/sites.service.js';
import { Board, type Foundation } from './board.js';
import { type Heard, type Picture, rowOf, totalsOf } from './board.rules.js';
import { Followers } from './followers.js';
import { FollowersChanged, SiteSeen } from './live.events.js';
import { LiveMetrics } from './live-metrics.js';
import { Newsroom } from './newsroom.js';
import { SitePresence } from './presence.js';
import { ROOM } from './rooms.js';
import { Signals } from './signals.js';

/** One board for each conference that somebody has looked at, kept up to date by what the other features announce. */
@Injectable()
export class BoardsService implements OnModuleDestroy {
  private readonly log = new Logger(BoardsService.name);
  private readonly opened = new Map<Id, Board>();
  private readonly opening = new Map<Id, Promise<Board>>();
  /** Higher than any seq before a restart, so that old readers are known as such. */
  private readonly firstSeq: number;

  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly participants: ParticipantsService,
    private readonly tally: TallyService,
    private readonly presence: SitePresence,
    private readonly signals: Signals,
    private readonly followers: Followers,
    private readonly help: HelpService,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly newsroom: Newsroom,
    private readonly metrics: LiveMetrics,
    bus: EventBus,
  ) {
    this.firstSeq = clock.now() * 1000;
    bus.on(AttendanceRecorded, (event) => this.opened.get(event.conferenceId)?.apply(event));
    for (const type of [RosterChanged, SitesChanged, CheckpointsChanged, ConferenceChanged])
      bus.on(type, ({ conferenceId }: { conferenceId: Id }) => this.opened.get(conferenceId)?.doubt());
    bus.on(SiteSeen, ({ siteId }) => this.opened.forEach((board) => board.touch(siteId)));
    bus.on(HelpChanged, ({ call }) => this.opened.get(call.conferenceId)?.touch(call.siteId));
    bus.on(FollowersChanged, ({ conferenceId }) => this.opened.get(conferenceId)?.touch());
  }

  onModuleDestroy(): void {
    this.opened.forEach((board) => board.close());
  }

  /** The live board; read from the database at the first call. */
  of(conferenceId: Id): Promise<Board> {
    const held = this.opening.get(conferenceId);
    if (held) return held;
    const board = new Board(conferenceId, this.firstSeq, {
      load: () => this.load(conferenceId),
      heardFrom: (siteId) => this.heardFrom(siteId),
      followers: () => this.followers.count(conferenceId),
      now: () => this.clock.now(),
      publish: (changes, waited) => this.publish(changes, waited),
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

  /** The live board with everything in it that has happened until now. */
  async upToDate(conferenceId: Id): Promise<Board> {
    const board = await this.of(conferenceId);
    await board.settled();
    return board;
  }

  /** The picture of any checkpoint of the conference, counted now; not live. @throws Problem checkpoint.not-found */
  async at(conferenceId: Id, checkpointId: Id): Promise<BoardSnapshot> {
    const checkpoint = await this.conferences.checkpoint(checkpointId);
    if (checkpoint?.conferenceId !== conferenceId) throw new Problem('checkpoint.not-found');
    const { edition } = await this.of(conferenceId);
    const sites = await this.sites.ofConference(conferenceId);
    const { rosters, picture } = await this.reader.snapshot((source) =>
      this.count(source, conferenceId, checkpointId),
    );
    const rows = sites.map((site) =>
      rowOf(site, rosters.get(site.id) ?? 0, picture.sites.get(site.id), this.heardFrom(site.id)),
    );
    const arrivals = [...picture.arrivals].map(([minute, people]) => ({ minute, people }));
    return {
      conferenceId,
      checkpointId,
      seq: edition.seq,
      asOf: this.clock.instant(),
      totals: totalsOf(rows, this.followers.count(conferenceId)),
      sites: rows,
      arrivals,
    };
  }

  private heardFrom(siteId: Id): Heard {
    return {
      presence: this.presence.of(siteId),
      signal: this.signals.of(siteId),
      help: this.help.openAt(siteId),
    };
  }

  private publish(changes: BoardChanges, waited: number): void {
    this.metrics.boardDelay(waited);
    this.newsroom.tell(ROOM.board(changes.conferenceId), 'board.changed', changes);
  }

  /**
   * The counter's row is locked from the taking of a number until the commit. So one snapshot holds all changes up to the
   * counter's value in it and none after, though it writes nothing and keeps nobody from recording.
   */
  private async load(conferenceId: Id): Promise<Foundation> {
    const checkpoints = await this.conferences.checkpointsOf(conferenceId);
    const now = this.clock.instant();
    const upcoming = checkpoints
      .map(({ opensAt }) => opensAt)
      .filter((opensAt): opensAt is string => opensAt !== null && opensAt > now);
    const checkpointId = currentCheckpoint(checkpoints, now)?.id ?? null;
    const sites = await this.sites.ofConference(conferenceId);
    const counted = await this.reader.snapshot(async (source) => ({
      seq: await lastSeq(source),
      ...(await this.count(source, conferenceId, checkpointId)),
    }));
    return { ...counted, sites, nextOpening: upcoming.sort()[0] ?? null };
  }

  private async count(
    source: Queryable,
    conferenceId: Id,
    checkpointId: Id | null,
  ): Promise<Pick<Foundation, 'rosters' | 'picture'>> {
    const people = await this.participants.countBySite(conferenceId, source);
    const tally = await this.tally.of(conferenceId, checkpointId, source);
    const rosters = new Map([...people].map(([siteId, { roster }]) => [siteId, roster]));
    const picture: Picture = {
      checkpointId,
      sites: tally.sites,
      arrivals: new Map(tally.arrivals.map(({ minute, people: count }) => [minute, count])),
    };
    return { rosters, picture };
  }
}
