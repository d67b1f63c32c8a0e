import type { AttendanceState, EntryKind, Mode } from './attendance.js';
import { byLatest, type Dated, happenedAt, isCounted } from './true-time.js';
import type { Id, Instant } from './wire.js';

/** The fields of an entry that decide a person's state. */
export interface Fact extends Dated {
  kind: EntryKind;
  siteId: Id;
  mode: Mode | null;
  reason: string | null;
  substituteFor: Id | null;
  undoes: Id | null;
}

/** Why this entry decides, for the report's explanation. */
export type Because =
  | 'no-entry'
  /** One site has spoken. */
  | 'only-word'
  /** Several sites have; somebody who saw the person outranks somebody who did not. */
  | 'seen-over-not-seen'
  /** Present at two places: the room outranks the screen. */
  | 'room-over-screen'
  /** Equal evidence: the later one. */
  | 'latest-word';

export interface Standing {
  state: AttendanceState;
  /** The site at which the person counts; null when unmarked (then: the site of the roster). */
  siteId: Id | null;
  /** Other sites with a living word about the person. */
  alsoAt: Id[];
  because: Because;
  /** The deciding entry and what it carries; null when unmarked. */
  entryId: Id | null;
  reason: string | null;
  substituteFor: Id | null;
  /** The time of the device's clock. */
  recordedAt: Instant | null;
  /** When it happened: `recordedAt` put right by the known offset, and never after the arrival. */
  happenedAt: Instant | null;
}

export const UNMARKED: Standing = Object.freeze({
  state: 'unmarked',
  siteId: null,
  alsoAt: [],
  because: 'no-entry',
  entryId: null,
  reason: null,
  substituteFor: null,
  recordedAt: null,
  happenedAt: null,
});

/**
 * Where one person stands at one checkpoint: a function of the set of entries about them, the same for every
 * order and repetition of delivery. In four steps:
 * 1. An `undo` takes back the entry that it names, if that was made at the same site. An
 * undo cannot be undone: record anew.
 * 2. A device's word is its entry with the highest `deviceSeq` (a clock may jump, a
 * count does not). Entries without a
 *    count are one voice, and its latest speaks. A site's word is the latest of its voices.
 * 3. Between sites: `present` outranks `left`, which outranks `absent`; in person outranks online.
 * 4. What is still equal: the latest. The latest is what `byLatest` says: device clocks put right by their
 * known offset and capped at the arrival, never raw.
 */
export function standing(facts: Iterable<Fact>): Standing {
  const alive = living(facts);
  // Nearly everybody is spoken of once.
  const words = alive.length < 2 ? alive : [...wordsBySite(alive).values()];
  if (words.length === 0) return UNMARKED;
  if (words.length > 1) words.sort((a, b) => rank(b) - rank(a) || byLatest(a, b));
  const [first, second] = words as [Fact, ...Fact[]];
  return {
    state: stateOf(first),
    siteId: first.siteId,
    alsoAt: words
      .slice(1)
      .map((w) => w.siteId)
      .sort(),
    because: why(first, second),
    entryId: first.id,
    reason: first.reason,
    substituteFor: first.substituteFor,
    recordedAt: first.recordedAt,
    happenedAt: happenedAt(first),
  };
}

function living(facts: Iterable<Fact>): Fact[] {
  if (Array.isArray(facts) && facts.length === 1) return (facts as Fact[]).filter(isWord);
  const byId = new Map<Id, Fact>();
  for (const fact of facts) byId.set(fact.id, fact);
  const undone = new Set<Id>();
  for (const fact of byId.values()) {
    if (fact.kind !== 'undo' || fact.undoes === null) continue;
    if (byId.get(fact.undoes)?.siteId === fact.siteId) undone.add(fact.undoes);
  }
  return [...byId.values()].filter((fact) => isWord(fact) && !undone.has(fact.id));
}

/** A confirmation says nothing of a person. */
const isWord = ({ kind }: Fact): boolean => kind !== 'undo' && kind !== 'confirm' && kind !== 'reopen';

function wordsBySite(facts: Fact[]): Map<Id, Fact> {
  const voices = new Map<string, Fact>();
  for (const fact of facts) {
    const counted = isCounted(fact);
    const voice = `${fact.siteId} ${counted ? fact.deviceId : ''}`;
    const last = voices.get(voice);
    const isLast =
      !last ||
      (counted && fact.deviceSeq !== last.deviceSeq
        ? fact.deviceSeq! > last.deviceSeq!
        : byLatest(fact, last) < 0);
    if (isLast) voices.set(voice, fact);
  }
  const words = new Map<Id, Fact>();
  for (const voice of voices.values()) {
    const last = words.get(voice.siteId);
    if (!last || byLatest(voice, last) < 0) words.set(voice.siteId, voice);
  }
  return words;
}

function rank(fact: Fact): number {
  if (fact.kind === 'absent') return 0;
  if (fact.kind === 'left') return 1;
  return fact.mode === 'online' ? 2 : 3;
}

function stateOf(fact: Fact): AttendanceState {
  if (fact.kind === 'absent' || fact.kind === 'left') return fact.kind;
  return fact.mode === 'online' ? 'online' : 'in_person';
}

function why(first: Fact, second: Fact | undefined): Because {
  if (!second) return 'only-word';
  if (rank(first) === rank(second)) return 'latest-word';
  return rank(second) === 2 ? 'room-over-screen' : 'seen-over-not-seen';
}
