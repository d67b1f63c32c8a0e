import { atSignsOfNetwork, Steps } from './steps.js';
import type { Sync } from './sync.js';
import type { TabChannel } from './tab-channel.js';

/**
 * Runs the sync of this browser, in one tab at a time; the others show its state. Steps follow one another.
 * Hints that the connection has changed (the browser's flag, the socket, a tab coming to the front) only
 * bring the next step forward.
 */
export class Engine {
  private readonly stopped = new AbortController();
  private readonly steps = new Steps(() => this.sync.step());
  private isCarrier = false;

  constructor(
    private readonly sync: Sync,
    private readonly tabs: TabChannel,
  ) {
    // A tab that does not run the sync must not pass the poke on: two of those would never stop.
    tabs.poked.subscribe(() => this.isCarrier && void this.steps.run());
  }

  start(): void {
    atSignsOfNetwork(() => this.wake(), this.stopped.signal);
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
    this.steps.stop();
    this.isCarrier = false;
  }

  /** Starts a step: something new waits. */
  poke(): void {
    if (this.stopped.signal.aborted) return;
    if (this.isCarrier) void this.steps.run();
    else this.tabs.poke();
  }

  /** Asks the service soon: the connection may have changed, or there is news. */
  wake(): void {
    if (this.isCarrier) this.sync.wake();
    this.poke();
  }

  private carry(): void {
    this.isCarrier = true;
    void this.steps.run();
  }
}
