import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Because, type Fact, type Standing, standing, UNMARKED } from './standing.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
/** `A present@3` and so on; ids in order of writing. */
let made = 0;
function fact(siteId: string, kind: Fact['kind'], minute: number, more: Partial<Fact> = {}): Fact {
  made += 1;
  return { id: `e${String(made).padStart(4, '0')}`, kind, siteId, mode: kind === 'present' ? 'in_person' : null, reason: null, substituteFor: null, undoes: null, recordedAt: at(minute), deviceId: null, deviceSeq: null, ...more };
}
const undoOf = (target: Fact, siteId = target.siteId, minute = 50): Fact => fact(siteId, 'undo', minute, { undoes: target.id });
const online = { mode: 'online' } as const;

const present = fact('A', 'present', 1);
const absent = fact('A', 'absent', 2, { reason: 'sick' });
const elsewhere = fact('B', 'present', 5);

const cases: [what: string, facts: Fact[], state: Standing['state'], siteId: string | null, because: Because, alsoAt?: string[]][] = [
  ['nobody has spoken', [], 'unmarked', null, 'no-entry'],
  ['marked present', [present], 'in_person', 'A', 'only-word'],
  ['marked online', [fact('A', 'present', 1, online)], 'online', 'A', 'only-word'],
  ['absent after present: the later word of a site', [present, absent], 'absent', 'A', 'only-word'],
  ['present after absent', [fact('A', 'absent', 1), fact('A', 'present', 2)], 'in_person', 'A', 'only-word'],
  ['left after present', [present, fact('A', 'left', 9)], 'left', 'A', 'only-word'],
  ['the only entry undone', [present, undoOf(present)], 'unmarked', null, 'no-entry'],
  ['the second of two undone: the first stands again', [present, absent, undoOf(absent)], 'in_person', 'A', 'only-word'],
  ['undone by another site: has no effect', [present, undoOf(present, 'B')], 'in_person', 'A', 'only-word'],
  ['an undo whose target has not arrived', [fact('A', 'undo', 3, { undoes: 'unknown' })], 'unmarked', null, 'no-entry'],
  ['present here, absent there: who saw them outranks who did not', [fact('A', 'present', 1), fact('B', 'absent', 9)], 'in_person', 'A', 'seen-over-not-seen', ['B']],
  ['left here, absent there', [fact('A', 'left', 1), fact('B', 'absent', 9)], 'left', 'A', 'seen-over-not-seen', ['B']],
  ['left here, present there: moved on', [fact('A', 'left', 9), fact('B', 'present', 1)], 'in_person', 'B', 'seen-over-not-seen', ['A']],
  ['in a room and online: the room', [fact('A', 'present', 1), fact('B', 'present', 9, online)], 'in_person', 'A', 'room-over-screen', ['B']],
  ['in two rooms: the later one', [present, elsewhere], 'in_person', 'B', 'latest-word', ['A']],
  ['in two rooms in the same millisecond: the greater id', [fact('A', 'present', 5), fact('B', 'present', 5)], 'in_person', 'B', 'latest-word', ['A']],
  ['two rooms, one undone', [present, elsewhere, undoOf(elsewhere)], 'in_person', 'A', 'only-word'],
];

describe('standing', () => {
  it.each(cases)('%s', (_, facts, state, siteId, because, alsoAt = []) => {
    expect(standing(facts)).toMatchObject({ state, siteId, because, alsoAt });
  });

  it('carries what the deciding entry says', () => {
    const standIn = fact('A', 'present', 3, { substituteFor: 'p9', reason: 'vì công tác' });
    expect(standing([present, standIn])).toMatchObject({ entryId: standIn.id, substituteFor: 'p9', reason: 'vì công tác', recordedAt: at(3) });
    expect(standing([])).toBe(UNMARKED);
  });

  it('believes a device’s count rather than its clock', () => {
    const device = { deviceId: 'd1' };
    const first = fact('A', 'present', 40, { ...device, deviceSeq: 1 });
    const second = fact('A', 'absent', 2, { ...device, deviceSeq: 2 });
    expect(standing([first, second])).toMatchObject({ state: 'absent', entryId: second.id });
  });

  it('hears the later of two devices of one site', () => {
    const one = fact('A', 'present', 4, { deviceId: 'd1', deviceSeq: 7 });
    const other = fact('A', 'absent', 5, { deviceId: 'd2', deviceSeq: 1 });
    expect(standing([other, one])).toMatchObject({ state: 'absent', because: 'only-word', alsoAt: [] });
  });

  it('leaves an undo undone when it is itself named by an undo', () => {
    const undo = undoOf(present);
    expect(standing([present, undo, undoOf(undo)]).state).toBe('unmarked');
  });
});

/** Any set of entries about one person: three sites, two devices each, colliding times and counts, undos of anything. */
const anyFacts: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Fact['kind']>('present', 'absent', 'left', 'undo'),
      siteId: fc.constantFrom('A', 'B', 'C'),
      mode: fc.constantFrom<Fact['mode']>('in_person', 'online'),
      minute: fc.integer({ min: 0, max: 4 }),
      device: fc.option(fc.tuple(fc.constantFrom('d1', 'd2'), fc.integer({ min: 1, max: 4 }))),
      target: fc.nat(14),
    }),
    { maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map(({ kind, siteId, mode, minute, device, target }, index) => ({
      id: `e${index}`,
      kind,
      siteId,
      mode: kind === 'present' ? mode : null,
      reason: null,
      substituteFor: null,
      undoes: kind === 'undo' ? `e${target}` : null,
      recordedAt: at(minute),
      deviceId: device?.[0] ?? null,
      deviceSeq: device?.[1] ?? null,
    })),
  );

describe('standing, for any set of entries', () => {
  const shuffledAndRepeated = anyFacts.chain((facts) =>
    fc.tuple(fc.constant(facts), facts.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...facts), { maxLength: 20 }).chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }))),
  );

  it('is the same for every order and repetition of delivery (R6)', () => {
    fc.assert(fc.property(shuffledAndRepeated, ([facts, delivered]) => expect(standing(delivered)).toEqual(standing(facts))), { numRuns: 2_000 });
  });

  it('names a living entry of the site at which the person counts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const result = standing(facts);
        if (result.entryId === null) return expect(result).toEqual(UNMARKED);
        const entry = facts.find(({ id }) => id === result.entryId)!;
        expect(entry.siteId).toBe(result.siteId);
        expect(facts.some(({ kind, undoes, siteId }) => kind === 'undo' && undoes === entry.id && siteId === entry.siteId)).toBe(false);
        expect(result.alsoAt).not.toContain(result.siteId);
      }),
    );
  });

  it('counts a person once, at one of the sites that spoke', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { siteId, alsoAt } = standing(facts);
        expect(new Set([siteId, ...alsoAt]).size).toBe(alsoAt.length + 1);
        expect([...alsoAt].sort()).toEqual(alsoAt);
      }),
    );
  });
});
