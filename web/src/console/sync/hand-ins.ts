import type { Store } from '../store/store.js';
import { HandIn, type HandInState, sendToQuarantine } from './hand-in.js';
import { BrowserHandInStore, pairingsToHandIn } from './hand-in-store.js';
import { atSignsOfNetwork, Steps } from './steps.js';

/** Runs the hand-in of every revoked pairing of this browser until all is done, whichever page is open. */
export class HandIns {
  private readonly running: { job: HandIn; steps: Steps }[] = [];
  private readonly begun = new Set<string>();

  /** @param changed called after each step with the worst state of all */
  constructor(private readonly changed: (state: HandInState) => void) {
    atSignsOfNetwork(() => {
      for (const { job, steps } of this.running) {
        job.wake();
        void steps.run();
      }
    });
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
    const steps = new Steps(async () => {
      try {
        return await job.step();
      } finally {
        this.changed(this.worst());
      }
    });
    this.running.push({ job, steps });
    void steps.run();
  }

  private worst(): HandInState {
    const order: HandInState[] = ['closed', 'lost', 'under-way'];
    return order.find((state) => this.running.some(({ job }) => job.state === state)) ?? 'done';
  }
}
