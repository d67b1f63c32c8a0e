import type { Arrivals, BoardChanges, BoardRow, BoardSnapshot, BoardTotals } from '#contract/board.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { api, ApiFault } from '../../shared/api.js';
import { connectLive, type LiveSocket } from '../../shared/live.js';
import { serverNow } from '../../shared/server-time.js';
import { OpenIncidents } from '../incidents/open-incidents.svelte.js';
import { apply, fromSnapshot, type CachedBoard } from './board-state.rules.js';
import type { Placed } from './blocks.js';
import { type Liveness, livenessOf } from './liveness.rules.js';

/** One site's row; a change updates only what shows this site. */
export class RowState {
  data: BoardRow;
  constructor(row: BoardRow) {
    this.data = $state.raw(row);
  }
}

/** How often the picture is fetched without the socket. */
const FETCH_EVERY_MS = 10_000;
const ACK_WITHIN_MS = 8_000;

/** The board of one conference on this page: a snapshot, then news that follows it without a gap. */
export class LiveBoard {
  /** `null` until the first picture is there. Order and places change only with a snapshot of other sites. */
  placed = $state.raw<Placed[] | null>(null);
  /** Groups of sites: they name blocks and have no row. */
  groups = $state.raw<Placed[]>([]);
  rows = $state.raw<ReadonlyMap<Id, RowState>>(new Map());
  totals = $state.raw<BoardTotals | null>(null);
  arrivals = $state.raw<Arrivals[]>([]);
  checkpointId = $state<Id | null>(null);
  /** The checkpoint that the board counted before this one, and when that changed, by the server's clock. */
  leftCheckpoint = $state.raw<{ id: Id; at: number } | null>(null);
  /** Causes that are open: their sites need no lines of their own. */
  readonly incidents: OpenIncidents;
  fault = $state.raw<ApiFault | null>(null);
  /** This page's clock, updated each second. */
  now = $state(Date.now());
  /** Counts the news about the schedule, so that a reader can fetch it again. */
  scheduleNews = $state(0);

  #watching = $state(false);
  #contactAt = $state<number | null>(null);
  #offset = $state(0);
  readonly liveness: Liveness = $derived(
    livenessOf({ watching: this.#watching, at: this.#contactAt, offset: this.#offset }, this.now),
  );
  /** The server's clock, for durations. */
  readonly serverNow: number = $derived(this.now + this.#offset);

  #cached: CachedBoard | null = null;
  #fetching = false;
  #first: Promise<void>;
  #socket: LiveSocket;
  #timers: ReturnType<typeof setInterval>[];
  #ended: () => void;

  constructor(
    readonly conferenceId: Id,
    onEnded: () => void,
  ) {
    this.#ended = onEnded;
    this.incidents = new OpenIncidents(conferenceId);
    this.#socket = connectLive();
    this.#listen(this.#socket);
    this.#timers = [
      setInterval(() => (this.now = Date.now()), 1_000),
      setInterval(() => void this.#fetchUnlessWatching(), FETCH_EVERY_MS),
    ];
    this.#first = this.#fetch();
  }
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket.disconnect();
  }
  /** Fetches again after a fault. */
  retry(): void {
    void this.#fetch();
  }

  #listen(socket: LiveSocket): void {
    socket.on('connect', () => void this.#watch());
    socket.on('disconnect', () => (this.#watching = false));
    socket.on('board.changed', (news) => this.#receive(news));
    socket.on('incident.changed', ({ incident }) => this.incidents.apply(incident));
    socket.on('access.ended', () => this.#ended());
    for (const event of ['schedule.changed', 'session.started', 'session.ended'] as const)
      socket.on(event, () => (this.scheduleNews += 1));
    socket.io.on('ping', () => this.#noteContact());
  }
  async #watch(): Promise<void> {
    // By HTTP the picture comes compressed; the answer then has only what has changed since.
    await this.#first;
    try {
      const reply = await this.#socket.timeout(ACK_WITHIN_MS).emitWithAck('board.watch', {
        conferenceId: this.conferenceId,
        ...(this.#cached ? { since: this.#cached.seq } : {}),
      });
      if ('problem' in reply)
        return this.#fail(new ApiFault(reply.problem.code, reply.problem.status, reply.problem));
      this.#watching = true;
      void this.incidents.load();
      if ('snapshot' in reply) this.#show(reply.snapshot);
      else if ('changes' in reply) this.#receive(reply.changes);
      else void this.#fetch();
    } catch {
      this.#socket.disconnect().connect(); // no answer within the time: connect again, which asks again
    }
  }

  #receive(news: BoardChanges): void {
    this.#noteContact();
    if (!this.#cached) return;
    const applied = apply(this.#cached, news);
    if ('gap' in applied) return void this.#fetch(applied.gap === 'other-board');
    if ('old' in applied) return;
    this.#cached = applied.board;
    for (const row of applied.changed) this.rows.get(row.siteId)!.data = row;
    this.#showSums(applied.board);
  }
  /** Fetches the changes since the cached picture, or all of it if the changes do not reach back that far. */
  async #fetch(whole = this.#cached === null): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      if (whole || !(await this.#fetchChanges()))
        this.#show(await api.get<BoardSnapshot>(pathTo(ROUTES.board, this.conferenceId)));
      this.fault = null;
    } catch (fault) {
      if (fault instanceof ApiFault) this.#fail(fault);
      else throw fault;
    } finally {
      this.#fetching = false;
    }
  }
  async #fetchChanges(): Promise<boolean> {
    const since = this.#cached!.seq;
    try {
      const changes = await api.get<BoardChanges>(
        `${pathTo(ROUTES.boardChanges, this.conferenceId)}?since=${since}`,
      );
      // News may have come meanwhile. Rows are complete and these are newer, so they fit all the same.
      const { seq } = this.#cached!;
      const fitted = changes.from <= seq && seq <= changes.seq ? { ...changes, from: seq } : changes;
      if ('gap' in apply(this.#cached!, fitted)) return false;
      this.#receive(fitted);
      return true;
    } catch (fault) {
      if (fault instanceof ApiFault && fault.code === 'board.too-old') return false;
      throw fault;
    }
  }
  async #fetchUnlessWatching(): Promise<void> {
    if (!this.liveness.live) await Promise.all([this.#fetch(), this.incidents.load()]);
  }

  #show(snapshot: BoardSnapshot): void {
    this.#noteContact();
    const board = fromSnapshot(snapshot);
    const isSameWall =
      this.placed !== null &&
      isSamePlaces(this.placed, snapshot.sites) &&
      isSamePlaces(this.groups, snapshot.groups);
    this.#cached = board;
    if (isSameWall) for (const row of snapshot.sites) this.rows.get(row.siteId)!.data = row;
    else {
      this.rows = new Map(snapshot.sites.map((row) => [row.siteId, new RowState(row)]));
      this.groups = snapshot.groups;
      this.placed = snapshot.sites;
    }
    if (this.checkpointId !== null && this.checkpointId !== board.checkpointId)
      this.leftCheckpoint = { id: this.checkpointId, at: this.serverNow };
    this.checkpointId = board.checkpointId;
    this.fault = null;
    this.#showSums(board);
  }
  #showSums(board: CachedBoard): void {
    this.totals = board.totals;
    this.arrivals = board.arrivals;
  }
  #noteContact(): void {
    this.#contactAt = this.now = Date.now();
    this.#offset = serverNow() - this.#contactAt;
  }
  #fail(fault: ApiFault): void {
    if (fault.status === 401) this.#ended();
    this.fault = fault;
  }
}

function isSamePlaces(before: readonly Placed[], after: readonly Placed[]): boolean {
  const places = (sites: readonly Placed[]): string =>
    JSON.stringify(sites.map((site) => [site.siteId, site.code, site.name, site.level, site.parentId]));
  return before.length === after.length && places(before) === places(after);
}
