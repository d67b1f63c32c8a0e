import type { BroadcastWindow } from '#contract/broadcast.js';
import type { NowAndNext, Schedule } from '#contract/schedule.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { DayData } from '#contract/trainee-page.js';
import type { Page } from '#contract/wire.js';
import { api } from '../shared/api.js';
import type { LiveSocket } from '../shared/live.js';
import { serverNow } from '../shared/server-time.js';
import type { Moment } from './moment.svelte.js';
import type { Visitor } from './visitor.svelte.js';

const POLL_MS = 60_000;
const POLL_WHILE_LIVE_MS = 300_000;
/** After news everybody asks at once; they spread over this. */
const SPREAD_MS = 2_000;

/**
 * The schedule on the screen: from the page's first data, then asked for anew politely
 * (304 as a rule), at once after news.
 */
export class Day {
  schedule = $state.raw() as Schedule;
  broadcast = $state.raw<BroadcastWindow[]>([]);
  /** When the service last confirmed what is shown, by its clock. */
  asOf = $state(0);
  isStale = $state(false);
  isLive = $state(false);
  #moment: Moment;
  #visitor: Visitor;
  #socket: LiveSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ schedule, broadcast }: DayData, moment: Moment, visitor: Visitor) {
    this.schedule = schedule;
    this.broadcast = broadcast;
    this.asOf = moment.now;
    this.#moment = moment;
    this.#visitor = visitor;
  }

  start(): void {
    addEventListener('online', () => void this.refresh());
    addEventListener('offline', () => (this.isStale = true));
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) void this.refresh();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && serverNow() - this.asOf > POLL_MS / 2)
        void this.refresh();
    });
    this.#later(2_000 + Math.random() * 3_000);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.schedule = await api.get<Schedule>(pathTo(ROUTES.schedule, this.schedule.conference.slug));
      await this.#readBroadcast();
      this.asOf = serverNow();
      this.isStale = false;
    } catch {
      // Whatever it was, what is shown may be old, and says so.
      this.isStale = true;
    }
    this.#moment.tick();
    this.#later((this.isLive ? POLL_WHILE_LIVE_MS : POLL_MS) * (0.8 + Math.random() * 0.4));
  }

  /** Whoever is signed in by a code may be shown links, and everybody where the page came with them. */
  async #readBroadcast(): Promise<void> {
    if (!this.#visitor.isHere && this.broadcast.length === 0) return;
    const path = pathTo(ROUTES.broadcast, this.schedule.conference.slug);
    this.broadcast = (await api.get<Page<BroadcastWindow>>(path)).items;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => (document.visibilityState === 'visible' ? void this.refresh() : this.#later(POLL_MS)),
      ms,
    );
  }

  /** Follows live as the trainee who is signed in; the code for it is fetched then. */
  async follow(): Promise<void> {
    // What the service renders by needs no live client.
    if (import.meta.env.SSR || this.#socket) return;
    const { connectLive } = await import('../shared/live.js').catch(() => ({ connectLive: null }));
    if (!connectLive || this.#socket) return;
    const socket = connectLive();
    this.#socket = socket;
    const conferenceId = this.schedule.conference.id;
    socket.on('connect', () =>
      socket.emit('conference.follow', { conferenceId }, (reply) => {
        this.isLive = !('problem' in reply);
        void this.refresh();
      }),
    );
    socket.on('disconnect', () => (this.isLive = false));
    for (const news of ['schedule.changed', 'session.started', 'session.ended'] as const)
      socket.on(news, (body: NowAndNext) => this.#apply(body));
    socket.on('material.released', () => this.#later(Math.random() * SPREAD_MS));
    socket.on('access.ended', () => {
      this.unfollow();
      this.#visitor.end();
      void this.refresh();
    });
  }
  unfollow(): void {
    this.#socket?.close();
    this.#socket = null;
    this.isLive = false;
  }

  /** Now and next are right at once; the rest of the schedule follows when it is this page's turn to ask. */
  #apply({ now, next }: NowAndNext): void {
    const changed = new Map(
      [now, next].flatMap((session) => (session ? [[session.id, session] as const] : [])),
    );
    const isKnown = [...changed.keys()].every((id) =>
      this.schedule.sessions.some((session) => session.id === id),
    );
    if (isKnown) {
      const sessions = this.schedule.sessions.map((session) => {
        const news = changed.get(session.id);
        if (news) return { ...session, ...news };
        return session.status === 'running' ? { ...session, status: 'ended' as const } : session;
      });
      this.schedule = { ...this.schedule, sessions };
    }
    this.#later(Math.random() * SPREAD_MS);
  }
}
