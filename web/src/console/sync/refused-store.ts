import type { Id } from '#contract/wire.js';
import { memberOf } from '../outbox/outbox-store.js';
import { NOTHING_MADE, type Tally } from '../store/rows.js';
import { type Store, writing } from '../store/store.js';

/**
 * Puts a refused entry back into the outbox under the same id, so that it never counts twice.
 * @param amendment why it is changed after the site has confirmed
 */
export async function retryRefused(store: Store, id: Id, amendment?: string): Promise<void> {
  const tx = writing(store, ['meta', 'outbox', 'refused', 'members']);
  const row = await tx.objectStore('refused').index('byId').get(id);
  if (row) {
    const { code: _code, message: _message, refusedAt: _refusedAt, ...was } = row;
    const made = amendment === undefined ? was : { ...was, entry: { ...was.entry, amendment } };
    const tally = ((await tx.objectStore('meta').get('tally')) as Tally | undefined) ?? NOTHING_MADE;
    const member = memberOf(made);
    await Promise.all([
      tx.objectStore('refused').delete(row.deviceSeq),
      tx.objectStore('outbox').put(made),
      tx.objectStore('meta').put({ ...tally, refused: tally.refused - 1 }, 'tally'),
      ...(member ? [tx.objectStore('members').put(member)] : []),
    ]);
  }
  await tx.done;
}

/** Moves entries of earlier pairings of the same site to this one. A person has decided it. */
export async function adoptEntries(store: Store, from: { siteId: Id }, deviceId: Id): Promise<void> {
  const tx = writing(store, ['outbox']);
  for (const row of await tx.objectStore('outbox').getAll()) {
    if (row.deviceId !== deviceId && row.siteId === from.siteId)
      await tx.objectStore('outbox').put({ ...row, deviceId });
  }
  await tx.done;
}
