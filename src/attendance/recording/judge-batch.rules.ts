import type { Receipt } from '../../contract/attendance.js';
import { type ProblemCode, PROBLEMS } from '../../contract/problem.js';
import type { Id, Instant } from '../../contract/wire.js';
import type { AttendanceRecorded } from '../attendance.events.js';
import {
  decide,
  type Decision,
  isOfRoll,
  type StoredEntry,
  type Known,
  type NewEntry,
  type Person,
  type SubmissionContext,
  whoCounts,
} from './attendance.rules.js';
import { type Roll, Rolls } from './confirmation.rules.js';
import { deliveryOf, type NewDelivery } from './deliveries.rules.js';
import type { ParsedEntry, FormedWalkIn } from './entry-form.rules.js';
import { changesBy, type Judged, affectedSites } from './attendance-recorded.rules.js';
import { type SiteFacts, SiteLimits } from './site-limits.rules.js';
import {
  type PersonCheckpoint,
  type PersonAtCheckpoint,
  PeopleAtCheckpoints,
  type StoredState,
  type EntryAbout,
} from './people-at-checkpoints.rules.js';
import type { Submission } from './submission.js';

/** Submissions of one transaction, with the stored rows that decide about them. */
export interface BatchInput {
  submissions: readonly Submission[];
  /** Stored entries that the batch names, and every undo of one of them. */
  named: readonly StoredEntry[];
  people: ReadonlyMap<Id, Person>;
  /** By `codeName`. */
  byCode: ReadonlyMap<string, Person>;
  limits: SiteFacts;
  /**
   * The deciding entry of each roll that the batch touches, and every entry of the rolls that it confirms or
   * reopens.
   */
  confirmationEntries: readonly StoredEntry[];
  /** Everybody whom the batch may name. */
  pairs: readonly PersonCheckpoint[];
  /** The stored states of these pairs. */
  states: readonly StoredState[];
  /** Stored entries about those whom the batch may change, and the undos of these. */
  facts: readonly EntryAbout[];
}
/** The time and the range of `seq` that the ledger assigns to the batch. */
export interface BatchNumbers {
  now: Instant;
  firstSeq: number;
  lastSeq: number;
}
/** An entry that was refused. */
export interface Refusal {
  context: SubmissionContext;
  parsed: ParsedEntry;
  code: ProblemCode;
  message: string;
  /** `seq` of the last entry before it. A greater `seq` of its id in the ledger shows a later acceptance. */
  seq: number;
}
export interface NewWalkIn {
  entry: NewEntry;
  conferenceId: Id;
  walkIn: FormedWalkIn;
}
/** All that has to be written and told, and the receipts of each submission in the order of its entries. */
export interface BatchResult {
  receipts: Receipt[][];
  walkIns: NewWalkIn[];
  deliveries: NewDelivery[];
  entries: NewEntry[];
  /** People whose state has to be written. */
  moved: PersonAtCheckpoint[];
  /** Confirmations that the batch has changed. */
  rolls: Iterable<Roll>;
  refusals: Refusal[];
  /** One for each submission with an accepted entry. */
  events: Readonly<AttendanceRecorded>[];
}

/** Judges the entries of a batch in their order: each sees those before it. Pure. */
export function judgeBatch(input: BatchInput, numbers: BatchNumbers): BatchResult {
  const batch = new Batch(input, numbers);
  for (const submission of input.submissions) batch.judge(submission);
  return batch.result();
}

/** Collects what has been accepted so far. It lives as long as `judgeBatch`. */
class Batch {
  private readonly judged: Judged[] = [];
  private readonly entries: NewEntry[] = [];
  private readonly deliveries = new Map<Submission, Map<Id, NewDelivery>>();
  private readonly walkIns: NewWalkIn[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly people: PeopleAtCheckpoints;
  private readonly rolls: Rolls;
  private readonly known: Known;
  /** Undos, stored or accepted now, by the entry that they name. */
  private readonly undosOf = new Map<Id, StoredEntry[]>();

  constructor(
    input: BatchInput,
    private readonly numbers: BatchNumbers,
  ) {
    const { named, confirmationEntries, facts, pairs, states } = input;
    for (const entry of [...named, ...confirmationEntries, ...facts]) this.noteUndo(entry);
    this.rolls = new Rolls(confirmationEntries.filter(isOfRoll), this.undosOf);
    const aboutPeople = facts.filter(({ kind }) => kind !== 'undo');
    this.people = new PeopleAtCheckpoints(pairs, states, aboutPeople, this.undosOf);
    this.known = {
      entries: new Map(named.map((entry) => [entry.id, entry])),
      people: new Map(input.people),
      byCode: input.byCode,
      limits: new SiteLimits(input.limits),
      confirmedBy: (checkpointId, siteId) => this.rolls.confirmedBy(checkpointId, siteId),
    };
  }

  judge(submission: Submission): void {
    const judged: Judged = { submission, decisions: [], about: [] };
    const { now } = this.numbers;
    const times = { now, receivedAt: submission.receivedAt ?? now };
    for (const parsed of submission.parsedEntries) {
      const decision = decide(parsed, submission.context, this.known, times);
      judged.decisions.push(decision);
      if (decision.outcome === 'accepted') this.accept(decision.row, decision.walkIn, submission);
      else if (decision.outcome === 'refused') this.refuse(decision, parsed, submission);
      judged.about.push(this.personAt(decision, submission));
    }
    this.judged.push(judged);
  }

  result(): BatchResult {
    const moved = this.people.recalculate();
    return {
      receipts: this.judged.map(receiptsOf),
      walkIns: this.walkIns,
      deliveries: [...this.deliveries.values()].flatMap((byCheckpoint) => [...byCheckpoint.values()]),
      entries: this.entries,
      moved,
      rolls: this.rolls.changed,
      refusals: this.refusals,
      events: this.judged.flatMap((judged) => this.eventOf(judged)),
    };
  }

  private accept(row: NewEntry, walkIn: FormedWalkIn | null, submission: Submission): void {
    const { context } = submission;
    row.seq = this.numbers.firstSeq + this.entries.length;
    row.deliverySeq = this.deliver(row, submission).seq;
    this.known.entries.set(row.id, row);
    this.entries.push(row);
    this.noteUndo(row);
    const undone = row.kind === 'undo' ? this.undoneBy(row) : null;
    if (isOfRoll(undone ?? row)) this.rolls.apply(row, undone);
    if (walkIn !== null) this.addWalkIn(row, walkIn, context);
    else if (row.kind === 'present') {
      const participantId = whoCounts(this.known.people.get(row.participantId!)!);
      this.known.limits.notePresent({ ...row, participantId });
    }
  }

  private refuse(
    decision: Extract<Decision, { outcome: 'refused' }>,
    parsed: ParsedEntry,
    { context }: Submission,
  ): void {
    this.refusals.push({
      context,
      parsed,
      code: decision.code,
      message: messageOf(decision),
      seq: this.numbers.firstSeq + this.entries.length - 1,
    });
  }

  private addWalkIn(
    entry: NewEntry,
    walkIn: FormedWalkIn,
    { conferenceId, siteId }: SubmissionContext,
  ): void {
    this.known.limits.countWalkIn(siteId);
    this.walkIns.push({ entry, conferenceId, walkIn });
    this.known.people.set(entry.id, {
      id: entry.id,
      conferenceId,
      siteId,
      mode: entry.mode ?? 'in_person',
      isWalkIn: true,
      joinedTo: null,
      isRemoved: false,
    });
  }

  private deliver(entry: NewEntry, submission: Submission): NewDelivery {
    let byCheckpoint = this.deliveries.get(submission);
    if (!byCheckpoint) this.deliveries.set(submission, (byCheckpoint = new Map()));
    let delivery = byCheckpoint.get(entry.checkpointId);
    if (!delivery)
      byCheckpoint.set(entry.checkpointId, (delivery = deliveryOf(entry, submission, this.numbers.now)));
    delivery.lastSeq = entry.seq;
    return delivery;
  }

  private personAt(decision: Decision, submission: Submission): PersonAtCheckpoint | null {
    if (decision.outcome === 'refused') return null;
    const entry = decision.outcome === 'accepted' ? decision.row : decision.of;
    const subject = this.subjectOf(entry);
    if (subject === null) return null;
    const participantId = this.known.people.get(subject.participantId!)?.joinedTo ?? subject.participantId!;
    const person = this.people.findTouched(subject.checkpointId, participantId);
    if (decision.outcome === 'accepted') {
      person.movedBy = submission;
      if (entry.kind !== 'undo') person.fresh.push(entry);
    }
    return person;
  }

  /** The entry that says whom this one is about: an undo is about the person of the entry that it names. */
  private subjectOf(entry: StoredEntry): StoredEntry | null {
    const subject = entry.kind === 'undo' ? this.undoneBy(entry) : entry;
    return subject && !isOfRoll(subject) ? subject : null;
  }

  private undoneBy(undo: StoredEntry): StoredEntry | null {
    const target = this.known.entries.get(undo.undoes!);
    return target && target.kind !== 'undo' && target.siteId === undo.siteId ? target : null;
  }

  private noteUndo(entry: StoredEntry): void {
    if (entry.undoes === null) return;
    const undos = this.undosOf.get(entry.undoes);
    if (undos) undos.push(entry);
    else this.undosOf.set(entry.undoes, [entry]);
  }

  /** The event of a submission with an accepted entry. */
  private eventOf(judged: Judged): Readonly<AttendanceRecorded>[] {
    const { submission } = judged;
    const byCheckpoint = this.deliveries.get(submission);
    if (!byCheckpoint) return [];
    const { conferenceId, siteId, deviceId } = submission.context;
    const { now, lastSeq } = this.numbers;
    return [
      {
        conferenceId,
        siteId,
        deviceId,
        seq: lastSeq,
        receivedAt: submission.receivedAt ?? now,
        checkpointIds: [...byCheckpoint.keys()],
        changes: changesBy(judged, this.known.people),
        confirmations: this.rolls.changesAt(siteId),
        siteIds: affectedSites(judged, this.known.people),
      },
    ];
  }
}

/** In the order of the entries, once it is known where everybody stands. */
function receiptsOf({ submission, decisions, about }: Judged): Receipt[] {
  return decisions.map((decision, at) => {
    const { id } = submission.parsedEntries[at]!;
    if (decision.outcome === 'refused')
      return { id, outcome: 'refused', code: decision.code, message: messageOf(decision) };
    const person = about[at];
    return person
      ? { id, outcome: decision.outcome, participantId: person.participantId, state: person.after.state }
      : { id, outcome: decision.outcome };
  });
}

const messageOf = ({ code, message }: Extract<Decision, { outcome: 'refused' }>): string =>
  message ?? PROBLEMS[code].title;
