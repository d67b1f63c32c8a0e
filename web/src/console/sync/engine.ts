import type { Sync } from './sync.js';
import type { SyncState } from './sync.rules.js';
import { fromTabState, type TabMessage, toTabState } from './tab-message.rules.js';

/**
 * Runs the sync of this browser: one tab at a time carries (the others show what it says), steps follow one
 * another, and whatever hints at a change of the line (browser's flag, socket, a tab that comes to the front)
 * only brings the next step forward.
 */
export class Engine {
  private readonly channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel('diemcau-console') : null;
  private readonly stopped = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private isStepAsked = false;
  private isCarrier = false;

  constructor(
    private readonly sync: Sync,
    /** Another tab has changed the store; with the state of its sync. */
    private readonly changed: (state: SyncState | null) => void,
  ) {}

  start(): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      if (data.kind === 'poke') this.poke();
      else this.changed(data.state && fromTabState(data.state));
    });
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
      .catch(() => undefined); // stopped while waiting for its turn
  }

  stop(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
    this.channel?.close();
    this.isCarrier = false;
  }

  /** Something new waits. */
  poke(): void {
    if (this.stopped.signal.aborted) return;
    if (this.isCarrier) void this.run();
    else this.channel?.postMessage({ kind: 'poke' } satisfies TabMessage);
  }

  /** The line may have changed, or there is news: ask soon. */
  wake(): void {
    if (this.isCarrier) this.sync.wake();
    this.poke();
  }

  /** Tells the other tabs. `state`: of the sync, from the tab that runs it. */
  tell(state: SyncState | null): void {
    if (this.stopped.signal.aborted) return;
    const message: TabMessage = { kind: 'changed', state: state && toTabState(state) };
    this.channel?.postMessage(message);
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
      // The store is closed or full: nothing was lost, ask again.
      wait = await this.sync.step().catch(() => 5_000);
    }
    this.isRunning = false;
    if (wait !== null && this.isCarrier) this.timer = setTimeout(() => void this.run(), wait);
  }
}
