import { pathTo, ROUTES } from '#contract/routes.js';
import type { Schedule } from '#contract/schedule.js';
import { openOf, waitingOf, withReadings } from '#contract/speak-queue.js';
import type { SpeakGate, SpeakNews, SpeakPinBody, SpeakQueue, SpeakRequest } from '#contract/speaking.js';
import type { Id } from '#contract/wire.js';
import { api } from '../../shared/api.js';
import { nowAndNext } from '../../shared/current-session.js';
import { serverNow } from '../../shared/server-time.js';
import type { Reading } from '../parts/async-action.svelte.js';

const ACTS = {
  call: ROUTES.speakCall,
  ready: ROUTES.speakReady,
  notNow: ROUTES.speakNotNow,
  start: ROUTES.speakStart,
  end: ROUTES.speakEnd,
  skip: ROUTES.speakSkip,
} as const;
export type ChairAct = keyof typeof ACTS;
const TICK_MS = 250;

/** The queue of a conference as organizers see it: read once, carried on by news, in the one order. */
export class SpeakList implements Reading<SpeakRequest[]> {
  fault = $state.raw<unknown>(null);
  gate = $state.raw<SpeakGate | null>(null);
  schedule = $state.raw<Schedule | null>(null);
  /** The service's time in ms. */
  now = $state(serverNow());
  #known = $state.raw<ReadonlyMap<Id, SpeakRequest> | null>(null);
  readonly #conferenceId: Id;

  /** @param mayLead whether whoever is signed in here calls sites, and opens and closes the queue */
  constructor(
    conferenceId: Id,
    readonly mayLead = false,
  ) {
    this.#conferenceId = conferenceId;
  }

  value: SpeakRequest[] | null = $derived.by(() => (this.#known ? openOf(this.#known.values()) : null));
  speaking: SpeakRequest[] = $derived.by(() => this.#standing('speaking'));
  called: SpeakRequest[] = $derived.by(() => this.#standing('called'));
  waiting: SpeakRequest[] = $derived.by(() => waitingOf(this.value ?? []));
  session = $derived.by(() => nowAndNext(this.schedule?.sessions ?? [], this.now).now);

  /** Ticks while a page is open. Answers what stops it. */
  run(): () => void {
    const timer = setInterval(() => (this.now = serverNow()), TICK_MS);
    return () => clearInterval(timer);
  }
  /** Reads the open requests anew. Those that are not among them have been closed meanwhile. */
  async load(): Promise<void> {
    const before = new Set(this.#known?.keys());
    try {
      const open = new Map<Id, SpeakRequest>();
      let after = '';
      do {
        const page = await api.get<SpeakQueue>(
          `${pathTo(ROUTES.speakRequests, this.#conferenceId)}?state=open&limit=500${after}`,
        );
        for (const request of page.items) open.set(request.id, request);
        this.gate = page.gate;
        after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
      } while (after);
      // What news told during the reading stays.
      const told = [...(this.#known?.values() ?? [])].filter(({ id }) => !before.has(id) || open.has(id));
      this.#known = withReadings(open, told);
      this.fault = null;
    } catch (raised) {
      this.fault = raised;
    }
  }
  async loadSchedule(): Promise<void> {
    const schedule = await api
      .get<Schedule>(pathTo(ROUTES.schedule, this.#conferenceId))
      .catch(() => this.schedule);
    this.schedule = schedule;
  }
  heard({ conferenceId, requests, open }: SpeakNews): void {
    if (conferenceId !== this.#conferenceId) return;
    if (requests.length > 0) this.#apply(requests);
    if (open !== undefined && this.gate) this.gate = { ...this.gate, open };
  }

  /** @throws ApiFault */
  async act(id: Id, act: ChairAct): Promise<void> {
    this.#apply([await api.post<SpeakRequest>(pathTo(ACTS[act], id), {})]);
  }
  /** @throws ApiFault */
  async pin(id: Id, body: SpeakPinBody): Promise<void> {
    this.#apply([await api.post<SpeakRequest>(pathTo(ROUTES.speakPin, id), body)]);
  }
  /** @throws ApiFault */
  async setOpen(open: boolean): Promise<void> {
    const path = pathTo(ROUTES.speakGate, this.#conferenceId);
    // A word on this session would stand before it.
    const sessionId = this.gate?.sessions.find((one) => one.sessionId === this.session?.id)?.sessionId;
    this.gate = await api.put<SpeakGate>(path, { open, ...(sessionId ? { sessionId } : {}) });
  }
  /** The title of the session, if it is not the one that is on. */
  otherSession({ sessionId }: SpeakRequest): string | null {
    if (sessionId === null || sessionId === this.session?.id) return null;
    return this.schedule?.sessions.find(({ id }) => id === sessionId)?.title ?? null;
  }

  #apply(requests: readonly SpeakRequest[]): void {
    this.#known = withReadings(this.#known ?? new Map(), requests);
  }
  #standing(state: SpeakRequest['state']): SpeakRequest[] {
    return (this.value ?? []).filter((request) => request.state === state);
  }
}
