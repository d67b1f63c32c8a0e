import fc from 'fast-check';
import type { Entry } from '#contract/attendance.js';
import type { RosterState } from '#contract/roster.js';
import { type Fact, standing, UNMARKED } from '#contract/standing.js';
import type { MadeRow, ReceivedRow } from '../store/rows.js';
import { member } from './member.fixture.js';
import { countsOf, searchRows, rollOf, type RollSource, shownStanding } from './roll.rules.js';

const made = (deviceSeq: number, participantId: string, entry: Partial<Entry> = {}): MadeRow => ({
  deviceSeq,
  id: `e${deviceSeq}`,
  participantId,
  act: `a${deviceSeq}`,
  deviceId: 'd',
  siteId: 'here',
  entry: {
    id: `e${deviceSeq}`,
    checkpointId: 'c',
    kind: 'present',
    participantId,
    method: 'roll_call',
    recordedAt: `2026-11-22T01:00:${String(deviceSeq).padStart(2, '0')}.000Z`,
    deviceSeq,
    ...entry,
  },
});
const state = (participantId: string, changes: Partial<RosterState>): RosterState => ({
  ...UNMARKED,
  participantId,
  checkpointId: 'c',
  ...changes,
});
const source = (changes: Partial<RollSource> = {}): RollSource => ({
  siteId: 'here',
  rosterSeq: 10,
  members: [member('an'), member('binh')],
  states: [],
  saving: [],
  waiting: [],
  received: [],
  refused: [],
  ...changes,
});
const rollFor = (changes: Partial<RollSource>) => rollOf(source(changes), 'c');
const rowFor = (changes: Partial<RollSource>, name = 'an') =>
  rollFor(changes).find((row) => row.participantId === name)!;
const received = (row: MadeRow, seq: number): ReceivedRow => ({
  ...row,
  outcome: 'accepted',
  receivedAt: '',
  seq,
});

describe('a mark', () => {
  it.each<[string, Partial<RollSource>, string, string]>([
    ['nothing said', {}, 'unmarked', 'none'],
    ['still being saved', { saving: [made(1, 'an')] }, 'in_person', 'saving'],
    ['saved here', { waiting: [made(1, 'an')] }, 'in_person', 'saved'],
    [
      'received, the roster not fetched since',
      { received: [received(made(1, 'an'), 11)] },
      'in_person',
      'received',
    ],
    [
      'received and known to the roster',
      {
        received: [received(made(1, 'an'), 10)],
        states: [state('an', { state: 'in_person', siteId: 'here', entryId: 'e1' })],
      },
      'in_person',
      'received',
    ],
    [
      "another console's",
      { states: [state('an', { state: 'absent', siteId: 'here', entryId: 'x' })] },
      'absent',
      'received',
    ],
    [
      'refused',
      { refused: [{ ...made(1, 'an'), code: 'checkpoint.not-open', message: '', refusedAt: '' }] },
      'unmarked',
      'refused',
    ],
    [
      'corrected after a refusal',
      {
        refused: [{ ...made(1, 'an'), code: 'checkpoint.not-open', message: '', refusedAt: '' }],
        waiting: [made(2, 'an')],
      },
      'in_person',
      'saved',
    ],
    [
      'undone here',
      { waiting: [made(1, 'an'), made(2, 'an', { kind: 'undo', undoes: 'e1' })] },
      'unmarked',
      'saved',
    ],
    ['at another checkpoint', { waiting: [made(1, 'an', { checkpointId: 'other' })] }, 'unmarked', 'none'],
  ])('%s', (_name, changes, stands, mark) => {
    expect(rowFor(changes).standing.state).toBe(stands);
    expect(rowFor(changes).mark.kind).toBe(mark);
  });

  it('follows the roster once it holds all entries of this device, whatever others enter later', () => {
    const row = rowFor({
      rosterSeq: 12,
      received: [received(made(1, 'an'), 11)],
      states: [state('an', { state: 'absent', siteId: 'here', entryId: 'theirs' })],
    });
    expect(row.standing.state).toBe('absent');
  });

  it('shows before the entry arrives what the service will say afterwards', () => {
    const kind = fc.constantFrom<Entry['kind']>('present', 'absent', 'left');
    const fact = (
      id: string,
      word: Entry['kind'],
      second: number,
      siteId: string,
      deviceId: string,
      deviceSeq: number,
    ): Fact => ({
      id,
      kind: word,
      siteId,
      mode: 'in_person',
      reason: null,
      substituteFor: null,
      undoes: null,
      recordedAt: `2026-11-22T01:00:${String(second).padStart(2, '0')}.000Z`,
      deviceId,
      deviceSeq,
    });
    fc.assert(
      fc.property(
        kind,
        fc.integer({ min: 0, max: 59 }),
        fc.boolean(),
        fc.array(fc.tuple(kind, fc.integer({ min: 0, max: 59 })), { minLength: 1, maxLength: 6 }),
        (theirWord, theirSecond, isHere, mine) => {
          const theirs = fact('t', theirWord, theirSecond, isHere ? 'here' : 'there', 'd2', 1);
          const own = mine.map(([word, second], n) => fact(`m${n}`, word, second, 'here', 'd1', n + 1));
          const { state: shown, siteId } = shownStanding(standing([theirs]), own, true);
          expect({ shown, siteId }).toEqual({
            shown: standing([theirs, ...own]).state,
            siteId: standing([theirs, ...own]).siteId,
          });
        },
      ),
    );
  });

  it('can be undone if it is the last entry of this device that was not undone', () => {
    expect(rowFor({ waiting: [made(1, 'an'), made(2, 'an', { kind: 'absent' })] }).undoable).toBe('e2');
    expect(
      rowFor({
        waiting: [
          made(1, 'an'),
          made(2, 'an', { kind: 'absent' }),
          made(3, 'an', { kind: 'undo', undoes: 'e2' }),
        ],
      }).undoable,
    ).toBe('e1');
    expect(
      rowFor({ states: [state('an', { state: 'absent', siteId: 'here', entryId: 'theirs' })] }).undoable,
    ).toBeNull();
  });
});

describe('the roll', () => {
  it('shows a walk-in at the other checkpoints, and removes one who was undone', () => {
    const members = [member('an'), member('khach', { origin: 'walk_in' })];
    const came = made(1, 'khach', { walkIn: { fullName: 'khach' }, checkpointId: 'opening' });
    expect(rollFor({ members, waiting: [came] })).toHaveLength(2);
    expect(
      rollFor({
        members,
        states: [
          state('khach', { checkpointId: 'opening', state: 'in_person', siteId: 'here', entryId: 'e1' }),
        ],
      }),
    ).toHaveLength(2);
    expect(rollFor({ members, states: [state('khach', { checkpointId: 'opening' })] })).toHaveLength(1);
    const undone = made(2, 'khach', { kind: 'undo', undoes: 'e1', checkpointId: 'opening' });
    expect(rollFor({ members, waiting: [came, undone] })).toHaveLength(1);
    const before = { checkpointId: 'opening', state: 'in_person', siteId: 'here', entryId: 'e1' } as const;
    expect(
      rollFor({
        members,
        received: [received(came, 10)],
        states: [state('khach', before)],
        waiting: [undone],
      }),
    ).toHaveLength(1);
  });
  it('counts people of the list and people outside it apart, without those who count elsewhere', () => {
    const rows = rollFor({
      members: [
        member('an'),
        member('binh'),
        member('chi'),
        member('dung', { guest: true }),
        member('em', { origin: 'walk_in' }),
      ],
      states: [
        state('an', { state: 'in_person', siteId: 'there', entryId: 'x' }),
        state('binh', { state: 'absent', siteId: 'here', entryId: 'y' }),
        state('dung', { state: 'online', siteId: 'here', entryId: 'z' }),
        state('em', { state: 'in_person', siteId: 'here', entryId: 'w' }),
      ],
    });
    expect(countsOf(rows)).toEqual({ present: 0, outside: 2, listed: 3, absent: 1, left: 0, unmarked: 1 });
  });
  it('names the person for whom a substitute came', () => {
    const members = [member('an', { fullName: 'Nguyễn Văn An' }), member('e1', { origin: 'walk_in' })];
    expect(
      rowFor(
        { members, waiting: [made(1, 'e1', { walkIn: { fullName: 'Mai' }, substituteFor: 'an' })] },
        'e1',
      ).substituteForName,
    ).toBe('Nguyễn Văn An');
  });
  it('names the substitute beside the person, as long as the substitute is there', () => {
    const members = [member('an'), member('e1', { origin: 'walk_in', fullName: 'Mai' })];
    const came = made(1, 'e1', { walkIn: { fullName: 'Mai' }, substituteFor: 'an' });
    expect(rowFor({ members, waiting: [came] }, 'an').substituteName).toBe('Mai');
    expect(
      rowFor({ members, waiting: [came, made(2, 'e1', { kind: 'left' })] }, 'an').substituteName,
    ).toBeNull();
  });
  it.each([
    ['do duc', 1],
    ['ĐỖ ĐỨC CƯỜNG', 1],
    ['cuong cong an', 1],
    ['nguyen', 0],
    ['', 2],
  ])('finds by %s', (typed, count) => {
    const rows = rollFor({
      members: [
        member('a', { fullName: 'Đỗ Đức Cường', unit: 'Công an xã' }),
        member('b', { fullName: 'Thân Thị Bình' }),
      ],
    });
    expect(searchRows(rows, typed)).toHaveLength(count);
  });
});
