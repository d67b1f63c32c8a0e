import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Checkpoint } from '../../contract/conference.js';
import { type Standing, standing } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import { isOfRoll, type StoredEntry, type Person, type SubmissionContext } from './attendance.rules.js';
import { confirmationsOf, lookupOf, statesOf } from './batch-lookup.rules.js';
import { formBody } from './entry-form.rules.js';
import { type BatchInput, type BatchResult, judgeBatch } from './judge-batch.rules.js';
import type { StoredState, EntryAbout } from './people-at-checkpoints.rules.js';
import type { Submission } from './submission.js';

const NOW = '2026-11-22T02:00:00.000Z';
const idOf = (kind: number, nth: number): Id =>
  `0193${kind.toString(16).padStart(4, '0')}-0000-7000-a000-${nth.toString(16).padStart(12, '0')}`;
const [HERE, ELSEWHERE] = ['site-a', 'site-b'];
const CHECKPOINTS = [0, 1].map((nth) => idOf(1, nth));
const PEOPLE: Person[] = [0, 1, 2, 3].map((nth) => ({
  id: idOf(2, nth),
  conferenceId: 'day',
  siteId: nth < 3 ? HERE : ELSEWHERE,
  mode: 'in_person',
  isWalkIn: nth === 2,
  joinedTo: nth === 2 ? idOf(2, 0) : null,
  isRemoved: false,
}));
const placeAt = (siteId: Id): SubmissionContext => ({
  conferenceId: 'day',
  siteId,
  deviceId: null,
  actor: { kind: 'organizer', id: 'o' },
  checkpoints: new Map(
    CHECKPOINTS.map((id) => [id, { id, opensAt: null, closesAt: null } as unknown as Checkpoint]),
  ),
});

/** The tables, as far as a batch reads and writes them. */
class Ledger {
  readonly entries: StoredEntry[] = [];
  readonly people = new Map(PEOPLE.map((person) => [person.id, person]));
  private readonly states = new Map<string, StoredState>();
  private seq = 0;

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
    const { pairs, moving } = statesOf(submissions, { entries, people: this.people, byCode: new Map() });
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
      byCode: new Map(),
      limits: { walkInsLeft: new Map(), guests: [] },
      confirmationEntries: [...about, ...takenBack],
      pairs,
      states: pairs.flatMap(
        ({ checkpointId, participantId }) => this.states.get(`${checkpointId} ${participantId}`) ?? [],
      ),
      facts,
    };
  }
}

const submission = (entries: object[], siteId = HERE): Submission => {
  const formed = formBody({ entries });
  if (Array.isArray(formed)) throw new Error(JSON.stringify(formed));
  return { context: placeAt(siteId), parsedEntries: formed.parsedEntries };
};
const present = (nth: number, more: object = {}): object => ({
  id: idOf(3, nth),
  checkpointId: CHECKPOINTS[0],
  kind: 'present',
  method: 'roll_call',
  participantId: PEOPLE[0]!.id,
  recordedAt: NOW,
  ...more,
});

/** Any acts about a few people at two checkpoints, with repetitions, undos, walk-ins and confirmations. */
const acts = fc.array(
  fc.record({
    nth: fc.nat(9),
    kind: fc.constantFrom('present', 'absent', 'left', 'undo', 'confirm', 'reopen', 'walk-in'),
    person: fc.nat(PEOPLE.length - 1),
    checkpoint: fc.nat(1),
    undoes: fc.nat(9),
    minute: fc.nat(59),
    siteId: fc.constantFrom(HERE, ELSEWHERE),
  }),
  { minLength: 1, maxLength: 14 },
);
type Act = Parameters<Parameters<typeof acts.map>[0]>[0][number];
function entryOf({ nth, kind, person, checkpoint, undoes, minute }: Act): object {
  const entry = {
    id: idOf(3, nth),
    checkpointId: CHECKPOINTS[checkpoint],
    method: 'roll_call',
    recordedAt: `2026-11-22T01:${String(minute).padStart(2, '0')}:00.000Z`,
  };
  if (kind === 'undo') return { ...entry, kind, undoes: idOf(3, undoes) };
  if (kind === 'confirm') return { ...entry, kind, headcount: person };
  if (kind === 'reopen') return { ...entry, kind, reason: 'x' };
  if (kind === 'walk-in') return { ...entry, kind: 'present', walkIn: { fullName: 'Đỗ Thị Hường' } };
  return { ...entry, kind, participantId: PEOPLE[person]!.id };
}

describe('judging a batch', () => {
  it('ends the same for all acts in one batch, in batches of one, and worked out of the whole ledger', () => {
    fc.assert(
      fc.property(acts, (made) => {
        const submissions = made.map((act) => submission([entryOf(act)], act.siteId));
        const [together, apart] = [new Ledger(), new Ledger()];
        const atOnce = together.record(submissions).receipts.flat();
        const oneByOne = submissions.flatMap((one) => apart.record([one]).receipts.flat());
        expect(atOnce.map(({ id, outcome }) => [id, outcome])).toEqual(
          oneByOne.map(({ id, outcome }) => [id, outcome]),
        );
        expect(together.entries.map(({ id }) => id)).toEqual(apart.entries.map(({ id }) => id));
        expect(statesIn(together.standings())).toEqual(statesIn(apart.standings()));
        expect(statesIn(together.standings())).toEqual(statesIn(together.recounted()));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing that it was given', () => {
    const ledger = new Ledger();
    const submissions = [submission([present(1), present(1, { kind: 'absent' })])];
    ledger.record(submissions, (input) => {
      const before = structuredClone({ ...input, submissions: [] });
      judgeBatch(input, { now: NOW, firstSeq: 1, lastSeq: 2 });
      expect({ ...input, submissions: [] }).toEqual(before);
      return input;
    });
  });

  it('fails rather than write over a state that was not read', () =>
    expect(() =>
      new Ledger().record([submission([present(1)])], (input) => ({ ...input, pairs: [] })),
    ).toThrow('was not read'));

  it('tells each submission what it changed where it spoke last, and all sites concerned', () => {
    const { events } = new Ledger().record([
      submission([present(1, { recordedAt: '2026-11-22T01:00:00.000Z' })]),
      submission([present(2, { participantId: PEOPLE[3]!.id })]),
      submission([present(3, { kind: 'absent' })]),
    ]);
    expect(events.map(({ changes, siteIds }) => [changes.map(({ after }) => after.state), siteIds])).toEqual([
      [[], [HERE]],
      [['in_person'], [HERE, ELSEWHERE]],
      [['absent'], [HERE]],
    ]);
  });
});

/** An undo that comes before what it names leaves a person unmarked without a state. */
const statesIn = (standings: Map<string, Standing>): [string, string][] =>
  [...standings]
    .map(([name, { state, siteId }]): [string, string] => [name, `${state} ${siteId}`])
    .filter(([, state]) => !state.startsWith('unmarked'))
    .sort();
