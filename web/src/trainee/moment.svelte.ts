import { serverNow } from '../shared/server-time.js';

/**
 * The time by which the page shows minutes; moves every few seconds, and at once when the page is looked at
 * again. Until it moves, nothing is shown that changes by the minute: many readers get the same first HTML.
 */
export class Moment {
  now = $state(0);
  isMoving = $state(false);

  /** @param at milliseconds since 1970, by the service's clock */
  constructor(at: number) {
    this.now = at;
  }

  /** Once a page. */
  start(): void {
    this.isMoving = true;
    this.tick();
    setInterval(() => this.tick(), 5_000);
    document.addEventListener('visibilitychange', () => this.tick());
  }
  tick(): void {
    this.now = serverNow();
  }
}
