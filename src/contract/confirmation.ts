import type { EntryKind } from './attendance.js';
import { byLatest, type Dated, happenedAt, isCounted, trueTime } from './true-time.js';
import type { Id, Instant } from './wire.js';

/**
 * The fields of an entry that decide if a site has confirmed a checkpoint. Entries about people may be among
 * them and are ignored.
 */
export interface ConfirmationFact extends Dated {
  kind: EntryKind;
  siteId: Id;
  undoes: Id | null;
  headcount: number | null;
  note: string | null;
  reason: string | null;
}

/**
 * A site's confirmation of one checkpoint. `confirmed`: later entries about people
 * there are amendments.
 */
export interface Confirmation {
  state: 'open' | 'confirmed';
  /** The deciding entry: a confirm, or the reopen that came after it; null when there is none. */
  entryId: Id | null;
  /** While confirmed: people counted in the room. */
  headcount: number | null;
  /** While confirmed: why heads and names differ, if anybody has said so. */
  note: string | null;
  /** While confirmed: when, by the device's clock. */
  confirmedAt: Instant | null;
  /** While confirmed: when, by the device's clock put right and never after the arrival. */
  happenedAt: Instant | null;
  /** While open again: why the organizers reopened it. */
  reason: string | null;
}

export const NEVER_CONFIRMED: Confirmation = Object.freeze({
  state: 'open',
  entryId: null,
  headcount: null,
  note: null,
  confirmedAt: null,
  happenedAt: null,
  reason: null,
});

/**
 * Whether one site has confirmed one checkpoint: a function of the set of its entries there, the same for
 * every order and repetition of delivery. An `undo` takes back the `confirm` that it names, if that was made
 * at the same site; nothing takes back a `reopen`. Of the others the latest decides: within a device the one
 * with the highest `deviceSeq`, then the one that `byLatest` says.
 */
export function confirmation(facts: Iterable<ConfirmationFact>): Confirmation {
  const last = latest(living(facts));
  if (last === null) return NEVER_CONFIRMED;
  const { id: entryId, headcount, note, recordedAt, reason } = last;
  if (last.kind === 'reopen') return { ...NEVER_CONFIRMED, entryId, reason };
  return {
    state: 'confirmed',
    entryId,
    headcount,
    note,
    confirmedAt: recordedAt,
    happenedAt: happenedAt(last),
    reason: null,
  };
}

/**
 * True when the entry was made before that confirmation, so that it was under way: by the device's own
 * count if both are of one device.
 */
export function precedes(entry: Dated, confirm: Dated): boolean {
  if (isCounted(entry) && isCounted(confirm) && entry.deviceId === confirm.deviceId)
    return entry.deviceSeq! < confirm.deviceSeq!;
  return trueTime(entry) < trueTime(confirm);
}

function living(facts: Iterable<ConfirmationFact>): ConfirmationFact[] {
  const byId = new Map<Id, ConfirmationFact>();
  for (const fact of facts) byId.set(fact.id, fact);
  const undone = new Set<Id>();
  for (const { kind, undoes, siteId } of byId.values())
    if (kind === 'undo' && undoes !== null && byId.get(undoes)?.siteId === siteId) undone.add(undoes);
  return [...byId.values()].filter(
    ({ kind, id }) => kind === 'reopen' || (kind === 'confirm' && !undone.has(id)),
  );
}

function latest(facts: readonly ConfirmationFact[]): ConfirmationFact | null {
  const voices = new Map<Id | null, ConfirmationFact>();
  for (const fact of facts) {
    const voice = isCounted(fact) ? fact.deviceId : null;
    const last = voices.get(voice);
    if (
      !last ||
      (voice !== null && fact.deviceSeq !== last.deviceSeq
        ? fact.deviceSeq! > last.deviceSeq!
        : isLater(fact, last))
    )
      voices.set(voice, fact);
  }
  let last: ConfirmationFact | null = null;
  for (const fact of voices.values()) if (last === null || isLater(fact, last)) last = fact;
  return last;
}

const isLater = (a: Dated, b: Dated): boolean => byLatest(a, b) < 0;
