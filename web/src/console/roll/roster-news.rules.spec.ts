import type { RosterMember } from '#contract/roster.js';
import { member } from './member.fixture.js';
import { rosterNewsOf } from './roster-news.rules.js';

const news = (before: RosterMember[] | null, now: RosterMember[]) => {
  const { removed, moved, added } = rosterNewsOf(before, now);
  return [removed, moved, added].map((people) => people.map(({ participantId }) => participantId).join());
};
const [an, binh, cuong] = [member('an'), member('binh'), member('cuong')];

describe('the news of the roster', () => {
  it.each<[string, RosterMember[] | null, RosterMember[], string[]]>([
    ['is no news when it comes for the first time', null, [an, binh], ['', '', '']],
    ['is no news while it stays', [an, binh], [binh, an], ['', '', '']],
    ['names who was taken off, and who came', [an, binh], [an, cuong], ['binh', '', 'cuong']],
    [
      'tells who was moved from who is gone, by what was recorded here',
      [an, binh],
      [an, member('binh', { guest: true })],
      ['', 'binh', ''],
    ],
    [
      'names a guest who is on the list now',
      [an, member('binh', { guest: true })],
      [an, binh],
      ['', '', 'binh'],
    ],
    [
      'leaves alone who came and went by what was done here',
      [an, member('khach', { origin: 'walk_in' })],
      [an, member('giap', { guest: true })],
      ['', '', ''],
    ],
    [
      'is no news when a person is back before anybody looked',
      [an, binh],
      [an, member('binh', { unit: 'Văn phòng' })],
      ['', '', ''],
    ],
  ])('%s', (_what, before, now, expected) => expect(news(before, now)).toEqual(expected));
});
