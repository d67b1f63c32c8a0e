import type { Receipt } from '../contract/attendance.js';
import { type Fact, type Standing, standing, UNMARKED } from '../contract/standing.js';
import type { Id, Instant } from '../contract/wire.js';
import { type ProblemCode, PROBLEMS } from '../contract/problem.js';
import type { StandingChange, Whereabouts } from './attendance.events.js';
import {
  decide,
  type Decision,
  isOfRoll,
  type Kept,
  type Known,
  type NewEntry,
  type Place,
} from './attendance.rules.js';
import { Rolls } from './confirmation.rules.js';
import type { Draft, FormedWalkIn } from './entry-form.rules.js';
import type { Submission } from './wanted.rules.js';

/** A submission with a decision for each of its entries. */
export interface Judged {
  submission: Submission;
  decisions: Decision[];
  /** Where each accepted or repeated entry belongs; null: refused, or an undo whose target is unknown. */
  about: (Stand | null)[];
  /** Of the accepted entries, by checkpoint. */
  deliveries: Map<Id, NewDelivery>;
}
/** A row to be: the entries of one submission for one checkpoint. */
export interface NewDelivery {
  seq: number;
  lastSeq: number;
  siteId: Id;
  checkpointId: Id;
  receivedAt: Instant;
  acceptedAt: Instant | null;
  late: number;
  deviceId: Id | null;
  actorKind: Place['actor']['kind'];
  actorId: Id;
}
/** One person at one checkpoint, while a group is being judged. */
export interface Stand {
  checkpointId: Id;
  participantId: Id;
  before: Standing;
  after: Standing;
  /** Accepted entries of the group about this person, undos apart. */
  fresh: Kept[];
  /** Those stored before, undos apart; read only when the group says something new of the person. */
  stored: Kept[];
  /** Number of the last change that is stored. */
  changedAt: number;
  /** The last submission with such an entry: it tells the others. */
  movedBy: Submission | null;
}
/** Where a person stands as it is stored. */
export interface Stored {
  checkpointId: Id;
  participantId: Id;
  /** Number of the last change. */
  changedAt: number;
  standing: Standing;
}
/** An entry that was not taken. */
export interface Refusal {
  place: Place;
  draft: Draft;
  code: ProblemCode;
  message: string;
  /** Of the last entry before it: if the ledger ever holds its id, then with a greater number when it was taken later. */
  seq: number;
}
/** A stored entry with the participant of whose state it is: another than its own when that one turned out to be them. */
export interface Told extends Kept {
  aboutId: Id;
}
export interface NewWalkIn {
  entry: NewEntry;
  conferenceId: Id;
  walkIn: FormedWalkIn;
}

/** A group of submissions, judged in order: each entry sees those before it. Pure but for what it keeps in itself. */
export class Group {
  readonly judged: Judged[] = [];
  readonly accepted: NewEntry[] = [];
  readonly deliveries: NewDelivery[] = [];
  readonly walkIns: NewWalkIn[] = [];
  readonly refusals: Refusal[] = [];
  readonly stands: Stand[] = [];
  readonly rolls: Rolls;
  private readonly known: Known;
  /** By checkpoint, then by participant: joined keys would have to be put together for every entry. */
  private readonly standing = new Map<Id, Map<Id, Stand>>();
  /** Undos, stored or accepted now, by the entry that they name. */
  private readonly undosOf = new Map<Id, Kept[]>();

  constructor(
    known: Omit<Known, 'confirmedBy'>,
    naming: readonly Kept[],
    words: readonly Kept[],
    private readonly now: Instant,
    private readonly firstSeq: number,
  ) {
    naming.forEach((entry) => this.noteUndo(entry));
    words.forEach((entry) => this.noteUndo(entry));
    this.rolls = new Rolls(words.filter(isOfRoll), this.undosOf);
    this.known = {
      ...known,
      confirmedBy: (checkpointId, siteId) => this.rolls.confirmedBy(checkpointId, siteId),
    };
  }

  judge(submission: Submission): void {
    const judged: Judged = { submission, decisions: [], about: [], deliveries: new Map() };
    const times = { now: this.now, receivedAt: submission.receivedAt ?? this.now };
    for (const draft of submission.drafts) {
      const decision = decide(draft, submission.place, this.known, times);
      judged.decisions.push(decision);
      if (decision.outcome === 'accepted') this.keep(decision.row, decision.walkIn, judged);
      else if (decision.outcome === 'refused')
        this.refusals.push({
          place: submission.place,
          draft,
          code: decision.code,
          message: messageOf(decision),
          seq: this.firstSeq + this.accepted.length - 1,
        });
      judged.about.push(this.standOf(decision, submission));
    }
    this.judged.push(judged);
  }

  /** Those of whom this group speaks by entries of their own: where they stand if nothing is stored about them. */
  firstWords(): Stand[] {
    const first = this.stands.filter((stand) => stand.fresh.length > 0);
    for (const stand of first) stand.after = standing(this.withUndos(stand.fresh));
    return first;
  }

  /** Those of whom only repetitions and undos speak: something is stored about them. */
  laterWords(): Stand[] {
    return this.stands.filter((stand) => stand.fresh.length === 0);
  }

  /**
   * Works out where those stand about whom something was stored before.
   * @param states as stored
   * @param facts the stored entries about those who were spoken of anew, with the undos that name them
   */
  settle(held: readonly Stand[], states: Iterable<Stored>, facts: Iterable<Told>): void {
    for (const { checkpointId, participantId, changedAt, standing: before } of states) {
      const stand = this.find(checkpointId, participantId)!;
      stand.before = stand.after = before;
      stand.changedAt = changedAt;
    }
    for (const fact of facts) {
      if (fact.kind === 'undo') this.noteUndo(fact);
      else this.find(fact.checkpointId, fact.aboutId)?.stored.push(fact);
    }
    for (const stand of held)
      if (stand.movedBy !== null) stand.after = standing(this.withUndos([...stand.stored, ...stand.fresh]));
  }

  /** In the order of the entries. */
  receiptsOf({ submission, decisions, about }: Judged): Receipt[] {
    return decisions.map((decision, at) => {
      const { id } = submission.drafts[at]!;
      if (decision.outcome === 'refused')
        return { id, outcome: 'refused', code: decision.code, message: messageOf(decision) };
      const stand = about[at];
      return stand
        ? { id, outcome: decision.outcome, participantId: stand.participantId, state: stand.after.state }
        : { id, outcome: decision.outcome };
    });
  }

  /** Sites whose consoles should fetch: its own, and those that have, had, or expect one of its people. */
  sitesToldBy({ submission, about }: Judged): Id[] {
    const sites = new Set([submission.place.siteId]);
    for (const stand of about) {
      if (stand?.movedBy !== submission) continue;
      const home = this.known.people.get(stand.participantId)?.siteId;
      for (const { siteId, alsoAt } of [stand.before, stand.after]) {
        if (siteId !== null) sites.add(siteId);
        for (const also of alsoAt) sites.add(also);
      }
      if (home !== undefined) sites.add(home);
    }
    return [...sites];
  }

  /** What a submission changed, where it was the last to speak. */
  changesBy({ submission, about, decisions }: Judged): StandingChange[] {
    const changes = new Map<Stand, StandingChange>();
    for (let at = 0; at < about.length; at += 1) {
      const [stand, decision] = [about[at]!, decisions[at]!];
      if (stand?.movedBy !== submission) continue;
      const isNew =
        changes.get(stand)?.isNew === true || (decision.outcome === 'accepted' && decision.walkIn !== null);
      if (isNew || isElsewhere(stand)) changes.set(stand, this.changeOf(stand, submission.place, isNew));
    }
    return [...changes.values()];
  }

  private changeOf(stand: Stand, place: Place, isNew: boolean): StandingChange {
    const { checkpointId, participantId, before, after } = stand;
    const person = this.known.people.get(participantId);
    return {
      checkpointId,
      participantId,
      homeSiteId: person?.siteId ?? place.siteId,
      isWalkIn: person?.isWalkIn ?? false,
      isNew,
      before: whereabouts(before),
      after: whereabouts(after),
    };
  }

  private standOf(decision: Decision, submission: Submission): Stand | null {
    if (decision.outcome === 'refused') return null;
    const entry = decision.outcome === 'accepted' ? decision.row : decision.of;
    const subject = this.subjectOf(entry);
    if (subject === null) return null;
    const participantId = this.known.people.get(subject.participantId!)?.joinedTo ?? subject.participantId!;
    const stand =
      this.find(subject.checkpointId, participantId) ?? this.add(subject.checkpointId, participantId);
    if (decision.outcome === 'accepted') {
      stand.movedBy = submission;
      if (entry.kind !== 'undo') stand.fresh.push(entry);
    }
    return stand;
  }

  /** The entry that says whom this one is about: an undo is about the person of the entry that it names. */
  private subjectOf(entry: Kept): Kept | null {
    const subject = entry.kind === 'undo' ? this.undoneBy(entry) : entry;
    return subject && !isOfRoll(subject) ? subject : null;
  }

  private undoneBy(undo: Kept): Kept | null {
    const target = this.known.entries.get(undo.undoes!);
    return target && target.kind !== 'undo' && target.siteId === undo.siteId ? target : null;
  }

  private find(checkpointId: Id, participantId: Id): Stand | undefined {
    return this.standing.get(checkpointId)?.get(participantId);
  }

  private add(checkpointId: Id, participantId: Id): Stand {
    const stand: Stand = {
      checkpointId,
      participantId,
      before: UNMARKED,
      after: UNMARKED,
      fresh: [],
      stored: [],
      changedAt: 0,
      movedBy: null,
    };
    this.stands.push(stand);
    const atCheckpoint = this.standing.get(checkpointId);
    if (atCheckpoint) atCheckpoint.set(participantId, stand);
    else this.standing.set(checkpointId, new Map([[participantId, stand]]));
    return stand;
  }

  private keep(row: NewEntry, walkIn: FormedWalkIn | null, judged: Judged): void {
    const { place } = judged.submission;
    row.seq = this.firstSeq + this.accepted.length;
    row.deliverySeq = this.deliver(row, judged).seq;
    this.known.entries.set(row.id, row);
    this.accepted.push(row);
    this.noteUndo(row);
    const undone = row.kind === 'undo' ? this.undoneBy(row) : null;
    if (isOfRoll(undone ?? row)) this.rolls.hear(row, undone);
    if (
      row.kind === 'present' &&
      walkIn === null &&
      this.known.people.get(row.participantId!)!.siteId !== row.siteId
    )
      this.known.limits.noteGuest(row, row.participantId!);
    if (walkIn === null) return;
    this.known.limits.countWalkIn(place.siteId);
    this.walkIns.push({ entry: row, conferenceId: place.conferenceId, walkIn });
    this.known.people.set(row.id, {
      id: row.id,
      conferenceId: place.conferenceId,
      siteId: place.siteId,
      mode: row.mode ?? 'in_person',
      isWalkIn: true,
      joinedTo: null,
      isRemoved: false,
    });
  }

  private deliver(
    { seq, checkpointId, receivedAt }: NewEntry,
    { submission, deliveries }: Judged,
  ): NewDelivery {
    const { place } = submission;
    const begun = deliveries.get(checkpointId);
    if (begun) {
      begun.lastSeq = seq;
      return begun;
    }
    const closesAt = place.checkpoints.get(checkpointId)!.closesAt;
    const late = closesAt !== null && receivedAt > closesAt ? 1 : 0;
    const acceptedAt = submission.receivedAt === undefined ? null : this.now;
    const delivery = {
      seq,
      lastSeq: seq,
      siteId: place.siteId,
      checkpointId,
      receivedAt,
      acceptedAt,
      late,
      deviceId: place.deviceId,
      actorKind: place.actor.kind,
      actorId: place.actor.id,
    };
    deliveries.set(checkpointId, delivery);
    this.deliveries.push(delivery);
    return delivery;
  }

  private noteUndo(entry: Kept): void {
    if (entry.undoes !== null) push(this.undosOf, entry.undoes, entry);
  }

  private withUndos(facts: Kept[]): Fact[] {
    if (this.undosOf.size === 0) return facts;
    return [...facts, ...facts.flatMap((fact) => this.undosOf.get(fact.id) ?? [])];
  }
}

const messageOf = ({ code, message }: Extract<Decision, { outcome: 'refused' }>): string =>
  message ?? PROBLEMS[code].title;

const whereabouts = ({ state, siteId, happenedAt }: Standing): Whereabouts => ({ state, siteId, happenedAt });

const isElsewhere = ({ before, after }: Stand): boolean =>
  before.state !== after.state || before.siteId !== after.siteId || before.happenedAt !== after.happenedAt;

/** True when anything that is told of the person differs. */
export function hasMoved({ before, after }: Stand): boolean {
  return (
    before.entryId !== after.entryId ||
    before.state !== after.state ||
    before.because !== after.because ||
    before.siteId !== after.siteId ||
    before.reason !== after.reason ||
    before.substituteFor !== after.substituteFor ||
    before.recordedAt !== after.recordedAt ||
    before.happenedAt !== after.happenedAt ||
    before.alsoAt.join() !== after.alsoAt.join()
  );
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const held = map.get(key);
  if (held) held.push(value);
  else map.set(key, [value]);
}
