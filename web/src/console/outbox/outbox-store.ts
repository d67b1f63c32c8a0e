import type { RosterMember } from '#contract/roster.js';
import type { Id } from '#contract/wire.js';
import { type MadeRow, NOTHING_MADE, type Pairing, type Tally } from '../store/rows.js';
import { type Store, writing } from '../store/store.js';
import type { UnnumberedEntry } from './roll-action.rules.js';

/**
 * Saves the entries of one action with their numbers, and the people whom they add, in one strict
 * transaction. The roll is drawn from the roster and the outbox, so an entry and its mark cannot differ.
 * Rejects (quota, closed store) with nothing saved.
 */
export async function saveEntries(
  store: Store,
  pairing: Pairing,
  act: Id,
  entries: UnnumberedEntry[],
): Promise<MadeRow[]> {
  const tx = writing(store, ['meta', 'outbox', 'members']);
  const values = tx.objectStore('meta');
  let counter = ((await values.get('counter')) as number | undefined) ?? 0;
  const rows = entries.map((unnumbered) => rowOf(unnumbered, ++counter, act, pairing));
  const tally = ((await values.get('tally')) as Tally | undefined) ?? NOTHING_MADE;
  const writes: Promise<unknown>[] = [
    values.put(counter, 'counter'),
    values.put({ ...tally, made: tally.made + rows.length }, 'tally'),
    ...rows.map((row) => tx.objectStore('outbox').add(row)),
    ...rows.flatMap((row) => memberOf(row) ?? []).map((member) => tx.objectStore('members').put(member)),
  ];
  await Promise.all([...writes, tx.done]);
  return rows;
}

export function rowOf(
  unnumbered: UnnumberedEntry,
  deviceSeq: number,
  act: Id,
  { deviceId, siteId }: Pairing,
): MadeRow {
  return {
    deviceSeq,
    id: unnumbered.entry.id,
    entry: { ...unnumbered.entry, deviceSeq },
    participantId: unnumbered.participantId,
    act,
    deviceId,
    siteId,
    ...(unnumbered.guest ? { guest: unnumbered.guest } : {}),
    ...(unnumbered.codeHash ? { codeHash: unnumbered.codeHash } : {}),
  };
}

/**
 * Answers the roster line of a walk-in, or of a guest new to this device; it stands from the moment of the
 * entry. A person known by a code alone has the code for a name.
 */
export function memberOf({ entry, participantId, guest, codeHash }: MadeRow): RosterMember | null {
  if (guest)
    return {
      participantId,
      fullName: guest.fullName,
      unit: guest.unit,
      position: null,
      mode: 'in_person',
      origin: 'roster',
      codeHash: '',
      guest: true,
      removed: false,
    };
  if (codeHash && entry.code)
    return {
      participantId,
      fullName: entry.code,
      unit: null,
      position: null,
      mode: 'in_person',
      origin: 'roster',
      codeHash,
      guest: true,
      removed: false,
    };
  if (!entry.walkIn) return null;
  const { fullName, unit = null, position = null } = entry.walkIn;
  return {
    participantId,
    fullName,
    unit,
    position,
    mode: entry.mode ?? 'in_person',
    origin: 'walk_in',
    codeHash: '',
    guest: false,
    removed: false,
  };
}
