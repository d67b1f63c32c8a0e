import type { Entry } from '#contract/attendance.js';
import type { MadeRow } from '../store/rows.js';
import { historyOf } from './history.rules.js';

const made = (deviceSeq: number, act: string, entry: Partial<Entry> = {}, participantId = 'an'): MadeRow => ({
  deviceSeq,
  id: `e${deviceSeq}`,
  act,
  participantId,
  deviceId: 'd',
  siteId: 'here',
  entry: {
    id: `e${deviceSeq}`,
    checkpointId: 'c',
    kind: 'present',
    participantId,
    method: 'roll_call',
    recordedAt: `t${deviceSeq}`,
    deviceSeq,
    ...entry,
  },
});

describe('the history of a checkpoint', () => {
  it('has one line per action, the last first, with the least certain mark', () => {
    const done = historyOf(
      [
        { row: made(1, 'all'), mark: 'received' },
        { row: made(2, 'all', {}, 'binh'), mark: 'saved' },
        { row: made(3, 'one', { kind: 'absent' }), mark: 'received' },
      ],
      'c',
    );
    expect(done.map(({ act, people, mark }) => [act, people, mark])).toEqual([
      ['one', ['an'], 'received'],
      ['all', ['an', 'binh'], 'saved'],
    ]);
  });
  it('shows a substitution as an absence with the name of the substitute', () => {
    const [done, ...rest] = historyOf(
      [
        { row: made(1, 'a', { kind: 'absent', reason: 'sick' }), mark: 'received' },
        { row: made(2, 'a', { substituteFor: 'an', method: 'walk_in' }, 'kim'), mark: 'saved' },
      ],
      'c',
    );
    expect(rest).toEqual([]);
    expect(done).toMatchObject({
      kind: 'absent',
      reason: 'sick',
      people: ['an'],
      substitute: 'kim',
      mark: 'saved',
    });
    expect(done!.living).toHaveLength(2);
  });
  it('shows an undo at the action that it undid, and leaves nothing to undo there', () => {
    const [done, ...rest] = historyOf(
      [
        { row: made(1, 'a'), mark: 'received' },
        { row: made(2, 'b', { kind: 'undo', undoes: 'e1' }), mark: 'saved' },
      ],
      'c',
    );
    expect(rest).toEqual([]);
    expect(done).toMatchObject({ act: 'a', isUndone: true, living: [] });
  });
  it('undoes the rest of an action after one person of it was undone', () => {
    const rows = [made(1, 'all'), made(2, 'all', {}, 'binh'), made(3, 'b', { kind: 'undo', undoes: 'e1' })];
    expect(
      historyOf(
        rows.map((row) => ({ row, mark: 'saved' as const })),
        'c',
      )[0],
    ).toMatchObject({ isUndone: false, living: [{ id: 'e2' }] });
  });
  it("shows the undo of another console's entry by itself", () => {
    expect(
      historyOf([{ row: made(1, 'a', { kind: 'undo', undoes: 'theirs' }), mark: 'saved' }], 'c'),
    ).toMatchObject([{ kind: 'undo', living: [], isUndone: false }]);
  });
  it('shows the reason of an absence, so that two entries about one person differ', () => {
    const rows = [
      made(1, 'a', { kind: 'absent', reason: 'unknown' }),
      made(2, 'b', { kind: 'absent', reason: 'sick' }),
      made(3, 'c', { kind: 'present' }),
    ];
    const done = historyOf(
      rows.map((row) => ({ row, mark: 'saved' as const })),
      'c',
    );
    expect(done.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['present', null],
      ['absent', 'sick'],
      ['absent', 'unknown'],
    ]);
  });
  it('tells people online from people in the room', () => {
    const rows = [
      made(1, 'room', { mode: 'in_person' }),
      made(2, 'online', { mode: 'online' }),
      made(3, 'all', { mode: 'online' }),
      made(4, 'all', {}, 'binh'),
      made(5, 'gone', { kind: 'absent' }),
    ];
    const done = historyOf(
      rows.map((row) => ({ row, mark: 'saved' as const })),
      'c',
    );
    expect(done.filter(({ isOnline }) => isOnline).map(({ act }) => act)).toEqual(['online']);
  });
  it('leaves out other checkpoints', () => {
    expect(historyOf([{ row: made(1, 'a'), mark: 'saved' }], 'other')).toEqual([]);
  });
});
