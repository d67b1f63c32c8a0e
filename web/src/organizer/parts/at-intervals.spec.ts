import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AtIntervals } from './at-intervals.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('work that news asks for', () => {
  it('is done at once, then once for all that came within three seconds', async () => {
    const work = jest.fn(() => Promise.resolve());
    const reading = new AtIntervals(work);
    reading.ask();
    expect(work).toHaveBeenCalledTimes(1);
    for (let news = 0; news < 239; news += 1) {
      reading.ask();
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(work).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(work).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(2);
    reading.ask();
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is not begun again while it lasts, and goes on after it has failed', async () => {
    let fail: () => void = () => {};
    const work = jest.fn(() => new Promise<void>((_, reject) => (fail = () => reject(new Error('away')))));
    const reading = new AtIntervals(work);
    reading.ask();
    reading.ask();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(work).toHaveBeenCalledTimes(1);
    fail();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('is not done after its page is gone', async () => {
    const work = jest.fn(() => Promise.resolve());
    const reading = new AtIntervals(work);
    reading.ask();
    reading.ask();
    reading.stop();
    await jest.advanceTimersByTimeAsync(20_000);
    reading.ask();
    expect(work).toHaveBeenCalledTimes(1);
  });
});
