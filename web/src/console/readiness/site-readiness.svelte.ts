import type { CoordinatorBody, ReadinessItem, SiteReadiness } from '#contract/readiness.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import type { Pairing, RosterHead } from '../store/rows.js';
import { SiteCache } from '../store/site-cache.js';
import { type Store, writing } from '../store/store.js';
import { isRecord, ownJson } from '../sync/answer.rules.js';
import { Steps } from '../sync/steps.js';
import { ask } from '../sync/wire.js';
import type { CachedReadiness } from './cached-readiness.js';
import { withContact } from './noted-contact.rules.js';

/** The service will never take these: the same body again changes nothing. */
const REFUSED = [400, 403, 404, 409, 413, 422];

/**
 * How the site stands in its readiness, and what was signed here. A result is stored on the device first and
 * sent when there is a network.
 */
export class SiteReadinessTest {
  known = $state.raw<SiteReadiness | null>(null);
  waiting = $state(0);
  /** As given here, while the service does not know it yet. */
  coordinator = $state.raw<CoordinatorBody | null>(null);
  readonly store: Store;
  readonly pairing: Pairing;
  private readonly cache: SiteCache<'readiness'>;
  private readonly steps = new Steps(() => this.step());

  private readonly contactNoted: () => void;

  /** @param contactNoted called when the roster on this device has another contact of the site */
  constructor(store: Store, pairing: Pairing, contactNoted: () => void) {
    this.store = store;
    this.pairing = pairing;
    this.contactNoted = contactNoted;
    this.cache = new SiteCache(store, pairing, 'readiness', readinessOfSite, (now) => this.show(now));
  }

  async start(): Promise<void> {
    this.show(await this.cache.read());
    this.wake();
  }
  stop(): void {
    this.steps.stop();
  }
  /** Sends what waits and asks how the site stands. */
  wake(): void {
    this.steps.wake();
  }

  /** Stores a signed test. @throws DOMException if the device is full */
  async sign(items: ReadinessItem[], signedBy: string, clockOffset: number): Promise<void> {
    const body = {
      id: newId(),
      items,
      signedBy,
      recordedAt: new Date().toISOString(),
      clockOffset: Math.round(clockOffset),
    };
    await this.cache.update((cached) => ({ ...cached, waiting: [...cached.waiting, body] }));
    this.wake();
  }
  /** Stores who is in charge. @throws DOMException if the device is full */
  async name(coordinator: CoordinatorBody): Promise<void> {
    await this.cache.update((cached) => ({ ...cached, coordinator }));
    this.wake();
  }

  private async step(): Promise<number | null> {
    const { coordinator, waiting } = await this.cache.read();
    const [first] = waiting;
    if (coordinator) {
      const status = await this.put(ROUTES.siteCoordinator, coordinator);
      if (status === null) return this.steps.failed({});
      if (status === 200) await this.noteContact(coordinator);
      await this.cache.update((cached) =>
        JSON.stringify(cached.coordinator) === JSON.stringify(coordinator)
          ? { ...cached, coordinator: null }
          : cached,
      );
    } else if (first) {
      if ((await this.put(ROUTES.siteReadiness, first)) === null) return this.steps.failed({});
      await this.cache.update((cached) => ({
        ...cached,
        waiting: cached.waiting.filter(({ id }) => id !== first.id),
      }));
    } else {
      if (!this.steps.isAsked) return null;
      this.steps.isAsked = false;
      if (!(await this.fetch())) {
        this.steps.isAsked = true;
        return this.steps.failed({});
      }
    }
    this.steps.succeeded();
    return 0;
  }

  /** Answers false if the service did not answer. */
  private async fetch(): Promise<boolean> {
    const { token, siteId } = this.pairing;
    const raw = await ask(token, pathTo(ROUTES.siteReadiness, siteId));
    const known = raw?.status === 200 ? ownJson(raw) : undefined;
    if (!isReadiness(known, siteId)) return false;
    await this.cache.update((cached) => ({ ...cached, known }));
    return true;
  }

  /** The service has taken it, and the next roster brings it: it stands on this device until then. */
  private async noteContact(body: CoordinatorBody): Promise<void> {
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const head = withContact(
      (await values.get('roster')) as RosterHead | undefined,
      this.pairing.siteId,
      body,
    );
    if (head) await values.put(head, 'roster');
    await tx.done;
    if (head) this.contactNoted();
  }

  /** Answers the status if the service has decided about the body, whichever way. */
  private async put(
    route: typeof ROUTES.siteReadiness | typeof ROUTES.siteCoordinator,
    body: unknown,
  ): Promise<number | null> {
    const { token, siteId } = this.pairing;
    const raw = await ask(token, pathTo(route, siteId), body, 'PUT');
    if (!raw || ownJson(raw) === undefined) return null;
    return raw.status === 200 || REFUSED.includes(raw.status) ? raw.status : null;
  }

  private show({ known, waiting, coordinator }: CachedReadiness): void {
    this.known = known;
    this.waiting = waiting.length;
    this.coordinator = coordinator;
  }
}

const isReadiness = (value: unknown, siteId: Id): value is SiteReadiness =>
  isRecord(value) && value.siteId === siteId && isRecord(value.settings) && Array.isArray(value.items);
const readinessOfSite = (cached: CachedReadiness | null | undefined, siteId: Id): CachedReadiness =>
  cached?.siteId === siteId ? cached : { siteId, known: null, waiting: [], coordinator: null };
