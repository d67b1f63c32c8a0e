import type { Sync } from './sync.js';
import type { TabChannel } from './tab-channel.js';

/**
 * Runs the sync of this browser, in one tab at a time; the others show its state. Steps follow one another.
 * Hints that the connection has changed (the browser's flag, the socket, a tab coming to the front) only
 * bring the next step forward.
 */
export class Engine {
  private readonly stopped = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private isStepAsked = false;
  private isCarrier = false;

  constructor(
    private readonly sync: Sync,
    private readonly tabs: TabChannel,
  ) {
    // A tab that does not run the sync must not pass the poke on: two of those would never stop.
    tabs.poked.subscribe(() => this.isCarrier && void this.run());
  }

  start(): void {
    for (const hint of ['online', 'offline', 'pageshow'] as const)
      addEventListener(hint, () => this.wake(), { signal: this.stopped.signal });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.wake(),
      { signal: this.stopped.signal },
    );
    if (!navigator.locks) return this.carry();
    navigator.locks
      .request('diemcau-console-sync', { signal: this.stopped.signal }, () => {
        this.carry();
        return new Promise<void>((done) => this.stopped.signal.addEventListener('abort', () => done()));
      })
      .catch(() => undefined); // stopped before it could run the sync
  }

  stop(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
    this.isCarrier = false;
  }

  /** Starts a step: something new waits. */
  poke(): void {
    if (this.stopped.signal.aborted) return;
    if (this.isCarrier) void this.run();
    else this.tabs.poke();
  }

  /** Asks the service soon: the connection may have changed, or there is news. */
  wake(): void {
    if (this.isCarrier) this.sync.wake();
    this.poke();
  }

  private carry(): void {
    this.isCarrier = true;
    void this.run();
  }

  private async run(): Promise<void> {
    this.isStepAsked = true;
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    let wait: number | null = 0;
    while (this.isCarrier && (this.isStepAsked || wait === 0)) {
      this.isStepAsked = false;
      // The store is closed or full: nothing is lost, try again.
      wait = await this.sync.step().catch(() => 5_000);
    }
    this.isRunning = false;
    if (wait !== null && this.isCarrier) this.timer = setTimeout(() => void this.run(), wait);
  }
}
