import type { Checkpoint } from '../../src/contract/conference.js';
import { type Standing, standing } from '../../src/contract/standing.js';
import type { Id } from '../../src/contract/wire.js';
import {
  codeName,
  isOfRoll,
  type Person,
  type StoredEntry,
  type SubmissionContext,
} from '../../src/attendance/recording/attendance.rules.js';
import { confirmationsOf, lookupOf, statesOf } from '../../src/attendance/recording/batch-lookup.rules.js';
import { formBody } from '../../src/attendance/recording/entry-form.rules.js';
import {
  type BatchInput,
  type BatchResult,
  judgeBatch,
} from '../../src/attendance/recording/judge-batch.rules.js';
import type { EntryAbout, StoredState } from '../../src/attendance/recording/people-at-checkpoints.rules.js';
import type { SiteFacts } from '../../src/attendance/recording/site-limits.rules.js';
import type { Submission } from '../../src/attendance/recording/submission.js';

export const NOW = '2026-11-22T02:00:00.000Z';
export const idOf = (kind: number, nth: number): Id =>
  `0193${kind.toString(16).padStart(4, '0')}-0000-7000-a000-${nth.toString(16).padStart(12, '0')}`;
export const [HERE, ELSEWHERE, THIRD] = ['site-a', 'site-b', 'site-c'] as const;
export const SITES = [HERE, ELSEWHERE, THIRD];
export const CHECKPOINTS = [0, 1].map((nth) => idOf(1, nth));
/** Two people listed here, a walk-in merged with the first of them, and somebody of another site. */
export const PEOPLE: Person[] = [0, 1, 2, 3].map((nth) => ({
  id: idOf(2, nth),
  conferenceId: 'day',
  siteId: nth < 3 ? HERE : ELSEWHERE,
  mode: 'in_person',
  isWalkIn: nth === 2,
  joinedTo: nth === 2 ? idOf(2, 0) : null,
  isRemoved: false,
}));
/** The personal code of `PEOPLE[nth]`, as an office writes it. */
export const codeOf = (nth: number): string => `HV-${nth}`;
/** Somebody of another conference, whose office writes the same code as that of `PEOPLE[0]`. */
export const STRANGER: Person = {
  ...PEOPLE[0]!,
  id: idOf(4, 0),
  conferenceId: 'other-day',
  siteId: 'site-x',
};
const BY_CODE: ReadonlyMap<string, Person> = new Map([
  [codeName(STRANGER.conferenceId, codeOf(0)), STRANGER],
  ...PEOPLE.map((person, nth): [string, Person] => [codeName('day', codeOf(nth)), person]),
]);
type ActorKind = SubmissionContext['actor']['kind'];
const contextAt = (siteId: Id, kind: ActorKind): SubmissionContext => ({
  conferenceId: 'day',
  siteId,
  deviceId: null,
  actor: { kind, id: 'o' },
  checkpoints: new Map(
    CHECKPOINTS.map((id) => [id, { id, opensAt: null, closesAt: null } as unknown as Checkpoint]),
  ),
});

/** The tables, as far as a batch reads and writes them. */
export class Ledger {
  readonly entries: StoredEntry[] = [];
  readonly people = new Map([...PEOPLE, STRANGER].map((person) => [person.id, person]));
  private readonly states = new Map<string, StoredState>();
  private seq = 0;

  /** @param walkIns that the coordinators of a site may add */
  constructor(private readonly walkIns = 50) {}

  /** Reads, judges and writes. */
  record(
    submissions: Submission[],
    shorten: (input: BatchInput) => BatchInput = (input) => input,
  ): BatchResult {
    const count = submissions.reduce((sum, { parsedEntries }) => sum + parsedEntries.length, 0);
    const numbers = { now: NOW, firstSeq: this.seq + 1, lastSeq: this.seq + count };
    this.seq += count;
    const result = judgeBatch(shorten(this.read(submissions)), numbers);
    this.entries.push(...result.entries);
    for (const { entry, conferenceId } of result.walkIns) {
      const { id, siteId } = entry;
      const person: Person = { ...PEOPLE[0]!, id, conferenceId, siteId, isWalkIn: true, joinedTo: null };
      this.people.set(id, person);
    }
    for (const { checkpointId, participantId, after } of result.moved)
      this.states.set(`${checkpointId} ${participantId}`, {
        checkpointId,
        participantId,
        changedAt: numbers.lastSeq,
        standing: after,
      });
    return result;
  }
  /** Where everybody stands whose state was written. */
  standings(): Map<string, Standing> {
    return new Map([...this.states].map(([name, state]) => [name, state.standing]));
  }
  /** The same, worked out of all entries at once. */
  recounted(): Map<string, Standing> {
    const undos = this.entries.filter(({ kind }) => kind === 'undo');
    const about = new Map<string, StoredEntry[]>();
    for (const entry of this.entries) {
      if (entry.kind === 'undo' || isOfRoll(entry)) continue;
      const name = `${entry.checkpointId} ${this.personOf(entry)}`;
      about.set(name, [...(about.get(name) ?? []), entry]);
    }
    return new Map([...about].map(([name, entries]) => [name, standing([...entries, ...undos])]));
  }

  private personOf({ participantId }: StoredEntry): Id {
    return this.people.get(participantId!)!.joinedTo ?? participantId!;
  }
  private read(submissions: Submission[]): BatchInput {
    const lookup = lookupOf(submissions);
    const named = this.entries.filter(
      ({ id, undoes }) => lookup.entryIds.has(id) || (undoes !== null && lookup.entryIds.has(undoes)),
    );
    const entries = new Map(named.map((entry) => [entry.id, entry]));
    const { pairs, moving } = statesOf(submissions, { entries, people: this.people, byCode: BY_CODE });
    const { decidingOnly: brief, fullHistory: whole } = confirmationsOf(lookup, entries);
    const isTouched = (entry: StoredEntry): boolean =>
      isOfRoll(entry) && [brief, whole].some((places) => places.get(entry.checkpointId)?.has(entry.siteId));
    const about = this.entries.filter(isTouched);
    const takenBack = this.entries.filter(({ undoes }) => about.some(({ id }) => id === undoes));
    const facts: EntryAbout[] = this.entries.flatMap((entry) => {
      const target = entry.kind === 'undo' ? this.entries.find(({ id }) => id === entry.undoes) : entry;
      if (!target || isOfRoll(target) || target.participantId === null) return [];
      const aboutId = this.personOf(target);
      const isAsked = [...moving].some(
        (pair) => pair.checkpointId === target.checkpointId && pair.participantId === aboutId,
      );
      return isAsked ? [{ ...entry, aboutId }] : [];
    });
    return {
      submissions,
      named,
      people: this.people,
      byCode: BY_CODE,
      limits: this.limits(),
      confirmationEntries: [...about, ...takenBack],
      pairs,
      states: pairs.flatMap(
        ({ checkpointId, participantId }) => this.states.get(`${checkpointId} ${participantId}`) ?? [],
      ),
      facts,
    };
  }

  private limits(): SiteFacts {
    const walkIns = [...this.people.values()].filter(({ isWalkIn, joinedTo }) => isWalkIn && !joinedTo);
    const left = (site: Id): number => this.walkIns - walkIns.filter(({ siteId }) => siteId === site).length;
    return {
      walkInsLeft: new Map(SITES.map((siteId) => [siteId, left(siteId)])),
      present: this.entries.flatMap((entry) =>
        entry.kind === 'present' ? [{ ...entry, participantId: this.personOf(entry) }] : [],
      ),
    };
  }
}

export const submission = (
  entries: object[],
  siteId: Id = HERE,
  actor: ActorKind = 'organizer',
): Submission => {
  const formed = formBody({ entries });
  if (Array.isArray(formed)) throw new Error(JSON.stringify(formed));
  return { context: contextAt(siteId, actor), parsedEntries: formed.parsedEntries };
};
export const present = (nth: number, more: object = {}): object => ({
  id: idOf(3, nth),
  checkpointId: CHECKPOINTS[0],
  kind: 'present',
  method: 'roll_call',
  participantId: PEOPLE[0]!.id,
  recordedAt: NOW,
  ...more,
});
