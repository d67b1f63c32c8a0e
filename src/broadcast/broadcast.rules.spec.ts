import fc from 'fast-check';
import { openAt } from '../contract/broadcast.js';
import type { Session } from '../contract/schedule.js';
import { shownToWatchers, windowsOf } from './broadcast.rules.js';

const conference = {
  status: 'live',
  startsOn: '2026-11-22',
  endsOn: '2026-11-22',
  timezone: 'Asia/Ho_Chi_Minh',
} as const;
const HALL = 'https://zoom.us/j/hall';
const TALK = 'https://youtu.be/talk';
const talk = {
  id: 'talk',
  title: 'Phương pháp luận',
  status: 'planned',
  startsAt: '2026-11-22T02:00:00.000Z',
  endsAt: '2026-11-22T03:00:00.000Z',
  startedAt: null,
  endedAt: null,
} as const satisfies Partial<Session>;
const windows = (over: Partial<Session> = {}, status: 'draft' | 'open' | 'live' | 'closed' = 'live') =>
  windowsOf({
    conference: { ...conference, status },
    url: HALL,
    sessions: [{ ...talk, ...over }],
    links: new Map([['talk', TALK]]),
  });
const at = (time: string, over: Partial<Session> = {}): string[] =>
  openAt(windows(over), `2026-11-22T${time}.000Z`).map(({ url }) => url);

describe('which links are shown', () => {
  test.each<[string, string, Partial<Session>, string[]]>([
    ['in the morning: the hall', '01:29:59', {}, [HALL]],
    ['half an hour before the talk: both', '01:30:00', {}, [TALK, HALL]],
    ['during the talk: its own', '02:00:00', {}, [TALK]],
    ['after it: the hall', '03:00:00', {}, [HALL]],
    [
      'it runs late: its own',
      '05:00:00',
      { status: 'running', startedAt: '2026-11-22T02:10:00.000Z' },
      [TALK],
    ],
    [
      'it was ended early: the hall',
      '02:30:00',
      { status: 'ended', startedAt: talk.startsAt, endedAt: '2026-11-22T02:30:00.000Z' },
      [HALL],
    ],
    [
      'it began early: its own',
      '01:00:00',
      { status: 'running', startedAt: '2026-11-22T01:00:00.000Z' },
      [TALK],
    ],
    ['it was cancelled: the hall', '02:10:00', { status: 'cancelled' }, [HALL]],
    ['when the day is over there: none', '17:00:00', {}, []],
  ])('%s', (_, time, over, expected) => expect(at(time, over)).toEqual(expected));

  test('the day begins with midnight at the conference', () => {
    expect(openAt(windows(), '2026-11-21T16:59:59.999Z')).toEqual([]);
    expect(openAt(windows(), '2026-11-21T17:00:00.000Z')).toHaveLength(1);
  });

  test.each(['draft', 'closed'] as const)('none of a conference that is %s', (status) =>
    expect(windows({}, status)).toEqual([]),
  );
});

test('who watches has no link before its time, and the same links as everybody at each moment', () => {
  fc.assert(
    fc.property(
      fc.date({
        noInvalidDate: true,
        min: new Date('2026-11-21T12:00Z'),
        max: new Date('2026-11-23T00:00Z'),
      }),
      (date) => {
        const now = date.toISOString();
        const told = shownToWatchers(windows(), now);
        expect(told.every(({ url, from }) => (url !== null) === from <= now)).toBe(true);
        expect(openAt(told, now)).toEqual(openAt(windows(), now));
      },
    ),
  );
});
