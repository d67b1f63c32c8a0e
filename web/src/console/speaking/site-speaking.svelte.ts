import { pathTo, ROUTES } from '#contract/routes.js';
import type { SpeakBody, SpeakNews } from '#contract/speaking.js';
import type { Id } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import { refusalOf } from '../help/help.rules.js';
import type { Clock } from '../roll/clock.svelte.js';
import type { Pairing } from '../store/rows.js';
import { meta, type Store, writing } from '../store/store.js';
import { waitAfter } from '../sync/sync.rules.js';
import { ask } from '../sync/wire.js';
import type { CachedSpeaking, UnsentRequest } from './cached-speaking.js';
import {
  afterReadings,
  readSpeakAnswer,
  type SpeakAnswer,
  speakingOfSite,
  type SpeakStanding,
  standingOf,
} from './speaking.rules.js';

/** An open request is also polled: the socket may never bring its news. */
const ASK_EVERY_MS = 20_000;
const PATHS = {
  ready: ROUTES.speakReady,
  notNow: ROUTES.speakNotNow,
  withdraw: ROUTES.speakWithdraw,
} as const;

/**
 * The site's requests to speak: cached on this device, sent until the service has them, and as the page shows
 * them. Its script comes after the roll can be used.
 */
export class SiteSpeaking {
  cached = $state.raw<CachedSpeaking>({ siteId: '', unsent: null, requests: [] });
  /** Whether requests are taken; `null` until the service has said so. */
  isOpen = $state<boolean | null>(null);

  private readonly store: Store;
  private readonly pairing: Pairing;
  private readonly clock: Clock;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isRunning = false;
  private isAsked = true;
  private isStopped = false;

  constructor(store: Store, pairing: Pairing, clock: Clock) {
    this.store = store;
    this.pairing = pairing;
    this.clock = clock;
    this.cached = speakingOfSite(null, pairing.siteId);
    void this.update((cached) => cached).then(() => this.run());
  }
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  standing: SpeakStanding | null = $derived.by(() => standingOf(this.cached, this.clock.serverNow));

  /** Sends and fetches soon: the connection may be back, or news may have been missed. */
  wake(): void {
    this.isAsked = true;
    void this.run();
  }
  heard({ requests, open }: SpeakNews): void {
    if (open !== undefined) this.isOpen = open;
    if (requests.length > 0) void this.update((cached) => afterReadings(cached, requests));
  }

  /**
   * Saves the request, then sends it.
   * @throws DOMException if the device is full
   */
  async ask(topic: string, speaker: string | null, sessionId: Id | null): Promise<void> {
    const at = this.clock.toServerTime(Date.now());
    const unsent: UnsentRequest = { id: newId(), topic, speaker, sessionId, at, refused: null };
    await this.update((cached) => (cached.unsent ? cached : { ...cached, unsent }));
    void this.run();
  }
  /** Takes a request from this device that the service has not. It may be on its way now. */
  async discard(): Promise<void> {
    await this.update((cached) => ({ ...cached, unsent: null }));
    this.wake();
  }
  /** Answers false if the service did not answer. @param call the call that the site answers */
  async act(id: Id, act: keyof typeof PATHS, call?: number): Promise<boolean> {
    const answer = await this.request(pathTo(PATHS[act], id), call === undefined ? {} : { call });
    if (answer.kind === 'requests') await this.apply(answer);
    // Refused: it stands otherwise than this page thinks.
    else if (answer.kind === 'problem') this.wake();
    return answer.kind === 'requests';
  }

  private async run(): Promise<void> {
    if (this.isRunning || this.isStopped) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    let wait: number | null;
    do {
      wait = await this.step().catch(() => ASK_EVERY_MS); // The store is closed or full: ask again later.
    } while (wait === 0 && !this.isStopped);
    this.isRunning = false;
    if (wait !== null && !this.isStopped) this.timer = setTimeout(() => void this.runAgain(), wait);
  }
  private runAgain(): Promise<void> {
    this.isAsked = true;
    return this.run();
  }

  /** Makes one request at most. Answers the milliseconds until the next; `null` if there is none to make. */
  private async step(): Promise<number | null> {
    const { unsent } = await this.read();
    const path = pathTo(ROUTES.speakRequests, this.pairing.conferenceId);
    if (unsent?.refused === null) {
      const { id, topic, speaker, sessionId } = unsent;
      const body: SpeakBody = { id, topic, speaker, sessionId };
      return this.answered(await this.request(path, body), unsent);
    }
    if (!this.isAsked) return null;
    this.isAsked = false;
    return this.answered(await this.request(`${path}?limit=500`), null);
  }
  private async answered(answer: SpeakAnswer, sent: UnsentRequest | null): Promise<number | null> {
    const refused = refusalOf(answer);
    if (answer.kind === 'requests') await this.apply(answer);
    else if (sent && refused) await this.refuse(sent, refused);
    else {
      this.isAsked ||= !sent;
      const asked = answer.kind === 'problem' ? (answer.retryAfterMs ?? 0) : 0;
      return Math.max(waitAfter(this.failures++, Math.random()), asked);
    }
    this.failures = 0;
    if (this.isAsked) return 0;
    const isStillOpen = this.cached.requests.some(({ endedAt }) => endedAt === null);
    return isStillOpen ? ASK_EVERY_MS : null;
  }
  /** A request that another device of the site has made meanwhile stands for this one too: show that. */
  private async refuse(sent: UnsentRequest, code: string): Promise<void> {
    const unsent = code === 'speak.already-open' ? null : { ...sent, refused: code };
    await this.update((cached) => (cached.unsent?.id === sent.id ? { ...cached, unsent } : cached));
    this.isAsked = true;
  }

  private async request(path: string, body?: object): Promise<SpeakAnswer> {
    const raw = await ask(this.pairing.token, path, body);
    return raw ? readSpeakAnswer(raw) : { kind: 'none' };
  }
  private apply({ requests, open }: SpeakAnswer & { kind: 'requests' }): Promise<void> {
    if (open !== null) this.isOpen = open;
    return this.update((cached) => afterReadings(cached, requests));
  }
  private async read(): Promise<CachedSpeaking> {
    return speakingOfSite(await meta(this.store, 'speaking'), this.pairing.siteId);
  }
  /** Changes the cache in one strict transaction; after the pairing has ended, nothing. */
  private async update(change: (cached: CachedSpeaking) => CachedSpeaking): Promise<void> {
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as Pairing | undefined;
    const stored = (await values.get('speaking')) as CachedSpeaking | undefined;
    const before = speakingOfSite(stored, this.pairing.siteId);
    const after = change(before);
    if (pairing?.deviceId === this.pairing.deviceId && after !== before) await values.put(after, 'speaking');
    await tx.done;
    this.cached = after;
  }
}
