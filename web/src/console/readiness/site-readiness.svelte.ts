import type { CoordinatorBody, ReadinessItem, SiteReadiness } from '#contract/readiness.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { newId } from '../../shared/new-id.js';
import type { Pairing } from '../store/rows.js';
import { meta, type Store, writing } from '../store/store.js';
import { isRecord, ownJson } from '../sync/answer.rules.js';
import { ask } from '../sync/wire.js';
import type { CachedReadiness } from './cached-readiness.js';

const RETRY_MS = 30_000;
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
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private isAsked = false;
  private isStopped = false;

  constructor(store: Store, pairing: Pairing) {
    this.store = store;
    this.pairing = pairing;
  }

  async start(): Promise<void> {
    this.show(await this.cached());
    this.wake();
  }
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Sends what waits and asks how the site stands. */
  wake(): void {
    this.isAsked = true;
    void this.run();
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
    await this.change((cached) => ({ ...cached, waiting: [...cached.waiting, body] }));
    this.wake();
  }
  /** Stores who is in charge. @throws DOMException if the device is full */
  async name(coordinator: CoordinatorBody): Promise<void> {
    await this.change((cached) => ({ ...cached, coordinator }));
    this.wake();
  }

  private async run(): Promise<void> {
    if (this.isRunning || this.isStopped) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    let isDone = true;
    while (this.isAsked && isDone && !this.isStopped) {
      this.isAsked = false;
      isDone = await this.exchange().catch(() => false);
    }
    this.isRunning = false;
    if (!isDone && !this.isStopped) this.timer = setTimeout(() => this.wake(), RETRY_MS);
  }

  /** Answers false if the service did not answer. */
  private async exchange(): Promise<boolean> {
    const { coordinator, waiting } = await this.cached();
    if (coordinator) {
      if (!(await this.put(ROUTES.siteCoordinator, coordinator))) return false;
      await this.change((cached) =>
        JSON.stringify(cached.coordinator) === JSON.stringify(coordinator)
          ? { ...cached, coordinator: null }
          : cached,
      );
    }
    for (const body of waiting) {
      if (!(await this.put(ROUTES.siteReadiness, body))) return false;
      await this.change((cached) => ({
        ...cached,
        waiting: cached.waiting.filter(({ id }) => id !== body.id),
      }));
    }
    const raw = await ask(this.pairing.token, pathTo(ROUTES.siteReadiness, this.pairing.siteId));
    const known = raw?.status === 200 ? ownJson(raw) : undefined;
    if (!isReadiness(known, this.pairing.siteId)) return false;
    await this.change((cached) => ({ ...cached, known }));
    return true;
  }

  /** Answers true if the service has decided about the body, whichever way. */
  private async put(
    route: typeof ROUTES.siteReadiness | typeof ROUTES.siteCoordinator,
    body: unknown,
  ): Promise<boolean> {
    const { token, siteId } = this.pairing;
    const raw = await ask(token, pathTo(route, siteId), body, 'PUT');
    if (!raw || ownJson(raw) === undefined) return false;
    return raw.status === 200 || REFUSED.includes(raw.status);
  }

  private async cached(): Promise<CachedReadiness> {
    const { siteId } = this.pairing;
    const cached = await meta(this.store, 'readiness');
    return cached?.siteId === siteId ? cached : { siteId, known: null, waiting: [], coordinator: null };
  }

  /** One strict transaction: what was signed is stored before anything says so. */
  private async change(next: (cached: CachedReadiness) => CachedReadiness): Promise<void> {
    const { siteId } = this.pairing;
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as { deviceId: Id } | undefined;
    // The device was wiped meanwhile: names that come late must not be stored again.
    if (pairing?.deviceId !== this.pairing.deviceId) return void (await tx.done);
    const stored = (await values.get('readiness')) as CachedReadiness | undefined;
    const after = next(
      stored?.siteId === siteId ? stored : { siteId, known: null, waiting: [], coordinator: null },
    );
    await values.put(after, 'readiness');
    await tx.done;
    this.show(after);
  }

  private show({ known, waiting, coordinator }: CachedReadiness): void {
    this.known = known;
    this.waiting = waiting.length;
    this.coordinator = coordinator;
  }
}

const isReadiness = (value: unknown, siteId: Id): value is SiteReadiness =>
  isRecord(value) && value.siteId === siteId && isRecord(value.settings) && Array.isArray(value.items);
