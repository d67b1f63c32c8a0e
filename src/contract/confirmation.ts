import type { EntryKind } from './attendance.js';
import type { Id, Instant } from './wire.js';

/** What of a ledger entry places it in time among those of other devices. */
export interface Dated {
  id: Id;
  recordedAt: Instant;
  deviceId: Id | null;
  deviceSeq: number | null;
  clockOffset: number | null;
}
/** What of a ledger entry decides whether a site has confirmed a checkpoint. Entries about people may be among them; they say nothing here. */
export interface ConfirmationFact extends Dated {
  kind: EntryKind;
  siteId: Id;
  undoes: Id | null;
  headcount: number | null;
  note: string | null;
  reason: string | null;
}

/** What a site has said of one checkpoint as a whole. `confirmed`: a person's entry there is from now on an amendment. */
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
  /** While open again: why the organizers reopened it. */
  reason: string | null;
}

export const NEVER_CONFIRMED: Confirmation = Object.freeze({ state: 'open', entryId: null, headcount: null, note: null, confirmedAt: null, reason: null });

/**
 * Whether one site has confirmed one checkpoint: a function of the set of its entries there, the same for every order and
 * repetition of delivery. An `undo` takes back the `confirm` that it names, if that was made at the same site; nothing takes back
 * a `reopen`. Of the others the latest decides: within a device the one with the highest `deviceSeq`, then see `trueTime`, then the greater id.
 */
export function confirmation(facts: Iterable<ConfirmationFact>): Confirmation {
  const last = latest(living(facts));
  if (last === null) return NEVER_CONFIRMED;
  const { id: entryId, headcount, note, recordedAt, reason } = last;
  if (last.kind === 'reopen') return { ...NEVER_CONFIRMED, entryId, reason };
  return { state: 'confirmed', entryId, headcount, note, confirmedAt: recordedAt, reason: null };
}

/** True when the entry was made before that confirmation, so that it was under way: by the device's own count if both are of one device. */
export function precedes(entry: Dated, confirm: Dated): boolean {
  if (isCounted(entry) && isCounted(confirm) && entry.deviceId === confirm.deviceId) return entry.deviceSeq! < confirm.deviceSeq!;
  return trueTime(entry) < trueTime(confirm);
}

/** In ms since 1970, what the device's clock said, put right by how far it was off. A clock that is a day fast must not outvote everybody for a day. */
export const trueTime = ({ recordedAt, clockOffset }: Dated): number => Date.parse(recordedAt) - (clockOffset ?? 0);

const isCounted = ({ deviceId, deviceSeq }: Dated): boolean => deviceId !== null && deviceSeq !== null;

function living(facts: Iterable<ConfirmationFact>): ConfirmationFact[] {
  const byId = new Map<Id, ConfirmationFact>();
  for (const fact of facts) byId.set(fact.id, fact);
  const undone = new Set<Id>();
  for (const { kind, undoes, siteId } of byId.values()) if (kind === 'undo' && undoes !== null && byId.get(undoes)?.siteId === siteId) undone.add(undoes);
  return [...byId.values()].filter(({ kind, id }) => kind === 'reopen' || (kind === 'confirm' && !undone.has(id)));
}

function latest(facts: readonly ConfirmationFact[]): ConfirmationFact | null {
  const voices = new Map<Id | null, ConfirmationFact>();
  for (const fact of facts) {
    const voice = isCounted(fact) ? fact.deviceId : null;
    const held = voices.get(voice);
    if (!held || (voice !== null && fact.deviceSeq !== held.deviceSeq ? fact.deviceSeq! > held.deviceSeq! : isLater(fact, held))) voices.set(voice, fact);
  }
  let last: ConfirmationFact | null = null;
  for (const fact of voices.values()) if (last === null || isLater(fact, last)) last = fact;
  return last;
}

function isLater(a: Dated, b: Dated): boolean {
  const by = trueTime(a) - trueTime(b);
  return by === 0 ? a.id > b.id : by > 0;
}
