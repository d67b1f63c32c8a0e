import { pathTo, ROUTES } from '#contract/routes.js';
import type { SpeakBody, SpeakNews, SpeakRequest } from '#contract/speaking.js';
import type { Id } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import { refusalOf } from '../help/help.rules.js';
import type { Clock } from '../roll/clock.svelte.js';
import type { Pairing } from '../store/rows.js';
import { SiteCache } from '../store/site-cache.js';
import type { Store } from '../store/store.js';
import { Steps } from '../sync/steps.js';
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

  private readonly pairing: Pairing;
  private readonly clock: Clock;
  private readonly cache: SiteCache<'speaking'>;
  private readonly steps = new Steps(() => this.step());

  constructor(store: Store, pairing: Pairing, clock: Clock) {
    this.pairing = pairing;
    this.clock = clock;
    this.cached = speakingOfSite(null, pairing.siteId);
    const show = (cached: CachedSpeaking): void => void (this.cached = cached);
    this.cache = new SiteCache(store, pairing, 'speaking', speakingOfSite, show);
    void this.cache.read().then(show);
    this.wake();
  }
  stop(): void {
    this.steps.stop();
  }

  standing: SpeakStanding | null = $derived.by(() => standingOf(this.cached, this.clock.serverNow));

  wake(): void {
    this.steps.wake();
  }
  heard({ requests, open }: SpeakNews): void {
    if (open !== undefined) this.isOpen = open;
    if (requests.length > 0) void this.cache.update((cached) => afterReadings(cached, requests));
  }

  /**
   * Saves the request, then sends it.
   * @throws DOMException if the device is full
   */
  async ask(topic: string, speaker: string | null, sessionId: Id | null): Promise<void> {
    const at = this.clock.toServerTime(Date.now());
    const unsent: UnsentRequest = { id: newId(), topic, speaker, sessionId, at, refused: null };
    await this.cache.update((cached) => (cached.unsent ? cached : { ...cached, unsent }));
    void this.steps.run();
  }
  /** Takes a request from this device that the service has not. It may be on its way now. */
  async discard(): Promise<void> {
    await this.cache.update((cached) => ({ ...cached, unsent: null }));
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

  private async step(): Promise<number | null> {
    const { unsent, requests } = await this.cache.read();
    const path = pathTo(ROUTES.speakRequests, this.pairing.conferenceId);
    if (unsent?.refused === null) {
      const { id, topic, speaker, sessionId } = unsent;
      const body: SpeakBody = { id, topic, speaker, sessionId };
      return this.answered(await this.request(path, body), unsent);
    }
    if (!this.steps.isAsked && !isOpen(requests)) return null;
    this.steps.isAsked = false;
    return this.answered(await this.request(`${path}?limit=500`), null);
  }
  private async answered(answer: SpeakAnswer, sent: UnsentRequest | null): Promise<number | null> {
    const refused = refusalOf(answer);
    if (answer.kind === 'requests') await this.apply(answer);
    else if (sent && refused) await this.refuse(sent, refused);
    else {
      this.steps.isAsked ||= !sent;
      return this.steps.failed(answer);
    }
    this.steps.succeeded();
    if (this.steps.isAsked) return 0;
    return isOpen(this.cached.requests) ? ASK_EVERY_MS : null;
  }
  /** A request that another device of the site has made meanwhile stands for this one too: show that. */
  private async refuse(sent: UnsentRequest, code: string): Promise<void> {
    const unsent = code === 'speak.already-open' ? null : { ...sent, refused: code };
    await this.cache.update((cached) => (cached.unsent?.id === sent.id ? { ...cached, unsent } : cached));
    this.steps.isAsked = true;
  }

  private async request(path: string, body?: object): Promise<SpeakAnswer> {
    const raw = await ask(this.pairing.token, path, body);
    return raw ? readSpeakAnswer(raw) : { kind: 'none' };
  }
  private async apply({ requests, open }: SpeakAnswer & { kind: 'requests' }): Promise<void> {
    if (open !== null) this.isOpen = open;
    await this.cache.update((cached) => afterReadings(cached, requests));
  }
}

const isOpen = (requests: readonly SpeakRequest[]): boolean =>
  requests.some(({ endedAt }) => endedAt === null);
