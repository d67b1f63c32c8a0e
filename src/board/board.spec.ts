import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Board } from './board.js';
import type { Foundation } from './board-ground.js';

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
      isHeard: () => false,
      tree: () => Promise.resolve(EMPTY),
      sitesNow: () => Promise.resolve(new Map()),
      isIdle: () => true,
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

describe('the board of a part', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is kept while somebody listens, and let go once nobody does or has asked for a while', async () => {
    let isHeard = true;
    const isBySite: boolean[] = [];
    const one = await new Board('conference', 1, {
      tree: () => Promise.resolve(EMPTY),
      sitesNow: () => Promise.resolve(new Map()),
      isIdle: () => true,
      load: (bySite) => {
        isBySite.push(bySite);
        const picture = { ...EMPTY.picture, ...(bySite ? { siteArrivals: new Map() } : {}) };
        return Promise.resolve({ ...EMPTY, picture });
      },
      statusOf: () => ({ presence: { state: 'waiting' }, signal: null, help: null }) as never,
      followers: () => 0,
      partSeq: () => 2,
      now: () => Date.now(),
      isHeard: () => isHeard,
      publish: () => undefined,
      failed: () => undefined,
    }).open();
    /** Whether it is read for parts too, after a change. */
    const isKept = async (): Promise<boolean> => {
      one.markDirty();
      await jest.advanceTimersByTimeAsync(1_000);
      one.invalidate();
      await jest.advanceTimersByTimeAsync(2_000);
      return isBySite.at(-1)!;
    };
    const opened = one.part(['site']);
    await jest.advanceTimersByTimeAsync(1_500);
    await opened;
    expect(await isKept()).toBe(true);
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    expect(await isKept()).toBe(true);
    isHeard = false;
    await one.part(['site']);
    expect(await isKept()).toBe(true);
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    expect(await isKept()).toBe(false);
    one.close();
  });

  it('is counted anew if it came back while the board was read without it', async () => {
    let read: (() => void) | null = null;
    let isSlow = false;
    const isBySite: boolean[] = [];
    const one = await new Board('conference', 1, {
      tree: () => Promise.resolve(EMPTY),
      sitesNow: () => Promise.resolve(new Map()),
      isIdle: () => true,
      load: async (bySite) => {
        isBySite.push(bySite);
        if (isSlow) await new Promise<void>((resolve) => (read = resolve));
        return { ...EMPTY, picture: { ...EMPTY.picture, ...(bySite ? { siteArrivals: new Map() } : {}) } };
      },
      statusOf: () => ({ presence: { state: 'waiting' }, signal: null, help: null }) as never,
      followers: () => 0,
      partSeq: () => 2,
      now: () => Date.now(),
      isHeard: () => false,
      publish: () => undefined,
      failed: () => undefined,
    }).open();
    const opened = one.part(['site']);
    await jest.advanceTimersByTimeAsync(1_500);
    await opened;
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    one.markDirty();
    await jest.advanceTimersByTimeAsync(1_000);
    isSlow = true;
    one.invalidate();
    await jest.advanceTimersByTimeAsync(1_500);
    await one.part(['site']);
    isSlow = false;
    read!();
    await jest.advanceTimersByTimeAsync(2_500);
    expect(isBySite).toEqual([false, true, false, true]);
    one.close();
  });
});
