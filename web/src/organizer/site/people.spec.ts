import { describe, expect, it } from '@jest/globals';
import type { Roster, RosterMember } from '#contract/roster.js';
import { searchPeople, peopleAt } from './people.js';

const member = (participantId: string, fullName: string, over: Partial<RosterMember> = {}): RosterMember => ({
  participantId,
  fullName,
  unit: 'Văn phòng',
  position: null,
  mode: 'in_person',
  origin: 'roster',
  codeHash: '',
  guest: false,
  removed: false,
  ...over,
});
const standing = {
  siteId: 's',
  alsoAt: [],
  because: 'only-word' as const,
  entryId: 'e',
  substituteFor: null,
  recordedAt: '2026-11-22T01:00:00.000Z',
};
const roster = {
  site: { id: 's' },
  members: [
    member('1', 'Nguyễn Văn Bình'),
    member('2', 'Trần Thị An'),
    member('3', 'Đỗ Văn Cường', { removed: true }),
  ],
  states: [
    { ...standing, participantId: '1', checkpointId: 'k', state: 'absent', reason: 'sick' },
    { ...standing, participantId: '2', checkpointId: 'other', state: 'in_person', reason: null },
  ],
} as unknown as Roster;

describe('the people of a site', () => {
  it('are sorted by given name, with their state at that checkpoint, without removed people', () => {
    expect(
      peopleAt(roster, 'k').map(({ member: { fullName }, state, reason }) => [fullName, state, reason]),
    ).toEqual([
      ['Trần Thị An', 'unmarked', null],
      ['Nguyễn Văn Bình', 'absent', 'sick'],
    ]);
  });
  it('say of this list’s people, not of guests, that they count at another site', () => {
    const at = (participantId: string, siteId: string | null, state: string) => ({
      ...standing,
      participantId,
      checkpointId: 'k',
      state,
      reason: null,
      siteId,
    });
    const members = ['here', 'there', 'hidden', 'unmarked', 'absent'].map((id) => member(id, id));
    const states = [
      at('here', 's', 'in_person'),
      at('there', 'other', 'in_person'),
      at('hidden', null, 'left'),
      at('unmarked', null, 'unmarked'),
      at('absent', 'other', 'absent'),
      at('guest', 'other', 'in_person'),
    ];
    const people = peopleAt(
      { ...roster, members: [...members, member('guest', 'guest', { guest: true })], states } as Roster,
      'k',
    );
    expect(people.filter((one) => one.isElsewhere).map((one) => one.member.participantId)).toEqual([
      'hidden',
      'there',
    ]);
  });
  it('name the substitute as long as the substitute is present', () => {
    const [stand, left] = [
      { ...standing, checkpointId: 'k', reason: null, substituteFor: '1' },
      { state: 'left' },
    ];
    const withSubstitute = (more: object): Roster =>
      ({
        ...roster,
        states: [...roster.states, { ...stand, participantId: '2', state: 'in_person', ...more }],
      }) as unknown as Roster;
    expect(
      peopleAt(withSubstitute({}), 'k').find(({ member: { participantId } }) => participantId === '1')
        ?.substitutes,
    ).toEqual(['Trần Thị An']);
    expect(
      peopleAt(withSubstitute(left), 'k').find(({ member: { participantId } }) => participantId === '1')
        ?.substitutes,
    ).toEqual([]);
  });
  it('are found without diacritics', () =>
    expect(searchPeople(peopleAt(roster, 'k'), 'nguyen van binh')).toHaveLength(1));
});
