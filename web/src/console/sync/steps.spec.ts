import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Steps } from './steps.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Steps that answer these pauses in turn, then that nothing is due. */
function stepsOf(...pauses: (number | null | Error)[]): { steps: Steps; step: jest.Mock } {
  const step = jest.fn(() => {
    const pause = pauses.shift() ?? null;
    return pause instanceof Error ? Promise.reject(pause) : Promise.resolve(pause);
  });
  return { steps: new Steps(step), step };
}

describe('the steps of what is sent', () => {
  it('follow one another at once, or after the pause that one answers, until none is due', async () => {
    const { steps, step } = stepsOf(0, 0, 20_000, null);
    await steps.run();
    expect(step).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(19_999);
    expect(step).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(step).toHaveBeenCalledTimes(4);
  });

  it('never overlap, and one that is asked for during another is taken after it', async () => {
    let answer: (pause: null) => void = () => {};
    const step = jest.fn(() => new Promise<null>((done) => (answer = done)));
    const steps = new Steps(step);
    const all = steps.run();
    void steps.run();
    expect(step).toHaveBeenCalledTimes(1);
    answer(null);
    await jest.advanceTimersByTimeAsync(0);
    expect(step).toHaveBeenCalledTimes(2);
    answer(null);
    await all;
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('come forward when something new waits', async () => {
    const { steps, step } = stepsOf(15_000, null);
    await steps.run();
    await steps.run();
    expect(step).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('go on although the store could not be read', async () => {
    const { steps, step } = stepsOf(new Error('closed'));
    await steps.run();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('end with the page', async () => {
    const { steps, step } = stepsOf(1_000);
    await steps.run();
    steps.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    steps.wake();
    expect(step).toHaveBeenCalledTimes(1);
  });
});

describe('the pause after a request in vain', () => {
  it('grows up to fifteen seconds, and is short again after an answer', () => {
    const steps = new Steps(() => Promise.resolve(null));
    const pauses = Array.from({ length: 20 }, () => steps.failed({ kind: 'none' }));
    expect(pauses[0]).toBeLessThanOrEqual(1_000);
    expect(pauses[19]).toBeGreaterThanOrEqual(7_500);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
    steps.succeeded();
    expect(steps.failed({ kind: 'none' })).toBeLessThanOrEqual(1_000);
  });

  it.each([
    [60_000, 60_000],
    [86_400_000, 120_000],
  ])('is what the service asks for, within two minutes: %i ms', (retryAfterMs, pause) => {
    const steps = new Steps(() => Promise.resolve(null));
    expect(steps.failed({ kind: 'problem', status: 503, code: 'server.busy', retryAfterMs })).toBe(pause);
  });
});
