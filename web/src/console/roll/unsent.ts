import { createContext } from 'svelte';
import type { Id } from '#contract/wire.js';
import type { MadeRow, RefusedRow } from '../store/rows.js';
import { adoptEntries, retryRefused } from '../sync/refused-store.js';
import type { SyncStatus } from '../sync/sync-status.svelte.js';
import { Topic } from '../topic.js';
import type { LocalData } from './local-data.svelte.js';

/** Entries of this browser that the service has not recorded, and what a person can do about them. */
export class Unsent {
  /** Entries were put back into the outbox. */
  readonly requeued = new Topic();
  private readonly data: LocalData;
  private readonly status: SyncStatus;

  constructor(data: LocalData, status: SyncStatus) {
    this.data = data;
    this.status = status;
  }

  /** Entries that wait for a receipt, those among them whose transaction is under way. */
  get count(): number {
    return this.data.waiting.length + this.data.saving.length;
  }
  get refused(): RefusedRow[] {
    return this.data.snapshot.refused;
  }
  /** Entries that the service refused without a receipt: they are sent later, one at a time. */
  get deferred(): MadeRow[] {
    return this.data.waiting.filter(({ id }) => this.status.state.deferred.has(id));
  }
  /** Entries of earlier pairings of this site. */
  get ofThisSite(): MadeRow[] {
    return this.data.aside.filter((row) => row.siteId === this.data.pairing.siteId);
  }
  get ofOtherSites(): MadeRow[] {
    return this.data.aside.filter((row) => row.siteId !== this.data.pairing.siteId);
  }

  /** Why the service refused a deferred entry. */
  deferredCode(id: Id): string {
    return this.status.state.deferred.get(id)?.code ?? '';
  }
  /** Sends a refused entry once more. `amendment`: why it is changed after the site has confirmed. */
  async retry(id: Id, amendment: string | undefined): Promise<void> {
    await retryRefused(this.data.store, id, amendment);
    await this.sendNow();
  }
  /** Sends the entries of earlier pairings of this site under the pairing of now. */
  async adopt(): Promise<void> {
    const { store, pairing } = this.data;
    await adoptEntries(store, pairing, pairing.deviceId);
    await this.sendNow();
  }

  private async sendNow(): Promise<void> {
    await this.data.reload();
    this.requeued.publish();
  }
}

export const [useUnsent, provideUnsent] = createContext<Unsent>();
