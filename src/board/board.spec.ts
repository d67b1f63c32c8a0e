import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Board, type Foundation } from './board.js';

const EMPTY: Foundation = {
  seq: 0,
  sites: [],
  groups: [],
  picture: { checkpointId: null, sites: new Map(), arrivals: new Map() },
  nextOpening: null,
};

describe('who waits until a board is up to date', () => {
  let isFailing: boolean;
  const board = (): Board =>
    new Board('conference', 1, {
      load: () => (isFailing ? Promise.reject(new Error('The database is away')) : Promise.resolve(EMPTY)),
      statusOf: () => ({ presence: { state: 'waiting' }, signal: null, help: null }) as never,
      followers: () => 0,
      partSeq: () => 1,
      now: () => Date.now(),
      publish: () => undefined,
      failed: () => undefined,
    });
  beforeEach(() => {
    isFailing = false;
    jest.useFakeTimers();
  });
  afterEach(() => void jest.useRealTimers());

  it('is let go after a while when the board cannot be read anew, and forgotten', async () => {
    const one = await board().open();
    isFailing = true;
    one.invalidate();
    const before = jest.getTimerCount();
    const waiting = Promise.all(Array.from({ length: 50 }, () => one.upToDate()));
    await jest.advanceTimersByTimeAsync(3_000);
    await waiting;
    expect([jest.getTimerCount(), one.waiters]).toEqual([before, 0]);
    one.close();
  });

  it('leaves no timer behind when it has settled', async () => {
    const one = await board().open();
    one.invalidate();
    const waiting = Promise.all(Array.from({ length: 50 }, () => one.upToDate()));
    await jest.advanceTimersByTimeAsync(1_500);
    await waiting;
    expect([jest.getTimerCount(), one.waiters]).toEqual([0, 0]);
    one.close();
  });
});
