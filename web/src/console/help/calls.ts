import type { HelpCall } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import type { Pairing } from '../store/rows.js';
import { meta, type Store, writing } from '../store/store.js';
import { waitAfter } from '../sync/sync.rules.js';
import type { HelpAnswer } from './help-answer.rules.js';
import { afterNews, callsOfSite, refusalOf } from './help.rules.js';
import type { HelpWire } from './help-wire.js';
import type { CachedCalls, WaitingCall } from './cached-calls.js';

/** An open call is also polled: the socket may never bring its answer. */
const ASK_EVERY_MS = 20_000;

/**
 * Caches the site's calls for help on this device, then sends them until the service has them. They do not
 * share the attendance outbox, so that entries and calls never wait for each other.
 */
export class Calls {
  private readonly stopped = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isRunning = false;
  private isAsked = false;

  constructor(
    private readonly store: Store,
    private readonly pairing: Pairing,
    private readonly wire: HelpWire,
    /** Called when the cached calls have changed. */
    private readonly changed: () => void,
  ) {}

  start(): void {
    for (const hint of ['online', 'pageshow'] as const)
      addEventListener(hint, () => this.wake(), { signal: this.stopped.signal });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.wake(),
      { signal: this.stopped.signal },
    );
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

  /**
   * Saves the call, then sends it. Answers `busy` if another call still waits.
   * @throws DOMException if the device is full
   */
  async call(message: string, at: Instant): Promise<'saved' | 'busy'> {
    const isSaved = await this.update((cached) =>
      cached.waiting ? cached : { ...cached, waiting: { id: newId(), message, at, refused: null } },
    );
    if (isSaved) this.wake();
    return isSaved ? 'saved' : 'busy';
  }
  /**
   * Removes a waiting call from this device, or withdraws a sent one at the service. Answers false if the
   * service did not answer.
   */
  async takeBack(id: Id): Promise<boolean> {
    const isHere = await this.update((cached) =>
      cached.waiting?.id === id ? { ...cached, waiting: null } : cached,
    );
    // The call may be on its way now; only the service knows.
    if (isHere) this.wake();
    if (isHere) return true;
    const answer = await this.wire.withdraw(id);
    if (answer.kind !== 'calls') return false;
    await this.apply(answer.calls);
    return true;
  }
  async apply(calls: HelpCall[]): Promise<void> {
    await this.update((cached) => afterNews(cached, calls));
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
    const { waiting, calls } = callsOfSite(await meta(this.store, 'help'), this.pairing.siteId);
    if (waiting?.refused === null)
      return this.applyAnswer(await this.wire.call({ id: waiting.id, message: waiting.message }), waiting);
    if (!this.isAsked && calls.every(({ state }) => state !== 'open')) return null;
    this.isAsked = false;
    return this.applyAnswer(await this.wire.list(), null);
  }
  /** @param sent the call that this answers; `null` if it answers the list */
  private async applyAnswer(answer: HelpAnswer, sent: WaitingCall | null): Promise<number> {
    const refused = refusalOf(answer);
    if (answer.kind === 'calls') await this.apply(answer.calls);
    else if (sent && refused)
      await this.update((cached) =>
        cached.waiting?.id === sent.id ? { ...cached, waiting: { ...cached.waiting, refused } } : cached,
      );
    else {
      this.isAsked ||= !sent;
      const asked = answer.kind === 'problem' ? (answer.retryAfterMs ?? 0) : 0;
      return Math.max(waitAfter(this.failures++, Math.random()), asked);
    }
    this.failures = 0;
    return this.isAsked ? 0 : ASK_EVERY_MS;
  }

  /**
   * Changes the cache in one strict transaction. Answers whether anything changed; after the pairing has
   * ended, nothing does.
   */
  private async update(change: (cached: CachedCalls) => CachedCalls): Promise<boolean> {
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as Pairing | undefined;
    const before = callsOfSite((await values.get('help')) as CachedCalls | undefined, this.pairing.siteId);
    const after = change(before);
    const isChanged = after !== before && pairing?.deviceId === this.pairing.deviceId;
    if (isChanged) await values.put(after, 'help');
    await tx.done;
    if (isChanged) this.changed();
    return isChanged;
  }
}
