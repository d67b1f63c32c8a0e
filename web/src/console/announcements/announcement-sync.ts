import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id, Instant } from '#contract/wire.js';
import type { SiteLine } from '../live/site-line.js';
import type { Pairing } from '../store/rows.js';
import { meta, type Store, writing } from '../store/store.js';
import { waitAfter } from '../sync/sync.rules.js';
import { ask } from '../sync/wire.js';
import { isRefused, readAcknowledgeAnswer, readListAnswer } from './announcement-answer.rules.js';
import {
  acknowledgedHere,
  afterNews,
  type AnnouncementNews,
  announcementsOfSite,
  withoutWaiting,
} from './announcements.rules.js';
import type { CachedAnnouncements } from './cached-announcements.js';

/** Without a live connection the list is fetched so often. */
const ASK_EVERY_MS = 30_000;

/** Keeps the site's living announcements on this device, and sends what is acknowledged here. */
export class AnnouncementSync {
  private readonly stopped = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isRunning = false;
  private isAsked = false;

  constructor(
    private readonly store: Store,
    private readonly pairing: Pairing,
    private readonly line: SiteLine,
    /** The time by the service's clock, as far as this device knows it. */
    private readonly now: () => Instant,
    /** Called when the cached announcements have changed. */
    private readonly changed: () => void,
  ) {}

  start(): void {
    const { signal } = this.stopped;
    for (const hint of ['online', 'pageshow'] as const) addEventListener(hint, () => this.wake(), { signal });
    document.addEventListener('visibilitychange', () => !document.hidden && this.wake(), { signal });
    this.line.announcementNews.subscribe((news) => {
      if (!signal.aborted) void this.take(news);
    });
    this.wake();
  }
  stop(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
  }
  /** Sends and fetches soon: the connection may be back, or news may have been missed. */
  wake(): void {
    this.isAsked = true;
    void this.run();
  }

  /** Saves that it was read here, then sends it. @throws DOMException if the device is full */
  async acknowledge(id: Id): Promise<void> {
    const at = this.now();
    if (await this.update((cached) => acknowledgedHere(cached, id, at))) void this.run();
  }

  private async take(news: AnnouncementNews): Promise<void> {
    await this.apply(news).catch(() => undefined);
    if (news.kind === 'posted') this.line.received([news.item.id]);
    // A connection is back: what waits can go.
    if (news.kind === 'living') void this.run();
  }
  private apply(news: AnnouncementNews): Promise<boolean> {
    return this.update((cached) => afterNews(cached, news, this.now()));
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    let wait: number | null;
    do {
      wait = await this.step().catch(() => ASK_EVERY_MS); // The store is closed or full: ask again later.
    } while (wait === 0 && !this.stopped.signal.aborted);
    this.isRunning = false;
    if (wait !== null && !this.stopped.signal.aborted) this.timer = setTimeout(() => void this.run(), wait);
  }

  /** Makes one request at most. Answers the milliseconds until the next; `null` if there is none to make. */
  private async step(): Promise<number | null> {
    const cached = announcementsOfSite(await meta(this.store, 'announcements'), this.pairing.siteId);
    const [first] = cached.waiting;
    const { token, siteId } = this.pairing;
    if (first) {
      const raw = await ask(token, pathTo(ROUTES.announcementAcknowledge, first.id), {
        recordedAt: first.recordedAt,
      });
      const answer = raw ? readAcknowledgeAnswer(raw) : ({ kind: 'none' } as const);
      if (answer.kind !== 'acknowledged' && !isRefused(answer)) return this.later(answer);
      await this.update((now) => withoutWaiting(now, first.id));
    } else {
      if (!this.isAsked && this.line.isConnected) return null;
      this.isAsked = false;
      const raw = await ask(token, pathTo(ROUTES.siteAnnouncements, siteId));
      const answer = raw ? readListAnswer(raw) : ({ kind: 'none' } as const);
      if (answer.kind !== 'living') return this.later(answer);
      await this.apply(answer);
    }
    this.failures = 0;
    return first || this.isAsked ? 0 : this.line.isConnected ? null : ASK_EVERY_MS;
  }
  private later(answer: object): number {
    const asked = 'retryAfterMs' in answer ? Number(answer.retryAfterMs ?? 0) : 0;
    return Math.max(waitAfter(this.failures++, Math.random()), asked);
  }

  /**
   * Changes the cache in one strict transaction. Answers whether anything changed; after the pairing has
   * ended, nothing does.
   */
  private async update(change: (cached: CachedAnnouncements) => CachedAnnouncements): Promise<boolean> {
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as Pairing | undefined;
    const before = announcementsOfSite(
      (await values.get('announcements')) as CachedAnnouncements | undefined,
      this.pairing.siteId,
    );
    const after = change(before);
    const isChanged = after !== before && pairing?.deviceId === this.pairing.deviceId;
    if (isChanged) await values.put(after, 'announcements');
    await tx.done;
    if (isChanged) this.changed();
    return isChanged;
  }
}
