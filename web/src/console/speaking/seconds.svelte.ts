import type { Clock } from '../roll/clock.svelte.js';

const TICK_MS = 250;

/** The service's time in ms, by the second, for as long as somebody looks. */
export class Seconds {
  now = $state(0);
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    this.tick();
  }
  /** Answers what stops it. */
  run(): () => void {
    this.tick();
    const timer = setInterval(() => this.tick(), TICK_MS);
    return () => clearInterval(timer);
  }
  private tick(): void {
    this.now = Date.parse(this.clock.toServerTime(Date.now()));
  }
}
