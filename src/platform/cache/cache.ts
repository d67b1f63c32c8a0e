import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/unit-of-work.js';
import { type DomainEvent, EventBus, type EventClass } from '../events/event-bus.js';
import { Recent } from './recent.js';

/** Which values are stale: of one key, of several, or `null` for all. */
type Stale = string | readonly string[] | null;

/** An event after which cached values are stale, and which ones. */
export interface Invalidation {
  event: EventClass<DomainEvent>;
  keysOf: (event: never) => Stale;
}

/** Makes the values of `keysOf(event)` stale after the event; all values where `keysOf` is absent. */
export const staleAfter = <T extends DomainEvent>(
  event: EventClass<T>,
  keysOf: (event: T) => Stale = () => null,
): Invalidation => ({ event, keysOf });

/** The common case: the event names the conference, which is the key. */
export const staleConference = <T extends DomainEvent & { conferenceId: string }>(
  event: EventClass<T>,
): Invalidation => staleAfter(event, ({ conferenceId }) => conferenceId);

export interface CacheOptions<V> {
  /** Of the most recent values at least so many are cached, and at most twice as many. */
  limit?: number;
  /** The name by which events know a value, if that is not its key. */
  nameOf?: (value: V) => string;
  /** Whether a value still holds; for values that time makes stale. */
  isCurrent?: (value: V) => boolean;
}

/** A value, or one that is being loaded. */
type Slot<V> = { promise: Promise<V> } & ({ isLoaded: false } | { isLoaded: true; value: V });
type Reading = Pick<Transaction, 'dialect' | 'hasWritten'>;

/**
 * Holds values by key, each loaded once and cached until it is stale. Readers that ask during a load share
 * it. The result of a load that spans a change goes to its waiting readers and is not cached.
 */
export class Cache<V> {
  private readonly slots: Recent<Slot<V>>;
  private readonly nameOf: ((value: V) => string) | undefined;
  private readonly isCurrent: (value: V) => boolean;
  /** Counts the invalidations, for loads that have no slot. */
  private changes = 0;

  constructor({ limit = Infinity, nameOf, isCurrent = () => true }: CacheOptions<V> = {}) {
    this.slots = new Recent(limit);
    this.nameOf = nameOf;
    this.isCurrent = isCurrent;
  }

  /** The value, if it is loaded and current. */
  peek(key: string): V | undefined {
    const slot = this.slots.get(key);
    return slot?.isLoaded && this.isCurrent(slot.value) ? slot.value : undefined;
  }

  /**
   * Puts a cached value right where loading it anew would cost much. `change` gets the value and answers the
   * next one; readers that ask meanwhile wait for it. Does nothing if there is none.
   */
  renew(key: string, change: (value: V) => Promise<V>): void {
    const cached = this.slots.get(key);
    if (!cached) return;
    this.changes += 1;
    this.slots.delete(key);
    // A load that spans the change may have read either: it is put right, too.
    void this.get(key, () => cached.promise.then(change)).catch(() => undefined);
  }

  /** Does not cache `null` and `undefined`: strangers may ask for any number of things that do not exist. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const cached = this.slots.get(key);
    if (cached && (!cached.isLoaded || this.isCurrent(cached.value))) return cached.promise;
    const promise = load();
    const loading: Slot<V> = { promise, isLoaded: false };
    this.slots.set(key, loading);
    const store = (value: V | null): void => {
      if (this.slots.get(key) !== loading) return;
      if ((value ?? null) === null) this.slots.delete(key);
      else Object.assign(loading, { isLoaded: true, value });
    };
    promise.then(store, () => store(null));
    return promise;
  }

  /**
   * Returns the values of these keys, by which the transaction may judge; keys that `load` leaves out are
   * absent. A value read after the transaction's own write is not cached: a rollback would undo it. On
   * PostgreSQL no value is cached: another service may change it, and is not heard here.
   */
  async getMany(
    tx: Reading,
    keys: Iterable<string>,
    load: (missing: string[]) => Promise<Map<string, V>>,
  ): Promise<Map<string, V>> {
    if (tx.dialect === 'postgres') return load([...keys]);
    const values = new Map<string, V>();
    const missing: string[] = [];
    for (const key of keys) {
      const value = this.peek(key);
      if (value === undefined) missing.push(key);
      else values.set(key, value);
    }
    if (missing.length === 0) return values;
    const { changes } = this;
    const mayKeep = !tx.hasWritten;
    for (const [key, value] of await load(missing)) {
      values.set(key, value);
      if (mayKeep && changes === this.changes)
        this.slots.set(key, { promise: Promise.resolve(value), isLoaded: true, value });
    }
    return values;
  }

  invalidate(stale: Stale): void {
    this.changes += 1;
    if (stale === null) return this.slots.clear();
    const names = typeof stale === 'string' ? [stale] : stale;
    const { nameOf } = this;
    if (nameOf === undefined) return names.forEach((key) => this.slots.delete(key));
    const gone = new Set(names);
    // What is being loaded has no name yet.
    this.slots.deleteWhere((slot) => !slot.isLoaded || gone.has(nameOf(slot.value)));
  }
}

/**
 * Makes caches and invalidates their values. Once several services may share a database, only this class has
 * to learn of their changes.
 */
@Injectable()
export class Caches {
  private readonly byName = new Map<string, Pick<Cache<unknown>, 'invalidate'>>();

  constructor(private readonly bus: EventBus) {}

  /** @param name says of what, and is the same in every instance of the service */
  create<V>(name: string, invalidations: readonly Invalidation[], options?: CacheOptions<V>): Cache<V> {
    if (this.byName.has(name)) throw new Error(`there are two caches of ${name}`);
    const cache = new Cache<V>(options);
    this.byName.set(name, cache);
    for (const { event, keysOf } of invalidations)
      this.bus.on(event, (happened) => this.tell(name, keysOf(happened as never)));
    return cache;
  }

  /** Every change passes here, as a name and keys: the place to tell other instances, which know both. */
  private tell(name: string, stale: Stale): void {
    this.byName.get(name)!.invalidate(stale);
  }
}
