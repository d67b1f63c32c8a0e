import { Tabs } from './tabs.svelte.js';

const UPDATE_EVERY_MS = 3_600_000;

/**
 * Says whether this browser opens the page without a network and does not clear its data. It differs from
 * machine to machine.
 */
export class Upkeep {
  offline = $state<'preparing' | 'ready' | 'impossible'>('preparing');
  storage = $state<'asking' | 'kept' | 'may-be-cleared'>('asking');
  readonly tabs = new Tabs();
  private readonly stopped = new AbortController();
  private readonly isSafe: () => boolean;

  /**
   * @param isSafe answers true if nothing is being saved and nothing waits, so that a new version may take
   * over
   */
  constructor(isSafe: () => boolean) {
    this.isSafe = isSafe;
  }

  async start(): Promise<void> {
    this.tabs.start();
    await Promise.all([this.askForStorage(), this.install()]);
  }
  stop(): void {
    this.tabs.stop();
    this.stopped.abort();
  }

  private async askForStorage(): Promise<void> {
    const isPersistent = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    this.storage = isPersistent ? 'kept' : 'may-be-cleared';
  }

  private async install(): Promise<void> {
    if (!navigator.serviceWorker) return void (this.offline = 'impossible');
    try {
      const registration = await navigator.serviceWorker.register('/console-worker.js', {
        scope: '/console',
      });
      this.followUpdates(registration);
      await navigator.serviceWorker.ready;
      this.offline = 'ready';
    } catch {
      // The files did not come, or the browser refuses: the next opening tries again.
      this.offline = 'impossible';
    }
  }

  /**
   * Fetches a new version in the background. It takes over while the page is hidden and the outbox is empty,
   * else at the next opening.
   */
  private followUpdates(registration: ServiceWorkerRegistration): void {
    const { signal } = this.stopped;
    let hasAsked = false;
    const takeOver = (): void => {
      if (!registration.waiting || document.visibilityState === 'visible' || !this.isSafe()) return;
      hasAsked = true;
      registration.waiting.postMessage('take-over');
    };
    document.addEventListener('visibilitychange', takeOver, { signal });
    navigator.serviceWorker.addEventListener('controllerchange', () => hasAsked && location.reload(), {
      signal,
    });
    const timer = setInterval(
      () => void registration.update().then(takeOver, () => undefined),
      UPDATE_EVERY_MS,
    );
    signal.addEventListener('abort', () => clearInterval(timer));
  }
}
