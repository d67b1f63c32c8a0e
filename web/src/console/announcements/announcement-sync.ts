import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id, Instant } from '#contract/wire.js';
import { startOfDay } from '#contract/zoned-time.js';
import type { SiteLine } from '../live/site-line.js';
import type { Clock } from '../roll/clock.svelte.js';
import type { Pairing } from '../store/rows.js';
import { SiteCache } from '../store/site-cache.js';
import type { Store } from '../store/store.js';
import { Steps } from '../sync/steps.js';
import { ask } from '../sync/wire.js';
import { isRefused, readAcknowledgeAnswer, readListAnswer } from './announcement-answer.rules.js';
import {
  acknowledgedHere,
  afterNews,
  type AnnouncementNews,
  announcementsOfSite,
  withoutWaiting,
} from './announcements.rules.js';

/** Without a live connection the list is fetched so often. */
const ASK_EVERY_MS = 30_000;

/** Keeps the site's announcements of today on this device, and sends what is acknowledged here. */
export class AnnouncementSync {
  private readonly cache: SiteCache<'announcements'>;
  private readonly steps = new Steps(() => this.step());
  /** What was told while the list was on its way: it may be newer than the list. */
  private heard: AnnouncementNews[] = [];
  private isStopped = false;

  /** @param changed called when the cached announcements have changed */
  constructor(
    store: Store,
    private readonly pairing: Pairing,
    private readonly line: SiteLine,
    private readonly clock: Clock,
    changed: () => void,
  ) {
    this.cache = new SiteCache(store, pairing, 'announcements', announcementsOfSite, changed);
  }

  start(): void {
    this.line.announcementNews.subscribe((news) => {
      if (!this.isStopped) void this.take(news);
    });
    this.steps.start();
  }
  stop(): void {
    this.isStopped = true;
    this.steps.stop();
  }

  /** Saves that it was read here, then sends it. @throws DOMException if the device is full */
  async acknowledge(id: Id): Promise<void> {
    const [at, { deviceId }] = [this.now(), this.pairing];
    if (await this.cache.update((cached) => acknowledgedHere(cached, id, at, deviceId)))
      void this.steps.run();
  }

  private now(): Instant {
    return this.clock.toServerTime(Date.now());
  }
  private async take(news: AnnouncementNews): Promise<void> {
    this.heard.push(news);
    const isChanged = await this.apply([news]).catch(() => false);
    if (news.kind === 'posted') this.line.received([news.item.id]);
    if (news.kind !== 'living') return;
    // A connection is back: what waits can go. How the missed ones ended, the list says.
    if (isChanged) this.steps.wake();
    else void this.steps.run();
  }
  private apply(news: readonly AnnouncementNews[]): Promise<boolean> {
    const at = this.now();
    return this.cache.update((cached) => news.reduce((now, one) => afterNews(now, one, at), cached));
  }

  private async step(): Promise<number | null> {
    const [first] = (await this.cache.read()).waiting;
    const { token, siteId } = this.pairing;
    if (first) {
      const raw = await ask(token, pathTo(ROUTES.announcementAcknowledge, first.id), {
        recordedAt: first.recordedAt,
      });
      const answer = raw ? readAcknowledgeAnswer(raw) : ({ kind: 'none' } as const);
      if (answer.kind !== 'acknowledged' && !isRefused(answer)) return this.steps.failed(answer);
      await this.cache.update((now) => withoutWaiting(now, first.id));
    } else {
      if (!this.steps.isAsked && this.line.isConnected) return null;
      this.steps.isAsked = false;
      this.heard = [];
      const since = startOfDay(this.now(), this.clock.timeZone);
      const raw = await ask(token, `${pathTo(ROUTES.siteAnnouncements, siteId)}?since=${since}`);
      const answer = raw ? readListAnswer(raw) : ({ kind: 'none' } as const);
      if (answer.kind !== 'all') {
        this.steps.isAsked = true;
        return this.steps.failed(answer);
      }
      await this.apply([answer, ...this.heard]);
    }
    this.steps.succeeded();
    return first || this.steps.isAsked ? 0 : this.line.isConnected ? null : ASK_EVERY_MS;
  }
}
