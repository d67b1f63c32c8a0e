import { setTimeout as sleep } from 'node:timers/promises';

/** When what is planned comes due. */
export class Timetable {
  /** @param signal ends the day: whatever waits is due at once, and `isOver` */
  constructor(
    private readonly startsAt: number,
    private readonly signal?: AbortSignal,
  ) {}

  get isOver(): boolean {
    return this.signal?.aborted ?? false;
  }
  /** Milliseconds since the start. */
  get now(): number {
    return Date.now() - this.startsAt;
  }
  /** Waits until `at` milliseconds after the start. */
  async until(at: number): Promise<void> {
    const wait = Math.max(0, this.startsAt + at - Date.now());
    await sleep(wait, undefined, { signal: this.signal }).catch(() => undefined);
  }
  after(wait: number): Promise<void> {
    return this.until(this.now + wait);
  }
}
