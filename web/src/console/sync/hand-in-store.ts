import type { Receipt } from '#contract/attendance.js';
import { type Ended, type MadeRow, NOTHING_MADE, type Revoked, type Tally } from '../store/rows.js';
import { meta, type Store, writing } from '../store/store.js';
import type { HandInStore } from './hand-in.js';

/** The browser's store, for one revoked pairing. */
export class BrowserHandInStore implements HandInStore {
  constructor(
    private readonly store: Store,
    private readonly revoked: Revoked,
  ) {}

  async waiting(): Promise<MadeRow[]> {
    return (await this.store.getAll('outbox')).filter((row) => row.deviceId === this.revoked.deviceId);
  }

  async removeAcknowledged(receipts: Pick<Receipt, 'id' | 'outcome'>[]): Promise<void> {
    const tx = writing(this.store, ['meta', 'outbox']);
    const values = tx.objectStore('meta');
    const tally = { ...(((await values.get('tally')) as Tally | undefined) ?? NOTHING_MADE) };
    const ended = (await values.get('ended')) as Ended | undefined;
    let handedIn = ended?.handedIn ?? 0;
    for (const { id, outcome } of receipts) {
      const row = await tx.objectStore('outbox').index('byId').get(id);
      // Another tab may have applied the same receipt already, or the entry goes out under a new pairing.
      if (row?.deviceId !== this.revoked.deviceId) continue;
      await tx.objectStore('outbox').delete(row.deviceSeq);
      tally[outcome === 'duplicate' ? 'duplicate' : 'received'] += 1;
      if (outcome !== 'duplicate') handedIn += 1;
    }
    await values.put(tally, 'tally');
    if (ended) await values.put({ ...ended, handedIn }, 'ended');
    await tx.done;
  }
}

/**
 * Answers the pairings whose entries are still to be handed in. Pairings with nothing left are deleted with
 * their tokens.
 */
export async function pairingsToHandIn(store: Store): Promise<Revoked[]> {
  const all = (await meta(store, 'revoked')) ?? [];
  const made = new Set((await store.getAll('outbox')).map(({ deviceId }) => deviceId));
  const left = all.filter(({ deviceId }) => made.has(deviceId));
  if (left.length < all.length) await store.put('meta', left, 'revoked');
  return left;
}
