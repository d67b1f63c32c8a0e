import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Confirmation,
  confirmation,
  type ConfirmationFact,
  NEVER_CONFIRMED,
  precedes,
} from './confirmation.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const HOUR = 3_600_000;
let made = 0;
function fact(
  kind: ConfirmationFact['kind'],
  minute: number,
  more: Partial<ConfirmationFact> = {},
): ConfirmationFact {
  made += 1;
  const details = kind === 'confirm' ? { headcount: 15 } : kind === 'reopen' ? { reason: 'đếm lại' } : {};
  return {
    id: `e${String(made).padStart(4, '0')}`,
    kind,
    siteId: 'A',
    undoes: null,
    recordedAt: at(minute),
    deviceId: null,
    deviceSeq: null,
    clockOffset: null,
    receivedAt: at(59),
    headcount: null,
    note: null,
    reason: null,
    ...details,
    ...more,
  };
}
const undoOf = (target: ConfirmationFact, more: Partial<ConfirmationFact> = {}): ConfirmationFact =>
  fact('undo', 50, { undoes: target.id, ...more });

const confirm = fact('confirm', 10);
const corrected = fact('confirm', 20, { headcount: 14, note: 'một người về sớm' });
const reopen = fact('reopen', 15);
const isFast = { deviceId: 'd1', clockOffset: 24 * HOUR };
const early = fact('confirm', 10, { deviceId: 'd1', deviceSeq: 2 });
const jumped = fact('confirm', 5, { deviceId: 'd1', deviceSeq: 3, headcount: 12 });

const cases: [
  what: string,
  facts: ConfirmationFact[],
  state: Confirmation['state'],
  decides: ConfirmationFact | null,
][] = [
  ['nothing was said', [], 'open', null],
  ['only people were spoken of', [fact('present', 1), fact('undo', 2, { undoes: 'x' })], 'open', null],
  ['confirmed', [confirm], 'confirmed', confirm],
  ['confirmed again with another headcount', [confirm, corrected], 'confirmed', corrected],
  ['reopened', [confirm, reopen], 'open', reopen],
  ['reopened and confirmed anew', [confirm, reopen, corrected], 'confirmed', corrected],
  ['reopened before anybody had confirmed', [fact('reopen', 1), confirm], 'confirmed', confirm],
  ['the only confirm taken back', [confirm, undoOf(confirm)], 'open', null],
  [
    'the second of two taken back: the first holds',
    [confirm, corrected, undoOf(corrected)],
    'confirmed',
    confirm,
  ],
  [
    'a confirm after a reopen taken back: open again',
    [confirm, reopen, corrected, undoOf(corrected)],
    'open',
    reopen,
  ],
  [
    'taken back by another site: has no effect',
    [confirm, undoOf(confirm, { siteId: 'B' })],
    'confirmed',
    confirm,
  ],
  ['an undo of a reopen: has no effect', [confirm, reopen, undoOf(reopen)], 'open', reopen],
  [
    'an undo of an undo: has no effect',
    ((undo) => [confirm, undo, undoOf(undo)])(undoOf(confirm)),
    'open',
    null,
  ],
  ['an undo that came without what it names', [undoOf(confirm)], 'open', null],
  ['a device whose clock went back is believed by its count', [early, jumped], 'confirmed', jumped],
  [
    'a clock that is a day fast and known to be does not outvote the organizers',
    [fact('confirm', 10 + 24 * 60, isFast), reopen],
    'open',
    reopen,
  ],
  [
    'a clock that is a day fast and not known to be does not outvote the organizers',
    [fact('confirm', 10 + 24 * 60, { receivedAt: at(11) }), reopen],
    'open',
    reopen,
  ],
  [
    'the year 9999 does not outvote the organizers',
    [fact('confirm', 0, { recordedAt: '9999-12-31T23:59:59.999Z', receivedAt: at(11) }), reopen],
    'open',
    reopen,
  ],
  [
    'in the same millisecond: the greater id',
    [confirm, fact('reopen', 10, { id: 'e0000' })],
    'confirmed',
    confirm,
  ],
];

describe('whether a checkpoint is confirmed', () => {
  it.each(cases)('%s', (_, facts, state, decides) => {
    expect(confirmation(facts)).toMatchObject({ state, entryId: decides?.id ?? null });
  });

  it('carries what the deciding entry says', () => {
    expect(confirmation([confirm, corrected])).toEqual({
      state: 'confirmed',
      entryId: corrected.id,
      headcount: 14,
      note: 'một người về sớm',
      confirmedAt: at(20),
      happenedAt: at(20),
      reason: null,
    });
    const byFast = fact('confirm', 10 + 24 * 60, { receivedAt: at(11) });
    expect(confirmation([byFast])).toMatchObject({ confirmedAt: byFast.recordedAt, happenedAt: at(11) });
    expect(confirmation([confirm, reopen])).toEqual({
      ...NEVER_CONFIRMED,
      entryId: reopen.id,
      reason: 'đếm lại',
    });
    expect(confirmation([fact('confirm', 1, { headcount: 0 })]).headcount).toBe(0);
  });

  it.each<[string, Partial<ConfirmationFact>, boolean]>([
    ['an earlier time', { recordedAt: at(9) }, true],
    ['the same time', { recordedAt: at(10) }, false],
    ['a later time', { recordedAt: at(11) }, false],
    ['an earlier time of a clock that is slow', { recordedAt: at(9), clockOffset: -HOUR }, false],
    ['a later time of a clock that is fast', { recordedAt: at(59), clockOffset: HOUR }, true],
    [
      'a later time than its own arrival, which was before',
      { recordedAt: '9999-12-31T23:59:59.999Z', receivedAt: at(9) },
      true,
    ],
    [
      'a later time than its own arrival, which was after',
      { recordedAt: '9999-12-31T23:59:59.999Z', receivedAt: at(11) },
      false,
    ],
    [
      'a later time but an earlier count of the same device',
      { recordedAt: at(59), deviceId: 'd1', deviceSeq: 1 },
      true,
    ],
    [
      'an earlier time but a later count of the same device',
      { recordedAt: at(1), deviceId: 'd1', deviceSeq: 3 },
      false,
    ],
    ['a count of another device', { recordedAt: at(1), deviceId: 'd2', deviceSeq: 3 }, true],
  ])('an entry with %s: under way %#', (_, more, isUnderWay) => {
    expect(precedes(fact('present', 0, more), early)).toBe(isUnderWay);
  });
});

/**
 * Any entries of one checkpoint: two sites for the undos, two devices, colliding times
 * and counts, clocks that are off.
 */
const anyFacts: fc.Arbitrary<ConfirmationFact[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<ConfirmationFact['kind']>('confirm', 'confirm', 'reopen', 'undo', 'present'),
      minute: fc.integer({ min: 0, max: 4 }),
      device: fc.option(fc.tuple(fc.constantFrom('d1', 'd2'), fc.integer({ min: 1, max: 4 }))),
      clockOffset: fc.constantFrom(null, 0, 60_000, -120_000, 48 * HOUR),
      isFast: fc.boolean(),
      minutesUnderWay: fc.constantFrom(0, 1, 61),
      headcount: fc.nat(20),
      target: fc.nat(11),
      isElsewhere: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map(
      (
        { kind, minute, device, clockOffset, isFast, minutesUnderWay, headcount, target, isElsewhere },
        index,
      ) => ({
        id: `e${index}`,
        kind,
        siteId: kind === 'undo' && isElsewhere ? 'B' : 'A',
        undoes: kind === 'undo' ? `e${target}` : null,
        recordedAt: at(minute + (isFast ? 48 * 60 : 0)),
        receivedAt: at(minute + minutesUnderWay),
        deviceId: device?.[0] ?? null,
        deviceSeq: device?.[1] ?? null,
        clockOffset,
        headcount: kind === 'confirm' ? headcount : null,
        note: null,
        reason: null,
      }),
    ),
  );

describe('whether a checkpoint is confirmed, for any set of entries', () => {
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

  it('is the same for every order and repetition of delivery', () => {
    fc.assert(
      fc.property(shuffledAndRepeated, ([facts, delivered]) =>
        expect(confirmation(delivered)).toEqual(confirmation(facts)),
      ),
      { numRuns: 2_000 },
    );
  });

  it('follows a living entry, of the kind that it says', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { entryId, state, headcount } = confirmation(facts);
        const isUndone = ({ id, siteId }: ConfirmationFact): boolean =>
          facts.some((undo) => undo.kind === 'undo' && undo.undoes === id && undo.siteId === siteId);
        const alive = facts.filter(
          (one) => one.kind === 'reopen' || (one.kind === 'confirm' && !isUndone(one)),
        );
        if (alive.length === 0) return expect({ entryId, state }).toEqual({ entryId: null, state: 'open' });
        const decides = alive.find(({ id }) => id === entryId)!;
        expect({ state, headcount }).toEqual({
          state: decides.kind === 'confirm' ? 'confirmed' : 'open',
          headcount: decides.headcount,
        });
      }),
    );
  });
});
