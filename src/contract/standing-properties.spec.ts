import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fact, standing, UNMARKED } from './standing.js';
import { at, DAY, fact, MINUTE_MS } from '../../test/support/facts.js';

/**
 * Any set of entries about one person: three sites, two devices each, colliding
 * times and counts, undos of anything.
 */
const anyFacts: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Fact['kind']>('present', 'absent', 'left', 'undo'),
      siteId: fc.constantFrom('A', 'B', 'C'),
      mode: fc.constantFrom<Fact['mode']>('in_person', 'online'),
      minute: fc.integer({ min: 0, max: 4 }),
      clock: fc.record({
        offBy: fc.constantFrom(0, 0, -180, 2 * DAY, -11 * 365 * DAY),
        isKnown: fc.boolean(),
        minutesUnderWay: fc.constantFrom(0, 1, 61),
      }),
      device: fc.option(fc.tuple(fc.constantFrom('d1', 'd2'), fc.integer({ min: 1, max: 4 }))),
      target: fc.nat(14),
    }),
    { maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map(({ kind, siteId, mode, minute, clock, device, target }, index) => ({
      id: `e${index}`,
      kind,
      siteId,
      mode: kind === 'present' ? mode : null,
      reason: null,
      substituteFor: null,
      undoes: kind === 'undo' ? `e${target}` : null,
      recordedAt: at(minute + clock.offBy),
      clockOffset: clock.isKnown ? clock.offBy * MINUTE_MS : null,
      receivedAt: at(minute + clock.minutesUnderWay),
      deviceId: device?.[0] ?? null,
      deviceSeq: device?.[1] ?? null,
    })),
  );

describe('standing, for any set of entries', () => {
  const shuffledAndRepeated = anyFacts.chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      facts.length === 0
        ? fc.constant([])
        : fc
            .array(fc.constantFrom(...facts), { maxLength: 20 })
            .chain((again) =>
              fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }),
            ),
    ),
  );

  it('is the same for every order and repetition of delivery (R6)', () => {
    fc.assert(
      fc.property(shuffledAndRepeated, ([facts, delivered]) =>
        expect(standing(delivered)).toEqual(standing(facts)),
      ),
      { numRuns: 2_000 },
    );
  });

  it('places no entry after its arrival, so that no fast clock outvotes later entries (R9)', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('A', 'B', 'C'), (facts, siteId) => {
        const last = facts.reduce(
          (latest, { receivedAt }) => (receivedAt! > latest ? receivedAt! : latest),
          at(0),
        );
        const afterwards = new Date(Date.parse(last) + 1).toISOString();
        const word = fact(siteId, 'absent', 0, { recordedAt: afterwards, receivedAt: afterwards });
        const others = facts.filter((one) => one.siteId === siteId);
        expect(standing([...others, word])).toMatchObject({
          state: 'absent',
          entryId: word.id,
          happenedAt: afterwards,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same however far a clock is off, as long as the offset is known (R9)', () => {
    const offsets = fc.array(fc.integer({ min: -3_000 * DAY, max: 3_000 * DAY }), {
      minLength: 14,
      maxLength: 14,
    });
    const { happenedAt: _, recordedAt: __, ...same } = UNMARKED;
    const judged = (facts: Fact[]): unknown =>
      Object.fromEntries(Object.entries(standing(facts)).filter(([name]) => name in same));
    fc.assert(
      fc.property(anyFacts, offsets, (facts, minutes) => {
        const right = facts.map((one) => ({ ...one, clockOffset: 0 }));
        // In the same millisecond the device's time is the last thing that is asked.
        const wrong = right.map((one, n) => ({
          ...one,
          recordedAt: new Date(Date.parse(one.recordedAt) + minutes[n]! * MINUTE_MS).toISOString(),
          clockOffset: minutes[n]! * MINUTE_MS,
        }));
        expect(judged(wrong)).toEqual(judged(right));
      }),
    );
  });

  it('names an entry that is not undone, of the site where the person counts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const result = standing(facts);
        if (result.entryId === null) return expect(result).toEqual(UNMARKED);
        const entry = facts.find(({ id }) => id === result.entryId)!;
        expect(entry.siteId).toBe(result.siteId);
        expect(
          facts.some(
            ({ kind, undoes, siteId }) => kind === 'undo' && undoes === entry.id && siteId === entry.siteId,
          ),
        ).toBe(false);
        expect(result.alsoAt).not.toContain(result.siteId);
      }),
    );
  });

  it('counts a person once, at one of the sites with an entry', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { siteId, alsoAt } = standing(facts);
        expect(new Set([siteId, ...alsoAt]).size).toBe(alsoAt.length + 1);
        expect([...alsoAt].sort()).toEqual(alsoAt);
      }),
    );
  });
});
