import { LATE_ARRIVAL, type Mode } from '../../contract/attendance.js';
import type { Checkpoint } from '../../contract/conference.js';
import { type ConfirmationFact, precedes } from '../../contract/confirmation.js';
import { normalizedCode } from '../../contract/personal-code.js';
import type { ProblemCode } from '../../contract/problem.js';
import { mayConsoleSay } from '../../contract/site-scope.js';
import type { Fact } from '../../contract/standing.js';
import { isClockAhead } from '../../contract/true-time.js';
import type { Id, Instant } from '../../contract/wire.js';
import type { ParsedEntry, FormedEntry } from './entry-form.rules.js';
import type { SiteLimits } from './site-limits.rules.js';

/** The sender of entries, and the site where they were made. */
export interface SubmissionContext {
  conferenceId: Id;
  siteId: Id;
  deviceId: Id | null;
  actor: { kind: 'organizer' | 'coordinator'; id: Id };
  /** The checkpoints of the conference, by id. */
  checkpoints: ReadonlyMap<Id, Checkpoint>;
}
/** A participant, as far as the roll is concerned. */
export interface Person {
  id: Id;
  conferenceId: Id;
  siteId: Id;
  mode: Mode;
  isWalkIn: boolean;
  /** The person with whom this walk-in is merged: entries about the walk-in count for them. */
  joinedTo: Id | null;
  isRemoved: boolean;
}
/** The person for whom entries about this one count. */
export const whoCounts = ({ id, joinedTo }: Pick<Person, 'id' | 'joinedTo'>): Id => joinedTo ?? id;
/** A row of the ledger: what decides, and what tells a repetition. */
export interface StoredEntry extends Fact, ConfirmationFact {
  /** The ledger's order. */
  seq: number;
  receivedAt: Instant;
  checkpointId: Id;
  participantId: Id | null;
  fingerprint: string;
}
/** A row to be. */
export interface NewEntry extends StoredEntry {
  deliverySeq: number;
  method: FormedEntry['method'];
  offline: number;
  amendment: string | null;
}
/** The state against which a batch is judged. Each accepted entry extends it. */
export interface Known {
  entries: Map<Id, StoredEntry>;
  people: Map<Id, Person>;
  /** By `codeName`. */
  byCode: ReadonlyMap<string, Person>;
  /** The confirmation in force at a checkpoint and site. */
  confirmedBy(checkpointId: Id, siteId: Id): StoredEntry | null;
  limits: SiteLimits;
}
/**
 * `now`: whether something is open or may be recorded at all. `receivedAt`: when the entry came first, which
 * an organizer's decision does not change.
 */
export interface Times {
  now: Instant;
  receivedAt: Instant;
}
/** True of an entry that speaks of a site's whole roll and not of a person. */
export const isOfRoll = ({ kind }: Pick<StoredEntry, 'kind'>): boolean =>
  kind === 'confirm' || kind === 'reopen';
export const codeName = (conferenceId: Id, code: string): string => `${conferenceId}:${normalizedCode(code)}`;

export type Decision =
  | { outcome: 'accepted'; row: NewEntry; walkIn: FormedEntry['walkIn'] }
  | { outcome: 'duplicate'; of: StoredEntry }
  | { outcome: 'refused'; code: ProblemCode; message?: string };

const refused = (code: ProblemCode, message?: string): Decision => ({ outcome: 'refused', code, message });

/** Judges one entry. The caller puts what was accepted into `known` before it asks about the next. */
export function decide(
  parsed: ParsedEntry,
  context: SubmissionContext,
  known: Known,
  times: Times,
): Decision {
  if ('fault' in parsed) return refused('entry.invalid', parsed.fault);
  const { entry, fingerprint } = parsed;
  const stored = known.entries.get(entry.id);
  if (stored)
    return isSame(stored, fingerprint, context)
      ? { outcome: 'duplicate', of: stored }
      : refused('entry.id-reused');
  const nonsense = isOfRoll(entry) ? contradictionInRoll(entry, context) : contradictionIn(entry);
  if (nonsense) return nonsense;
  const untimely = untimelyIn(entry, context, times.now);
  if (untimely) return untimely;
  const who = whoIsMeant(entry, context, known);
  if ('outcome' in who) return who;
  const replaced = entry.substituteFor === null ? null : known.people.get(entry.substituteFor);
  if (replaced !== null && !isHere(replaced, context))
    return refused('participant.not-found', 'substituteFor names nobody of this conference');
  const beyond =
    context.actor.kind === 'organizer'
      ? null
      : beyondConsole(entry, who.participantId, replaced, context, known);
  return (
    beyond ?? unlessLocked(rowOf(entry, fingerprint, context, who, times.receivedAt), entry.walkIn, known)
  );
}

/** Made by a clock that is far ahead, or of a checkpoint that is not open. */
function untimelyIn(entry: FormedEntry, { checkpoints }: SubmissionContext, now: Instant): Decision | null {
  if (isClockAhead(entry, now)) return refused('entry.clock-ahead');
  const checkpoint = checkpoints.get(entry.checkpointId);
  if (!checkpoint) return refused('checkpoint.not-found');
  return checkpoint.opensAt !== null && now < checkpoint.opensAt ? refused('checkpoint.not-open') : null;
}

/** Refuses what only an organizer may record. The refused entry is stored for their decision. */
function beyondConsole(
  entry: FormedEntry,
  participantId: Id | null,
  replaced: Person | null,
  { siteId }: SubmissionContext,
  { people, limits }: Known,
): Decision | null {
  if (entry.walkIn !== null && !limits.mayAddWalkIn(siteId)) return refused('walk-in.too-many');
  if (replaced !== null && replaced.siteId !== siteId)
    return refused('participant.other-site', 'substituteFor names somebody of another site');
  const person = participantId === null ? undefined : people.get(participantId);
  if (person === undefined || person.siteId === siteId) return null;
  const wasPresentHere = limits.wasPresent(entry.checkpointId, siteId, whoCounts(person));
  return mayConsoleSay(entry.kind, { isOfSite: false, wasPresentHere })
    ? null
    : refused('participant.other-site');
}

function unlessLocked(row: NewEntry, walkIn: FormedEntry['walkIn'], known: Known): Decision {
  const confirm = lockOn(row, known);
  if (confirm !== null && row.amendment === null) {
    if (!precedes(row, confirm)) return refused('checkpoint.confirmed');
    row.amendment = LATE_ARRIVAL;
  }
  return { outcome: 'accepted', row, walkIn };
}

/**
 * The confirmation that an entry would change afterwards. An undo changes what it names, wherever it says
 * to be; that of a confirm unlocks.
 */
function lockOn(row: NewEntry, known: Known): StoredEntry | null {
  if (isOfRoll(row)) return null;
  const target = row.kind === 'undo' ? known.entries.get(row.undoes!) : undefined;
  if (target === undefined || target.siteId !== row.siteId)
    return known.confirmedBy(row.checkpointId, row.siteId);
  return isOfRoll(target) ? null : known.confirmedBy(target.checkpointId, row.siteId);
}

/**
 * The same act sent again: from the same site, with the same content. From elsewhere it is another, and
 * nothing is said about the first.
 */
const isSame = (stored: StoredEntry, fingerprint: string, context: SubmissionContext): boolean =>
  stored.fingerprint === fingerprint && stored.siteId === context.siteId;

const isHere = (person: Person | undefined, context: SubmissionContext): person is Person =>
  person !== undefined && person.conferenceId === context.conferenceId && !person.isRemoved;

function contradictionInRoll(entry: FormedEntry, { actor }: SubmissionContext): Decision | null {
  const { participantId, code, walkIn, undoes, substituteFor, mode, amendment } = entry;
  if ([participantId, code, walkIn, undoes, substituteFor, mode, amendment].some((value) => value !== null))
    return refused('entry.invalid', `a ${entry.kind} is of the whole roll and names nobody`);
  if (entry.kind === 'confirm')
    return entry.headcount === null
      ? refused('entry.invalid', 'a confirm says how many people are in the room: headcount')
      : null;
  if (actor.kind !== 'organizer') return refused('auth.forbidden');
  if (entry.reason === null) return refused('entry.invalid', 'a reopen says why: reason');
  return entry.headcount === null && entry.note === null ? null : refused('entry.invalid', OF_CONFIRM);
}
const OF_CONFIRM = 'headcount and note belong to a confirm';

/** Fields that do not go together, each right by itself. */
function contradictionIn(entry: FormedEntry): Decision | null {
  if (entry.headcount !== null || entry.note !== null) return refused('entry.invalid', OF_CONFIRM);
  const named = [entry.participantId, entry.code, entry.walkIn].filter((way) => way !== null).length;
  if (entry.kind === 'undo') {
    if (entry.undoes === null) return refused('entry.undo-target');
    return entry.walkIn === null && named <= 1
      ? null
      : refused('entry.invalid', 'an undo names an entry, not a walk-in');
  }
  if (named !== 1)
    return refused('entry.invalid', 'exactly one of participantId, code, walkIn must say who is meant');
  if (entry.undoes !== null) return refused('entry.invalid', 'undoes belongs to an undo');
  if (entry.kind === 'present') return null;
  if (entry.walkIn !== null) return refused('entry.invalid', 'a walk-in is present');
  return entry.substituteFor === null
    ? null
    : refused('entry.invalid', 'substituteFor belongs to somebody present');
}

type Meant = { participantId: Id | null; mode: Mode | null };

function whoIsMeant(entry: FormedEntry, context: SubmissionContext, known: Known): Meant | Decision {
  if (isOfRoll(entry)) return { participantId: null, mode: null };
  if (entry.kind === 'undo') return undone(entry, context, known);
  // A walk-in's participant has the entry's id, so nobody else may have it.
  if (entry.walkIn !== null)
    return known.people.has(entry.id)
      ? refused('entry.id-reused')
      : { participantId: entry.id, mode: entry.mode ?? 'in_person' };
  const person =
    entry.code === null
      ? known.people.get(entry.participantId!)
      : known.byCode.get(codeName(context.conferenceId, entry.code));
  if (!isHere(person, context)) return refused('participant.not-found');
  if (person.id === entry.substituteFor) return refused('entry.invalid', 'nobody stands in for themselves');
  return { participantId: person.id, mode: entry.kind === 'present' ? (entry.mode ?? person.mode) : null };
}

/**
 * An undo is stored though its target is unknown or made elsewhere: `standing` says what it
 * takes back, now or when that arrives.
 */
function undone(entry: FormedEntry, context: SubmissionContext, known: Known): Meant {
  const target = known.entries.get(entry.undoes!);
  return {
    participantId:
      target && target.siteId === context.siteId && target.kind !== 'undo' ? target.participantId : null,
    mode: null,
  };
}

function rowOf(
  entry: FormedEntry,
  fingerprint: string,
  context: SubmissionContext,
  who: Meant,
  receivedAt: Instant,
): NewEntry {
  return {
    // Both given when it is stored.
    seq: 0,
    deliverySeq: 0,
    id: entry.id,
    siteId: context.siteId,
    checkpointId: entry.checkpointId,
    kind: entry.kind,
    participantId: who.participantId,
    mode: who.mode,
    method: entry.method,
    reason: entry.reason,
    substituteFor: entry.substituteFor,
    undoes: entry.undoes,
    recordedAt: entry.recordedAt,
    receivedAt,
    deviceId: context.deviceId,
    deviceSeq: entry.deviceSeq,
    offline: entry.offline ? 1 : 0,
    fingerprint,
    headcount: entry.headcount,
    note: entry.note,
    amendment: entry.amendment,
    clockOffset: entry.clockOffset,
  };
}
