import type { Store } from '../store/store.js';
import { HandIn, type HandInState, sendToQuarantine } from './hand-in.js';
import { BrowserHandInStore, pairingsToHandIn } from './hand-in-store.js';

const AFTER_FAULT_MS = 5_000;

/** Runs the hand-in of every revoked pairing of this browser until all is done, whichever page is open. */
export class HandIns {
  private running: { job: HandIn; wake: () => void }[] = [];
  private readonly begun = new Set<string>();

  /** @param changed called after each step with the worst state of all */
  constructor(private readonly changed: (state: HandInState) => void) {
    const wake = (): void => this.running.forEach((one) => one.wake());
    for (const hint of ['online', 'pageshow'] as const) addEventListener(hint, wake);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());
  }

  /** Starts the hand-in of pairings that were revoked since the last call. */
  async start(store: Store): Promise<void> {
    for (const revoked of await pairingsToHandIn(store)) {
      if (this.begun.has(revoked.deviceId)) continue;
      this.begun.add(revoked.deviceId);
      const deps = {
        send: (entries: Parameters<typeof sendToQuarantine>[1]) => sendToQuarantine(revoked.token, entries),
        now: Date.now,
        random: Math.random,
      };
      this.run(new HandIn(new BrowserHandInStore(store, revoked), deps));
    }
    this.changed(this.worst());
  }

  private run(job: HandIn): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isRunning = false;
    const go = async (): Promise<void> => {
      clearTimeout(timer);
      if (isRunning) return;
      isRunning = true;
      // The store is closed or full: nothing is lost, try again.
      const wait = await job.step().catch(() => AFTER_FAULT_MS);
      isRunning = false;
      this.changed(this.worst());
      if (wait !== null) timer = setTimeout(() => void go(), wait);
    };
    this.running.push({
      job,
      wake: () => {
        job.wake();
        void go();
      },
    });
    void go();
  }

  private worst(): HandInState {
    const order: HandInState[] = ['closed', 'lost', 'under-way'];
    return order.find((state) => this.running.some(({ job }) => job.state === state)) ?? 'done';
  }
}
