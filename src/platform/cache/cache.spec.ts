import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DomainEvent, EventBus } from '../events/event-bus.js';
import { Cache, Caches, staleAfter, staleConference } from './cache.js';

class Renamed extends DomainEvent {
  constructor(readonly conferenceId: string) {
    super();
  }
}
class Removed extends DomainEvent {
  constructor(readonly ids: string[]) {
    super();
  }
}
class Restored extends DomainEvent {}

let bus: EventBus;
let cache: Cache<string | null>;
beforeEach(() => {
  bus = new EventBus();
  cache = new Caches(bus).create('things', [
    staleConference(Renamed),
    staleAfter(Removed, ({ ids }) => ids),
    staleAfter(Restored),
  ]);
});
const says = (value: string | null) => jest.fn(() => Promise.resolve(value));

describe('a cache', () => {
  it('loads a value once, for those who ask meanwhile as well', async () => {
    const load = says('a');
    const answers = await Promise.all([cache.get('k', load), cache.get('k', load)]);
    expect([answers, await cache.get('k', load)]).toEqual([['a', 'a'], 'a']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('forgets what an event names, and nothing else', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await cache.get(key, says(key));
    const keys = async (): Promise<(string | null)[]> =>
      Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key, says('new'))));
    bus.publish(new Renamed('a'));
    bus.publish(new Removed(['b', 'd']));
    expect(await keys()).toEqual(['new', 'new', 'c', 'new']);
    bus.publish(new Restored());
    expect(await cache.get('c', says('newer'))).toBe('newer');
  });

  it('answers a load that began before a change, and does not keep it', async () => {
    let finish!: (value: string) => void;
    const early = cache.get('k', () => new Promise((resolve) => (finish = resolve)));
    bus.publish(new Renamed('k'));
    const late = cache.get('k', says('after'));
    finish('before');
    expect([await early, await late, await cache.get('k', says('never'))]).toEqual([
      'before',
      'after',
      'after',
    ]);
  });

  it('keeps neither a failure nor what does not exist', async () => {
    await expect(cache.get('k', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.get('k', says(null))).toBeNull();
    expect(await cache.get('k', says('now'))).toBe('now');
  });

  it('peeks at what is loaded, and at nothing else', async () => {
    const loading = cache.get('k', says('a'));
    expect([cache.peek('k'), cache.peek('other')]).toEqual([undefined, undefined]);
    await loading;
    expect(cache.peek('k')).toBe('a');
  });

  it('has a name that no other cache has', () => {
    const caches = new Caches(bus);
    caches.create('sites', []);
    expect(() => caches.create('sites', [])).toThrow('there are two caches of sites');
  });
});

describe('a cache with options', () => {
  it('forgets the values that it has not been asked for longest, past its limit', async () => {
    const bounded = new Cache<string>({ limit: 2 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) await bounded.get(key, () => Promise.resolve(key));
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => bounded.peek(key))).toEqual([
      undefined,
      undefined,
      'c',
      'd',
      'e',
    ]);
  });

  it('loads a value anew that time has made stale', async () => {
    let now = 0;
    const timed = new Cache<{ until: number }>({ isCurrent: ({ until }) => now < until });
    const load = jest.fn(() => Promise.resolve({ until: now + 10 }));
    await timed.get('k', load);
    expect([timed.peek('k'), await timed.get('k', load)]).toEqual([{ until: 10 }, { until: 10 }]);
    now = 10;
    expect([timed.peek('k'), await timed.get('k', load)]).toEqual([undefined, { until: 20 }]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('forgets by the name of a value, and whatever has none yet', async () => {
    const named = new Cache<string>({ nameOf: (value) => value.toUpperCase() });
    await named.get('1', () => Promise.resolve('a'));
    await named.get('2', () => Promise.resolve('b'));
    const loading = named.get('3', () => Promise.resolve('c'));
    named.invalidate(['A']);
    expect(await loading).toBe('c');
    expect(['1', '2', '3'].map((key) => named.peek(key))).toEqual([undefined, 'b', undefined]);
  });
});

describe('a cache that transactions judge by', () => {
  const of = (dialect: 'sqlite' | 'postgres', hasWritten = false) => ({ dialect, hasWritten });
  const loads = jest.fn((keys: string[]) => Promise.resolve(new Map(keys.map((key) => [key, `${key}!`]))));
  beforeEach(() => void loads.mockClear());

  it('loads those that are missing, all at once', async () => {
    await cache.getMany(of('sqlite'), ['a'], loads);
    expect(await cache.getMany(of('sqlite'), ['a', 'b', 'c'], loads)).toEqual(
      new Map([
        ['a', 'a!'],
        ['b', 'b!'],
        ['c', 'c!'],
      ]),
    );
    expect(loads.mock.calls).toEqual([[['a']], [['b', 'c']]]);
  });

  it('keeps that there is none, if the loader says so, and not what it leaves out', async () => {
    const load = jest.fn(() => Promise.resolve(new Map([['none', null]])));
    await cache.getMany(of('sqlite'), ['none', 'unknown'], load);
    await cache.getMany(of('sqlite'), ['none', 'unknown'], load);
    expect(load.mock.calls).toEqual([[['none', 'unknown']], [['unknown']]]);
  });

  it('does not keep what a transaction has read after its own write', async () => {
    await cache.getMany(of('sqlite', true), ['a'], loads);
    expect(cache.peek('a')).toBeUndefined();
  });

  it('does not keep a load that began before a change', async () => {
    await cache.getMany(of('sqlite'), ['a'], (keys) => {
      bus.publish(new Restored());
      return loads(keys);
    });
    expect(cache.peek('a')).toBeUndefined();
  });

  it('keeps nothing on PostgreSQL, where another service may write', async () => {
    await cache.getMany(of('postgres'), ['a'], loads);
    expect([cache.peek('a'), loads.mock.calls.length]).toEqual([undefined, 1]);
  });
});
