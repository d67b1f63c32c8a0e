import { Recent } from '../../platform/cache/recent.js';

interface Count {
  failures: number;
  /** The begin of the current window, in milliseconds. */
  since: number;
  /** The next attempt is let through then, in milliseconds. */
  nextAt: number;
}

/** Keys that are counted at most: a flood from ever new addresses must not fill the memory. */
const KEYS = 20_000;

/** Counts failures by key. With each window that passes, `drain` of them are forgotten. */
export class Failures {
  private readonly counts = new Recent<Count>(KEYS);

  constructor(
    private readonly window: number,
    private readonly drain: number,
  ) {}

  countAt(key: string, now: number): number {
    return this.current(key, now)?.failures ?? 0;
  }

  add(key: string, now: number): number {
    const count = this.current(key, now) ?? { failures: 0, since: now, nextAt: now };
    count.failures += 1;
    this.counts.set(key, count);
    return count.failures;
  }

  clear(key: string): void {
    this.counts.delete(key);
  }

  /** When the next attempt of this key may be made; `now` if nothing stands in its way. */
  nextAt(key: string, now: number): number {
    return Math.max(now, this.current(key, now)?.nextAt ?? now);
  }

  /** No further attempt of this key before `at`. */
  closeUntil(key: string, at: number, now: number): void {
    const count = this.current(key, now) ?? { failures: 0, since: now, nextAt: now };
    count.nextAt = Math.max(count.nextAt, at);
    this.counts.set(key, count);
  }

  private current(key: string, now: number): Count | undefined {
    const count = this.counts.get(key);
    if (count === undefined) return undefined;
    const windows = Math.floor(Math.max(0, now - count.since) / this.window);
    if (windows > 0) {
      count.failures = Math.max(0, count.failures - windows * this.drain);
      count.since += windows * this.window;
    }
    if (count.failures > 0 || count.nextAt > now) return count;
    this.counts.delete(key);
    return undefined;
  }
}
