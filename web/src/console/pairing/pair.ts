import type { PairReply } from '#contract/auth.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { fetchApi } from '../../shared/fetch-api.js';
import type { Pairing } from '../store/rows.js';
import { type Store, writing } from '../store/store.js';

const REFUSALS = ['auth.code-invalid', 'contract.too-old', 'rate.limited'] as const;
export type PairFault = (typeof REFUSALS)[number] | 'storage.full' | 'network' | 'other';

/**
 * A pairing that the service has made and this device had no room to save. The code works once, so it is
 * remembered until there is room.
 */
let unsaved: { code: string; pairing: Pairing } | null = null;

/**
 * Makes this browser a console. Sends no credentials: the answer's cookie would sign out an organizer in the
 * same browser.
 */
export async function pair(store: Store, code: string, deviceName: string): Promise<Pairing | PairFault> {
  const outcome = unsaved?.code === code ? unsaved.pairing : await ask(code, deviceName);
  if (typeof outcome === 'string') return outcome;
  unsaved = { code, pairing: outcome };
  try {
    await savePairing(store, outcome);
  } catch {
    return 'storage.full';
  }
  unsaved = null;
  return outcome;
}

async function ask(code: string, deviceName: string): Promise<Pairing | PairFault> {
  let response: Response;
  try {
    response = await fetchApi(pathTo(ROUTES.pair), {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, deviceName }),
    });
  } catch {
    return 'network';
  }
  const reply = (await response.json().catch(() => null)) as (PairReply & { code?: string }) | null;
  if (response.status !== 201 || !reply?.token)
    return REFUSALS.find((code) => code === reply?.code) ?? 'other';
  const { token, deviceId, site, conference } = reply;
  return {
    token,
    deviceId,
    deviceName,
    siteId: site.id,
    siteName: site.name,
    conferenceId: conference.id,
    pairedAt: new Date().toISOString(),
  };
}

/** Saves the pairing and removes the roster of an earlier one; unsent entries stay. */
async function savePairing(store: Store, pairing: Pairing): Promise<void> {
  const tx = writing(store, ['meta', 'members', 'states', 'checkpoints', 'received']);
  const values = tx.objectStore('meta');
  await Promise.all([
    ...(['members', 'states', 'checkpoints', 'received'] as const).map((name) =>
      tx.objectStore(name).clear(),
    ),
    ...(['roster', 'schedule', 'ended'] as const).map((key) => values.delete(key)),
    values.put(pairing, 'pairing'),
  ]);
  await tx.done;
}
