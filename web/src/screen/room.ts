import { pathTo, ROUTES } from '#contract/routes.js';
import type { Screen } from '#contract/screen.js';
import type { Id } from '#contract/wire.js';
import { fetchApi } from '../shared/fetch-api.js';
import { day } from '../shared/format.js';
import { connectLive } from '../shared/live.js';
import { forgetState, keepState, keptState } from './last-state.js';
import { type PairedSite, pairedSite } from './paired-site.js';

/** Whatever was missed is fetched by then. */
const READ_EVERY_MS = 60_000;
/** News for all rooms is fetched within this time, so that not all of them ask at once. */
const SPREAD_MS = 4_000;

/** What a room's second screen knows. Without a line it goes on by its clock with what it has. */
export class Room {
  screen: Screen | null = null;
  /** `unpaired`: this browser is no console. `ended`: its sign-in is over. */
  trouble: 'unpaired' | 'ended' | null = null;
  /** A request has failed, or the live connection is gone, and nothing has come since. */
  isLost = false;
  private offset = 0;
  private site: PairedSite | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** Ms by the service's clock. */
  get now(): number {
    return Date.now() + this.offset;
  }

  async open(): Promise<void> {
    this.site = await pairedSite();
    if (!this.site) return this.end('unpaired');
    const { siteId, token } = this.site;
    this.showKept(siteId);
    await this.read();
    setInterval(() => void this.read(), READ_EVERY_MS);
    const socket = connectLive(token);
    // News between reading and joining would be missed: read once more.
    socket.on('connect', () => socket.emit('screen.join', { siteId }, () => void this.read()));
    socket.on('disconnect', () => (this.isLost = true));
    socket.on('access.ended', () => this.end('ended'));
    socket.on('screen.changed', ({ mayWait }) => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => void this.read(), mayWait ? Math.random() * SPREAD_MS : 0);
    });
  }

  private async read(): Promise<void> {
    if (!this.site || this.trouble) return;
    const sentAt = Date.now();
    try {
      const response = await fetchApi(pathTo(ROUTES.siteScreen, this.site.siteId), {
        credentials: 'omit',
        headers: { authorization: `Bearer ${this.site.token}` },
      });
      if ([401, 403, 404].includes(response.status)) return this.end('ended');
      this.isLost = !response.ok;
      const screen = (await response.json()) as Screen;
      if (!response.ok || !Array.isArray(screen.sessions)) return;
      this.offset = Math.round(Date.parse(screen.serverTime) - (sentAt + Date.now()) / 2);
      this.screen = screen;
      keepState(this.site.siteId, { screen, offset: this.offset });
    } catch {
      // No line: what is known stays, and the screen says of when it is.
      this.isLost = true;
    }
  }

  /** Until the service answers, or instead of its answer. Another day's plan would only mislead. */
  private showKept(siteId: Id): void {
    const kept = keptState(siteId);
    if (!kept) return;
    const { serverTime, conference } = kept.screen;
    const dayOf = (at: string | number): string => day(at, 'en', conference.timezone);
    if (dayOf(serverTime) !== dayOf(Date.now() + kept.offset)) return;
    [this.screen, this.offset] = [kept.screen, kept.offset];
  }

  private end(trouble: 'unpaired' | 'ended'): void {
    this.trouble = trouble;
    forgetState();
  }
}
