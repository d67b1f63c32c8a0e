import { isRosterExpired } from './roster-expiry.rules.js';
import { meta, type Store, writing } from './store.js';

/** Takes an expired roster off the device; the pairing, and what was made here, stay. Answers whether it did. */
export async function forgetExpiredRoster(store: Store, now: number): Promise<boolean> {
  const head = await meta(store, 'roster');
  if (!head || !isRosterExpired(head, now + ((await meta(store, 'offset')) ?? 0))) return false;
  const tx = writing(store, ['meta', 'members', 'states', 'checkpoints', 'received']);
  await Promise.all([
    ...(['members', 'states', 'checkpoints', 'received'] as const).map((name) => tx.objectStore(name).clear()),
    ...(['roster', 'schedule'] as const).map((key) => tx.objectStore('meta').delete(key)),
  ]);
  await tx.done;
  return true;
}
