import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CHECKPOINTS,
  codeOf,
  ELSEWHERE,
  HERE,
  idOf,
  Ledger,
  NOW,
  PEOPLE,
  present,
  submission,
} from '../../../test/support/batch-ledger.js';
import type { Standing } from '../../contract/standing.js';
import { judgeBatch } from './judge-batch.rules.js';

/**
 * Any acts of consoles and organizers about a few people at two checkpoints, with repetitions, undos,
 * walk-ins, personal codes and confirmations.
 */
const acts = fc.array(
  fc.record({
    nth: fc.nat(9),
    kind: fc.constantFrom('present', 'absent', 'left', 'undo', 'confirm', 'reopen', 'walk-in'),
    person: fc.nat(PEOPLE.length - 1),
    checkpoint: fc.nat(1),
    undoes: fc.nat(9),
    minute: fc.nat(59),
    siteId: fc.constantFrom(HERE, ELSEWHERE),
    actor: fc.constantFrom('organizer' as const, 'coordinator' as const),
    isByCode: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);
type Act = Parameters<Parameters<typeof acts.map>[0]>[0][number];
function entryOf({ nth, kind, person, checkpoint, undoes, minute, isByCode }: Act): object {
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
  return { ...entry, kind, ...(isByCode ? { code: codeOf(person) } : { participantId: PEOPLE[person]!.id }) };
}

describe('judging a batch', () => {
  it('ends the same for all acts in one batch, in batches of one, and worked out of the whole ledger', () => {
    fc.assert(
      fc.property(acts, (made) => {
        const submissions = made.map((act) => submission([entryOf(act)], act.siteId, act.actor));
        const [together, apart] = [new Ledger(1), new Ledger(1)];
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
