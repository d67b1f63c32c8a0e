import { type ContractNews, onContractNews } from '../../shared/contract-news.js';
import { quiet } from '../../shared/quiet.js';
import { noteReload } from '../../shared/reload.js';
import { BLIND_RELOAD_EVERY_MS, RELOAD_EVERY_MS } from '../../shared/reload.rules.js';

const TRY_EVERY_MS = 300_000;
const TRY_AGAIN_MS = 60_000;
const TAKES_OVER_WITHIN_MS = 10_000;

export interface RenewedPage {
  /** Answers whether something is being saved, which a reload would lose. */
  isBusy(): boolean;
  /** Answers the milliseconds without a key or a tap after which half-written text is ignored. */
  idleFor(): number;
}

/**
 * Updates the console when the service no longer serves its version. Entries stay in the outbox: the service
 * has refused the requests as a whole. `stuck`: there is no newer page yet, and the roll goes on without the
 * service.
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
    // no network: the files of the worker did not come
    const wait = await this.renew().catch(() => TRY_AGAIN_MS);
    this.isRunning = false;
    clearTimeout(this.timer);
    if (this.state !== 'served') this.timer = setTimeout(() => void this.run(), wait);
  }

  /** Answers the milliseconds until the next attempt. */
  private async renew(): Promise<number> {
    const worker = await newerWorker();
    await quiet(this.page.isBusy, this.page.idleFor());
    if (this.state === 'served') return TRY_EVERY_MS;
    if (worker && noteReload(RELOAD_EVERY_MS)) await takeOver(worker);
    // Another tab may have fetched the new page while this one still shows the old.
    else if (worker || !noteReload(BLIND_RELOAD_EVERY_MS)) {
      this.state = 'stuck';
      return worker ? TRY_AGAIN_MS : TRY_EVERY_MS;
    }
    location.reload();
    return TRY_AGAIN_MS;
  }
}

/**
 * Answers the worker of a newer page once it has all files; `null` if there is none, or the browser has no
 * workers.
 */
async function newerWorker(): Promise<ServiceWorker | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/console');
  if (!registration) return null;
  await registration.update();
  if (registration.installing) await leaves('installing', registration.installing);
  return registration.waiting;
}

/** Waits until the new worker is active; until then the old page is served. */
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
