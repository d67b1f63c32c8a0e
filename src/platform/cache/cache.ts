import { Injectable } from '@nestjs/common';
import { type DomainEvent, EventBus, type EventClass } from '../events/event-bus.js';

/** An event after which cached values are stale, and which ones: the key, several, or `null` for all. */
export interface Invalidation {
  event: EventClass<DomainEvent>;
  keysOf: (event: never) => string | readonly string[] | null;
}

/** Makes the values of `keysOf(event)` stale after the event; all values where `keysOf` is absent. */
export const staleAfter = <T extends DomainEvent>(
  event: EventClass<T>,
  keysOf: (event: T) => string | readonly string[] | null = () => null,
): Invalidation => ({ event, keysOf });

/** The common case: the event names the conference, which is the key. */
export const staleConference = <T extends DomainEvent & { conferenceId: string }>(
  event: EventClass<T>,
): Invalidation => staleAfter(event, ({ conferenceId }) => conferenceId);

/**
 * Holds values by key, each loaded once and cached until it is stale. Readers that ask during a load share
 * it. The result of a load that spans a change goes to its waiting readers and is not cached.
 */
export class Cache<V> {
  private readonly values = new Map<string, Promise<V>>();

  /** Does not cache `null` and `undefined`: strangers may ask for any number of things that do not exist. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const cached = this.values.get(key);
    if (cached) return cached;
    const loading = load();
    this.values.set(key, loading);
    const drop = (): void => void (this.values.get(key) === loading && this.values.delete(key));
    loading.then((value) => (value ?? null) === null && drop(), drop);
    return loading;
  }

  invalidate(keys: string | readonly string[] | null): void {
    if (keys === null) this.values.clear();
    else for (const key of typeof keys === 'string' ? [keys] : keys) this.values.delete(key);
  }
}

/**
 * Makes caches and invalidates their values. Once several services may share a database, only this class has
 * to learn of their changes.
 */
@Injectable()
export class Caches {
  constructor(private readonly bus: EventBus) {}

  create<V>(invalidations: readonly Invalidation[]): Cache<V> {
    const cache = new Cache<V>();
    for (const { event, keysOf } of invalidations)
      this.bus.on(event, (happened) => cache.invalidate(keysOf(happened as never)));
    return cache;
  }
}
