import { LONGEST_ASKED_MS, waitAfter } from './sync.rules.js';

/** The store is closed or full: nothing is lost, try again. */
const TRY_AGAIN_MS = 5_000;

/** Calls back at each sign that the connection may have changed. */
export function atSignsOfNetwork(work: () => void, signal?: AbortSignal): void {
  const options = signal ? { signal } : {};
  for (const sign of ['online', 'offline', 'pageshow'] as const) addEventListener(sign, work, options);
  document.addEventListener('visibilitychange', () => !document.hidden && work(), options);
}

/**
 * Takes one step after the other until there is nothing to do: what waits on this device is sent, then what
 * the service has is read. Each step makes one request at most.
 */
export class Steps {
  /** What the service has is wanted. The step that reads it takes this back. */
  isAsked = false;
  private readonly step: () => Promise<number | null>;
  private readonly stopped = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isRunning = false;
  private isNext = false;

  /** @param step answers the milliseconds until the next step; `null` if none is due by itself */
  constructor(step: () => Promise<number | null>) {
    this.step = step;
  }

  /** Wakes now, and at each sign that the network may be back. */
  start(): void {
    atSignsOfNetwork(() => this.wake(), this.stopped.signal);
    this.wake();
  }
  stop(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
  }
  /** Sends and reads soon: the connection may be back, or news may have been missed. */
  wake(): void {
    this.isAsked = true;
    void this.run();
  }
  /** Takes the next step now, or after the one that is under way: something new waits. */
  async run(): Promise<void> {
    this.isNext = true;
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    let wait: number | null = null;
    while ((this.isNext || wait === 0) && !this.stopped.signal.aborted) {
      this.isNext = false;
      wait = await this.step().catch(() => TRY_AGAIN_MS);
    }
    this.isRunning = false;
    if (wait !== null && !this.stopped.signal.aborted) this.timer = setTimeout(() => void this.run(), wait);
  }

  /** Answers the pause after a request in vain: longer each time, and at least what the service asks for. */
  failed(answer: object): number {
    const asked = 'retryAfterMs' in answer ? Number(answer.retryAfterMs) : 0;
    return Math.max(waitAfter(this.failures++, Math.random()), Math.min(asked, LONGEST_ASKED_MS));
  }
  succeeded(): void {
    this.failures = 0;
  }
}
