import type { HelpCall } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import type { Pairing } from '../store/rows.js';
import { SiteCache } from '../store/site-cache.js';
import type { Store } from '../store/store.js';
import { Steps } from '../sync/steps.js';
import type { HelpAnswer } from './help-answer.rules.js';
import { afterNews, callsOfSite, refusalOf } from './help.rules.js';
import type { HelpWire } from './help-wire.js';
import type { WaitingCall } from './cached-calls.js';

/** An open call is also polled: the socket may never bring its answer. */
const ASK_EVERY_MS = 20_000;

/**
 * Caches the site's calls for help on this device, then sends them until the service has them. They do not
 * share the attendance outbox, so that entries and calls never wait for each other.
 */
export class Calls {
  private readonly cache: SiteCache<'help'>;
  private readonly wire: HelpWire;
  private readonly steps = new Steps(() => this.step());

  /** @param changed called when the cached calls have changed */
  constructor(store: Store, pairing: Pairing, wire: HelpWire, changed: () => void) {
    this.cache = new SiteCache(store, pairing, 'help', callsOfSite, changed);
    this.wire = wire;
  }

  start(): void {
    this.steps.start();
  }
  stop(): void {
    this.steps.stop();
  }
  wake(): void {
    this.steps.wake();
  }

  /**
   * Saves the call, then sends it. Answers `busy` if another call still waits.
   * @throws DOMException if the device is full
   */
  async call(message: string, at: Instant): Promise<'saved' | 'busy'> {
    const isSaved = await this.cache.update((cached) =>
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
    const isHere = await this.cache.update((cached) =>
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
    await this.cache.update((cached) => afterNews(cached, calls));
  }

  private async step(): Promise<number | null> {
    const { waiting, calls } = await this.cache.read();
    if (waiting?.refused === null)
      return this.applyAnswer(await this.wire.call({ id: waiting.id, message: waiting.message }), waiting);
    if (!this.steps.isAsked && calls.every(({ state }) => state !== 'open')) return null;
    this.steps.isAsked = false;
    return this.applyAnswer(await this.wire.list(), null);
  }
  /** @param sent the call that this answers; `null` if it answers the list */
  private async applyAnswer(answer: HelpAnswer, sent: WaitingCall | null): Promise<number> {
    const refused = refusalOf(answer);
    if (answer.kind === 'calls') await this.apply(answer.calls);
    else if (sent && refused)
      await this.cache.update((cached) =>
        cached.waiting?.id === sent.id ? { ...cached, waiting: { ...cached.waiting, refused } } : cached,
      );
    else {
      this.steps.isAsked ||= !sent;
      return this.steps.failed(answer);
    }
    this.steps.succeeded();
    return this.steps.isAsked ? 0 : ASK_EVERY_MS;
  }
}
