import { type ContractNews, onContractNews } from '../../shared/contract-news.js';
import { quiet } from '../../shared/quiet.js';
import { noteReload } from '../../shared/reload.js';
import { BLIND_RELOAD_EVERY_MS, RELOAD_EVERY_MS } from '../../shared/reload.rules.js';

const TRY_EVERY_MS = 300_000;
const TRY_AGAIN_MS = 60_000;
const TAKES_OVER_WITHIN_MS = 10_000;

export interface RenewedPage {
  /** Something is being saved: a reload now would lose it. */
  isBusy(): boolean;
  /** After so many ms without a key or a tap, half-written text holds up nothing more. */
  idleFor(): number;
}

/**
 * Brings the console up to date when the service no longer serves it. Entries are the outbox's, and stay in
 * it: the service has refused the requests whole. `stuck`: there is no newer page yet, and the roll goes on
 * without the service.
 */
class Renewal {
  state = $state<'served' | 'renewing' | 'stuck'>('served');
  private isRunning = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private page: RenewedPage = { isBusy: () => false, idleFor: () => 0 };

  start(page: RenewedPage): void {
    this.page = page;
    onContractNews((news) => this.apply(news));
  }

  private apply(news: ContractNews): void {
    if (news === 'served') {
      clearTimeout(this.timer);
      this.state = 'served';
    } else if (this.state === 'served') {
      this.state = 'renewing';
      void this.run();
    }
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    const wait = await this.renew().catch(() => TRY_AGAIN_MS); // no network: the worker's files did not come
    this.isRunning = false;
    clearTimeout(this.timer);
    if (this.state !== 'served') this.timer = setTimeout(() => void this.run(), wait);
  }

  /** Answers the milliseconds until the next try. */
  private async renew(): Promise<number> {
    const worker = await newerWorker();
    await quiet(this.page.isBusy, this.page.idleFor());
    if (this.state === 'served') return TRY_EVERY_MS;
    if (worker && noteReload(RELOAD_EVERY_MS)) await takeOver(worker);
    // Another tab may have brought the new page, and this one still shows the old.
    else if (worker || !noteReload(BLIND_RELOAD_EVERY_MS)) {
      this.state = 'stuck';
      return worker ? TRY_AGAIN_MS : TRY_EVERY_MS;
    }
    location.reload();
    return TRY_AGAIN_MS;
  }
}

/**
 * The worker of a newer page, with all its files; null: there is none, or this browser has no workers here.
 */
async function newerWorker(): Promise<ServiceWorker | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/console');
  if (!registration) return null;
  await registration.update();
  if (registration.installing) await leaves('installing', registration.installing);
  return registration.waiting;
}

/** The old page is given out until the new worker has taken its place. */
async function takeOver(worker: ServiceWorker): Promise<void> {
  worker.postMessage('take-over');
  await Promise.race([
    leaves('installed', worker).then(() => leaves('activating', worker)),
    new Promise((late) => setTimeout(late, TAKES_OVER_WITHIN_MS)),
  ]);
}

function leaves(state: ServiceWorkerState, worker: ServiceWorker): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      if (worker.state === state) return;
      worker.removeEventListener('statechange', look);
      done();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

export const renewal = new Renewal();
