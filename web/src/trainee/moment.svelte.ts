import { serverNow } from '../shared/server-time.js';

/**
 * The time by which the page shows minutes; moves every few seconds, and at once
 * when the page is looked at again.
 */
class Moment {
  now = $state(serverNow());

  /** Once a page. */
  start(): void {
    setInterval(() => this.tick(), 5_000);
    document.addEventListener('visibilitychange', () => this.tick());
  }
  tick(): void {
    this.now = serverNow();
  }
}
export const moment = new Moment();
