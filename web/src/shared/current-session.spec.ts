import { minutesUntil, nowAndNext, progress, shownStatus } from './current-session.js';
import type { SessionStatus } from '#contract/schedule.js';

const at = (clock: string): number => Date.parse(`2026-11-23T${clock}:00.000Z`);
const session = (id: string, from: string, to: string, status: SessionStatus = 'planned') => ({
  id,
  status,
  startedAt: null as string | null,
  startsAt: `2026-11-23T${from}:00.000Z`,
  endsAt: `2026-11-23T${to}:00.000Z`,
});
const ids = (of: { now: { id: string } | null; next: { id: string } | null }) => [
  of.now?.id ?? null,
  of.next?.id ?? null,
];

describe('now and next by the page’s clock', () => {
  const day = [
    session('a', '01:00', '02:00'),
    session('b', '02:00', '03:00'),
    session('c', '03:30', '04:00'),
  ];
  it.each([
    ['before the day', '00:30', [null, 'a']],
    ['at the first minute', '01:00', ['a', 'b']],
    ['at the turn', '02:00', ['b', 'c']],
    ['in a gap', '03:10', [null, 'c']],
    ['in the last', '03:45', ['c', null]],
    ['when all is over', '04:00', [null, null]],
  ])('%s', (_, clock, expected) => expect(ids(nowAndNext(day, at(clock)))).toEqual(expected));

  it('shows a running session instead of the planned one, even when it is late', () => {
    expect(
      ids(
        nowAndNext([session('a', '01:00', '02:00', 'running'), session('b', '02:00', '03:00')], at('02:30')),
      ),
    ).toEqual(['a', 'b']);
  });
  it('leaves out cancelled and ended sessions', () => {
    expect(
      ids(
        nowAndNext(
          [session('a', '01:00', '02:00', 'cancelled'), session('b', '01:00', '02:00', 'ended')],
          at('01:30'),
        ),
      ),
    ).toEqual([null, null]);
  });
});

describe('the status of a session', () => {
  it.each([
    [session('a', '01:00', '02:00'), 'a', '01:30', 'running'],
    [session('a', '01:00', '02:00'), null, '02:00', 'ended'],
    [session('a', '01:00', '02:00'), null, '00:30', 'planned'],
    [session('a', '01:00', '02:00', 'cancelled'), null, '03:00', 'cancelled'],
  ])('%j', (item, now, clock, expected) => expect(shownStatus(item, now, at(clock))).toBe(expected));

  it('rounds minutes up, and never answers less than 0', () => {
    expect([
      minutesUntil('2026-11-23T02:00:00.000Z', at('01:36')),
      minutesUntil('2026-11-23T02:00:00.000Z', at('01:59') + 59_000),
      minutesUntil('2026-11-23T02:00:00.000Z', at('02:10')),
    ]).toEqual([24, 1, 0]);
    expect(
      progress(
        { ...session('a', '01:00', '02:00', 'running'), startedAt: '2026-11-23T00:00:00.000Z' },
        at('00:30'),
      ),
    ).toBe(0.25);
    expect(
      progress(
        { ...session('a', '01:00', '02:00', 'running'), startedAt: '2026-11-23T03:00:00.000Z' },
        at('03:00'),
      ),
    ).toBe(1);
    expect([
      progress(session('a', '01:00', '02:00'), at('00:00')),
      progress(session('a', '01:00', '02:00'), at('01:30')),
      progress(session('a', '01:00', '02:00'), at('09:00')),
    ]).toEqual([0, 0.5, 1]);
  });
});
