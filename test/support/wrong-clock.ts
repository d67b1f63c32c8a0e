import type { BrowserContext, Page } from 'playwright-core';

export const HOUR = 3_600_000;

/**
 * The pages that open in this context from now on take it that the time is `ms`
 * later (below 0: earlier) than it is.
 */
export function setClockOf(context: BrowserContext, ms: number): Promise<unknown> {
  return context.addInitScript({
    content: `{
      const Right = Date;
      globalThis.clockIsOff = ${ms};
      const now = () => Right.now() + globalThis.clockIsOff;
      globalThis.Date = class extends Right {
        constructor(...parts) { parts.length ? super(...parts) : super(now()); }
        static now() { return now(); }
      };
    }`,
  });
}

/**
 * Somebody sets the clock of the device while the page is open. Its context has
 * been given a clock by `setClockOf`.
 */
export function setClock(page: Page, ms: number): Promise<unknown> {
  return page.evaluate(`globalThis.clockIsOff = ${ms}`);
}
