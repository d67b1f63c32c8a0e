import { type Fact, type Standing, standing, UNMARKED } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import type { StoredEntry } from './attendance.rules.js';
import type { Submission } from './submission.js';

/** One person at one checkpoint. */
export interface PersonCheckpoint {
  checkpointId: Id;
  participantId: Id;
}
/** Where they stand, while a batch is being judged. */
export interface PersonAtCheckpoint extends PersonCheckpoint {
  before: Standing;
  after: Standing;
  /** Accepted entries of the batch about this person, undos apart. */
  fresh: StoredEntry[];
  /** Entries stored before, undos apart; read only when the batch has a new entry about the person. */
  stored: StoredEntry[];
  /** `seq` of the last change that is stored. */
  changedAt: number;
  /** True if a state of theirs was stored before. */
  isStored: boolean;
  /** The last submission with such an entry: it tells the others. */
  movedBy: Submission | null;
}
/** Where a person stands, as it is stored. */
export interface StoredState extends PersonCheckpoint {
  /** `seq` of the last change. */
  changedAt: number;
  standing: Standing;
}
/**
 * A stored entry and the participant whose state it belongs to: another than its own when its participant
 * turned out to be that person.
 */
export interface EntryAbout extends StoredEntry {
  aboutId: Id;
}

/** The people that a batch may speak of, each at one checkpoint, and where they stand. */
export class PeopleAtCheckpoints {
  /** In the order in which the batch first spoke of them. */
  private readonly touched = new Set<PersonAtCheckpoint>();
  /** By checkpoint, then by participant: joined keys would have to be put together for every entry. */
  private readonly people = new Map<Id, Map<Id, PersonAtCheckpoint>>();

  /**
   * @param pairs all whom the batch may speak of
   * @param states of these pairs, as stored
   * @param facts the stored entries about those whom the batch may change, undos apart
   * @param undosOf undos by the entry that they name; may grow
   */
  constructor(
    pairs: readonly PersonCheckpoint[],
    states: readonly StoredState[],
    facts: readonly EntryAbout[],
    private readonly undosOf: ReadonlyMap<Id, readonly StoredEntry[]>,
  ) {
    for (const pair of pairs) this.add(pair);
    for (const { checkpointId, participantId, changedAt, standing: before } of states) {
      const person = this.find(checkpointId, participantId);
      person.before = person.after = before;
      person.changedAt = changedAt;
      person.isStored = true;
    }
    for (const fact of facts) this.find(fact.checkpointId, fact.aboutId).stored.push(fact);
  }

  /**
   * Notes that an entry of the batch, accepted or repeated, is about this person.
   * @throws if no state of the person was read
   */
  findTouched(checkpointId: Id, participantId: Id): PersonAtCheckpoint {
    const person = this.find(checkpointId, participantId);
    this.touched.add(person);
    return person;
  }

  /** Recalculates everybody whom the batch moves; returns those to be stored. */
  recalculate(): PersonAtCheckpoint[] {
    for (const person of this.touched)
      if (person.movedBy !== null)
        person.after = standing(this.withUndos([...person.stored, ...person.fresh]));
    return [...this.touched].filter((person) => person.fresh.length > 0 || hasMoved(person));
  }

  private find(checkpointId: Id, participantId: Id): PersonAtCheckpoint {
    const person = this.people.get(checkpointId)?.get(participantId);
    // Going on would overwrite a state that was not read.
    if (!person) throw new Error(`the state of ${participantId} at ${checkpointId} was not read`);
    return person;
  }

  private add({ checkpointId, participantId }: PersonCheckpoint): void {
    const person: PersonAtCheckpoint = {
      checkpointId,
      participantId,
      before: UNMARKED,
      after: UNMARKED,
      fresh: [],
      stored: [],
      changedAt: 0,
      isStored: false,
      movedBy: null,
    };
    const atCheckpoint = this.people.get(checkpointId);
    if (atCheckpoint) atCheckpoint.set(participantId, person);
    else this.people.set(checkpointId, new Map([[participantId, person]]));
  }

  private withUndos(facts: StoredEntry[]): Fact[] {
    if (this.undosOf.size === 0) return facts;
    return [...facts, ...facts.flatMap((fact) => this.undosOf.get(fact.id) ?? [])];
  }
}

/** True when anything that is told of the person differs. */
export function hasMoved({ before, after }: PersonAtCheckpoint): boolean {
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
