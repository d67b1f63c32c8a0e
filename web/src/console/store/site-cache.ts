import type { Id } from '#contract/wire.js';
import type { Pairing } from './rows.js';
import { type Meta, meta, type Store, writing } from './store.js';

type Key = 'announcements' | 'help' | 'readiness' | 'speaking';

/** What this device caches of its site under one key of the store, until the pairing ends. */
export class SiteCache<Of extends Key> {
  constructor(
    private readonly store: Store,
    private readonly pairing: Pairing,
    private readonly key: Of,
    /** Answers what is cached if it is of this site, else an empty value. */
    private readonly ofSite: (cached: Meta[Of] | null | undefined, siteId: Id) => Meta[Of],
    private readonly changed: (now: Meta[Of]) => void,
  ) {}

  async read(): Promise<Meta[Of]> {
    return this.ofSite(await meta(this.store, this.key), this.pairing.siteId);
  }
  /**
   * Changes it in one strict transaction. Answers whether anything changed; after the pairing has ended,
   * nothing does: what comes late must not be stored again.
   * @throws DOMException if the device is full
   */
  async update(change: (cached: Meta[Of]) => Meta[Of]): Promise<boolean> {
    const tx = writing(this.store, ['meta']);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as Pairing | undefined;
    const before = this.ofSite((await values.get(this.key)) as Meta[Of] | undefined, this.pairing.siteId);
    const after = change(before);
    const isChanged = after !== before && pairing?.deviceId === this.pairing.deviceId;
    if (isChanged) await values.put(after, this.key);
    await tx.done;
    if (isChanged) this.changed(after);
    return isChanged;
  }
}
