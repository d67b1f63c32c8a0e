import { isRosterExpired } from './roster-expiry.rules.js';
import { meta, type Store, writing, type Writing } from './store.js';

const CLEARED_STORES = [
  'meta',
  'members',
  'states',
  'checkpoints',
  'confirmations',
  'received',
  'outbox',
  'refused',
] as const;
export type Forgetting = Writing<[...typeof CLEARED_STORES]>;
export const forgetting = (store: Store): Forgetting => writing(store, [...CLEARED_STORES]);

/** Removes other people's names from the device. The pairing and entries without a receipt stay. */
export async function forgetRoster(tx: Forgetting): Promise<void> {
  await Promise.all([
    ...(['members', 'states', 'checkpoints', 'confirmations', 'received'] as const).map((name) =>
      tx.objectStore(name).clear(),
    ),
    ...(['roster', 'schedule', 'speaking'] as const).map((key) => tx.objectStore('meta').delete(key)),
  ]);
  for (const { fullName, guest, ...row } of await tx.objectStore('outbox').getAll())
    if (fullName ?? guest) await tx.objectStore('outbox').put(row);
  for (const { fullName, guest, ...row } of await tx.objectStore('refused').getAll())
    if (fullName ?? guest) await tx.objectStore('refused').put(row);
}

/** Forgets a roster that is too old. Answers whether it did. */
export async function forgetExpiredRoster(store: Store, now: number): Promise<boolean> {
  const head = await meta(store, 'roster');
  if (!head || !isRosterExpired(head, now + ((await meta(store, 'offset')) ?? 0))) return false;
  const tx = forgetting(store);
  await forgetRoster(tx);
  await tx.done;
  return true;
}
