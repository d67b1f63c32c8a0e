import type { Page } from 'playwright-core';

/** Notes that the page plays, by their Hz: read them with `heard`. */
export const listenIn = (page: Page): Promise<void> =>
  page.evaluate(
    `globalThis.heard = [];
    {
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (...at) {
        heard.push(this.frequency.value);
        return start.apply(this, at);
      };
    }`,
  );

/** The notes since the last look. */
export const heard = (page: Page): Promise<number[]> => page.evaluate('heard.splice(0)');
