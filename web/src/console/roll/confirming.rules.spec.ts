import type { RosterConfirmation } from '#contract/roster.js';
import type { MadeRow, ReceivedRow } from '../store/rows.js';
import { type ClosingSource, closingOf, paperTime } from './confirming.rules.js';

const AT = '2026-11-22T01:00:00.000Z';
let count = 0;
const made = (entry: Partial<MadeRow['entry']>, more: Partial<MadeRow> = {}): MadeRow => {
  const deviceSeq = (count += 1);
  const id = more.id ?? `e${deviceSeq}`;
  return {
    deviceSeq,
    id,
    act: `a${deviceSeq}`,
    deviceId: 'd',
    siteId: 's',
    participantId: '',
    ...more,
    entry: {
      id,
      checkpointId: 'c',
      kind: 'confirm',
      method: 'roll_call',
      recordedAt: AT,
      deviceSeq,
      ...entry,
    },
  };
};
const received = (row: MadeRow, seq: number): ReceivedRow => ({
  ...row,
  outcome: 'accepted',
  receivedAt: AT,
  seq,
});
const served = (more: Partial<RosterConfirmation> = {}): RosterConfirmation => ({
  checkpointId: 'c',
  state: 'confirmed',
  entryId: 'x',
  headcount: 9,
  note: null,
  confirmedAt: AT,
  reason: null,
  names: 9,
  ...more,
});
const source = (more: Partial<ClosingSource>): ClosingSource => ({
  rosterSeq: 10,
  confirmations: [],
  saving: [],
  waiting: [],
  received: [],
  ...more,
});
const shown = (more: Partial<ClosingSource>) => {
  const { state, headcount, mark, undoable } = closingOf(source(more), 'c');
  return [state, headcount, mark, undoable];
};

describe('the confirmation on the screen', () => {
  it('is open when nobody has confirmed it, or only another checkpoint', () => {
    expect(shown({})).toEqual(['open', null, 'received', null]);
    expect(shown({ waiting: [made({ checkpointId: 'other', headcount: 3 })] })).toEqual([
      'open',
      null,
      'received',
      null,
    ]);
  });
  it('is that of another console, which this one cannot undo', () => {
    expect(shown({ confirmations: [served()] })).toEqual(['confirmed', 9, 'received', null]);
  });
  it('is confirmed at once by this device, first saved, then received', () => {
    const confirm = made({ headcount: 14 });
    expect(shown({ saving: [confirm] })).toEqual(['confirmed', 14, 'saving', confirm.id]);
    expect(shown({ waiting: [confirm] })).toEqual(['confirmed', 14, 'saved', confirm.id]);
    expect(shown({ received: [received(confirm, 11)] })).toEqual(['confirmed', 14, 'received', confirm.id]);
    expect(
      shown({
        received: [received(confirm, 9)],
        confirmations: [served({ entryId: confirm.id, headcount: 14 })],
      }),
    ).toEqual(['confirmed', 14, 'received', confirm.id]);
  });
  it('is open again when this device undoes its own, before the service knows', () => {
    const confirm = made({ headcount: 14 });
    const undo = made({ kind: 'undo', undoes: confirm.id });
    expect(
      shown({
        received: [received(confirm, 9)],
        waiting: [undo],
        confirmations: [served({ entryId: confirm.id })],
      }),
    ).toEqual(['open', null, 'saved', null]);
  });
  it('follows the organizers who reopened it, and can be confirmed again', () => {
    const before = made({ headcount: 14 });
    const reopened = served({
      state: 'open',
      entryId: 'r',
      headcount: null,
      confirmedAt: null,
      reason: 'nhầm',
    });
    expect(shown({ received: [received(before, 9)], confirmations: [reopened] })).toEqual([
      'open',
      null,
      'received',
      null,
    ]);
    const anew = made({ headcount: 15 });
    expect(shown({ received: [received(before, 9)], waiting: [anew], confirmations: [reopened] })).toEqual([
      'confirmed',
      15,
      'saved',
      anew.id,
    ]);
  });
});

describe('a time on paper', () => {
  const now = new Date(2026, 10, 22, 9, 30);
  it.each([
    ['08:15', new Date(2026, 10, 22, 8, 15).toISOString()],
    ['09:30', now.toISOString()],
    ['09:31', null],
    ['', null],
  ])('%s', (typed, at) => expect(paperTime(typed, now)).toBe(at));
});
