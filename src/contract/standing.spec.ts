import { describe, expect, it } from '@jest/globals';
import { type Because, type Fact, type Standing, standing, UNMARKED } from './standing.js';
import { at, DAY, fact, MINUTE_MS } from '../../test/support/facts.js';

const undoOf = (target: Fact, siteId = target.siteId, minute = 50): Fact =>
  fact(siteId, 'undo', minute, { undoes: target.id });
const online = { mode: 'online' } as const;

const present = fact('A', 'present', 1);
const absent = fact('A', 'absent', 2, { reason: 'sick' });
const elsewhere = fact('B', 'present', 5);
/** Made at minute 3 by a clock that is `minutes` fast, and received at minute 4. */
const fast = (minutes: number, isKnown: boolean, more: Partial<Fact> = {}): Fact =>
  fact('A', 'present', 3 + minutes, {
    clockOffset: isKnown ? minutes * MINUTE_MS : null,
    receivedAt: at(4),
    ...more,
  });
const year = (recordedAt: string): Fact => fact('A', 'present', 3, { recordedAt, receivedAt: at(4) });

const cases: [
  what: string,
  facts: Fact[],
  state: Standing['state'],
  siteId: string | null,
  because: Because,
  alsoAt?: string[],
][] = [
  ['nobody has spoken', [], 'unmarked', null, 'no-entry'],
  ['marked present', [present], 'in_person', 'A', 'only-word'],
  ['marked online', [fact('A', 'present', 1, online)], 'online', 'A', 'only-word'],
  ['absent after present: the later word of a site', [present, absent], 'absent', 'A', 'only-word'],
  ['present after absent', [fact('A', 'absent', 1), fact('A', 'present', 2)], 'in_person', 'A', 'only-word'],
  ['left after present', [present, fact('A', 'left', 9)], 'left', 'A', 'only-word'],
  ['the only entry undone', [present, undoOf(present)], 'unmarked', null, 'no-entry'],
  [
    'the second of two undone: the first stands again',
    [present, absent, undoOf(absent)],
    'in_person',
    'A',
    'only-word',
  ],
  ['undone by another site: has no effect', [present, undoOf(present, 'B')], 'in_person', 'A', 'only-word'],
  [
    'an undo whose target has not arrived',
    [fact('A', 'undo', 3, { undoes: 'unknown' })],
    'unmarked',
    null,
    'no-entry',
  ],
  [
    'present here, absent there: who saw them outranks who did not',
    [fact('A', 'present', 1), fact('B', 'absent', 9)],
    'in_person',
    'A',
    'seen-over-not-seen',
    ['B'],
  ],
  [
    'left here, absent there',
    [fact('A', 'left', 1), fact('B', 'absent', 9)],
    'left',
    'A',
    'seen-over-not-seen',
    ['B'],
  ],
  [
    'left here, present there: moved on',
    [fact('A', 'left', 9), fact('B', 'present', 1)],
    'in_person',
    'B',
    'seen-over-not-seen',
    ['A'],
  ],
  [
    'in a room and online: the room',
    [fact('A', 'present', 1), fact('B', 'present', 9, online)],
    'in_person',
    'A',
    'room-over-screen',
    ['B'],
  ],
  ['in two rooms: the later one', [present, elsewhere], 'in_person', 'B', 'latest-word', ['A']],
  [
    'in two rooms in the same millisecond: the greater id',
    [fact('A', 'present', 5), fact('B', 'present', 5)],
    'in_person',
    'B',
    'latest-word',
    ['A'],
  ],
  [
    'a clock that is a day fast and known to be, then absent',
    [fast(DAY, true), fact('A', 'absent', 5)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'a clock that is a day fast and not known to be, then absent',
    [fast(DAY, false), fact('A', 'absent', 5)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'absent, and what a fast clock made later',
    [fact('A', 'absent', 2), fast(DAY, false)],
    'in_person',
    'A',
    'only-word',
  ],
  [
    'absent between the act and its arrival: a known offset puts it before',
    [fact('A', 'absent', 3, { recordedAt: '2026-11-22T01:03:30.000Z' }), fast(DAY, true)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'absent in the millisecond of the arrival of what a fast clock made',
    [fact('A', 'absent', 4), fast(DAY, false)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'a clock that is three hours slow and known to be',
    [fact('A', 'absent', 2), fast(-180, true)],
    'in_person',
    'A',
    'only-word',
  ],
  [
    'a clock that is three hours slow and not known to be: as if it were made then',
    [fact('A', 'absent', 2), fast(-180, false)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'made without a connection and received an hour later: when it was made',
    [fact('A', 'present', 1, { receivedAt: at(61) }), fact('A', 'absent', 5)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'the year 9999, then absent',
    [year('9999-12-31T23:59:59.999Z'), fact('A', 'absent', 5)],
    'absent',
    'A',
    'only-word',
  ],
  [
    'the year 1970 says nothing: its arrival counts',
    [fact('A', 'absent', 2), year('1970-01-01T00:00:00.000Z')],
    'in_person',
    'A',
    'only-word',
  ],
  [
    'the year 1, then absent',
    [year('0001-01-01T00:00:00.000Z'), fact('A', 'absent', 5)],
    'absent',
    'A',
    'only-word',
  ],
  ['two rooms, one by a fast clock', [fast(DAY, false), elsewhere], 'in_person', 'B', 'latest-word', ['A']],
  [
    'two acts of one program with a fast clock, in one request',
    [fast(DAY, false), fast(DAY, false, { kind: 'absent', recordedAt: at(4 + DAY) })],
    'absent',
    'A',
    'only-word',
  ],
  ['two rooms, one undone', [present, elsewhere, undoOf(elsewhere)], 'in_person', 'A', 'only-word'],
];

describe('standing', () => {
  it.each(cases)('%s', (_, facts, state, siteId, because, alsoAt = []) => {
    expect(standing(facts)).toMatchObject({ state, siteId, because, alsoAt });
  });

  it('carries what the deciding entry says', () => {
    const standIn = fact('A', 'present', 3, { substituteFor: 'p9', reason: 'vì công tác' });
    expect(standing([present, standIn])).toMatchObject({
      entryId: standIn.id,
      substituteFor: 'p9',
      reason: 'vì công tác',
      recordedAt: at(3),
      happenedAt: at(3),
    });
    expect(standing([])).toBe(UNMARKED);
  });

  it('says when it happened: by the known offset, and never after the arrival', () => {
    const times = (one: Fact): unknown => [standing([one]).recordedAt, standing([one]).happenedAt];
    expect(times(fast(DAY, true))).toEqual([at(3 + DAY), at(3)]);
    expect(times(fast(-180, true))).toEqual([at(-177), at(3)]);
    expect(times(fast(DAY, false))).toEqual([at(3 + DAY), at(4)]);
    expect(times(year('9999-12-31T23:59:59.999Z'))).toEqual(['9999-12-31T23:59:59.999Z', at(4)]);
    expect(times(fact('A', 'present', 3 + DAY, { receivedAt: null }))).toEqual([at(3 + DAY), at(3 + DAY)]);
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
