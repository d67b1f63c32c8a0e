import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DomainEvent, EventBus } from '../events/event-bus.js';
import { type Cache, Caches, staleAfter, staleConference } from './cache.js';

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
  cache = new Caches(bus).create([
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
});
