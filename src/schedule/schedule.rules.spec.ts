import fc from 'fast-check';
import type { Session, SessionStatus } from '../contract/schedule.js';
import {
  ended,
  inOrder,
  isReversed,
  type Life,
  movedAlong,
  nextChangeAt,
  nowAndNext,
  replanned,
  started,
} from './schedule.rules.js';

const at = (time: string): string => `2026-11-22T${time}:00.000Z`;
const session = (id: string, from: string, to: string, status: SessionStatus = 'planned'): Session => ({
  id,
  conferenceId: 'c',
  title: id,
  abstract: null,
  kind: 'talk',
  startsAt: at(from),
  endsAt: at(to),
  speakers: [],
  status,
  startedAt: null,
  endedAt: null,
  createdAt: at('00:00'),
  updatedAt: at('00:00'),
});
const ids = ({
  now,
  next,
}: {
  now: Session | null;
  next: Session | null;
}): [string | null, string | null] => [now?.id ?? null, next?.id ?? null];

describe('now and next', () => {
  const day = [
    session('opening', '01:00', '01:30'),
    session('talk', '01:30', '03:00'),
    session('break', '03:00', '03:15'),
    session('closing', '03:30', '04:00'),
  ];

  it.each([
    ['00:59', null, 'opening'],
    ['01:00', 'opening', 'talk'],
    ['01:30', 'talk', 'break'],
    ['03:20', null, 'closing'],
    ['03:59', 'closing', null],
    ['04:00', null, null],
  ])('follows the plan at %s', (time, now, next) => {
    expect(ids(nowAndNext(day, at(time)))).toEqual([now, next]);
  });

  it('shows the running session whatever the plan says, and what follows it on the plan', () => {
    const late = day.map((one) => (one.id === 'opening' ? { ...one, status: 'running' as const } : one));
    expect(ids(nowAndNext(late, at('02:10')))).toEqual(['opening', 'talk']);
  });

  it('passes over cancelled and ended sessions', () => {
    const changed = day.map((one) =>
      one.id === 'talk'
        ? { ...one, status: 'cancelled' as const }
        : one.id === 'opening'
          ? { ...one, status: 'ended' as const }
          : one,
    );
    expect(ids(nowAndNext(changed, at('01:10')))).toEqual([null, 'break']);
  });

  it('takes of overlapping sessions the one that began last', () => {
    const overlapping = [
      session('whole day', '01:00', '09:00'),
      session('workshop', '02:00', '03:00'),
      session('later', '05:00', '06:00'),
    ];
    expect(ids(nowAndNext(overlapping, at('02:30')))).toEqual(['workshop', 'later']);
    expect(ids(nowAndNext(overlapping, at('04:00')))).toEqual(['whole day', 'later']);
  });

  it('does not change before the turn that is foretold, in any order of the sessions', () => {
    const status = fc.constantFrom<SessionStatus>('planned', 'running', 'ended', 'cancelled');
    const minute = fc.integer({ min: 0, max: 600 });
    const clock = (minutes: number): string =>
      new Date(Date.UTC(2026, 10, 22) + minutes * 60_000).toISOString();
    const any = fc.record({ id: fc.uuid(), from: minute, length: fc.integer({ min: 1, max: 200 }), status });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { selector: (one) => one.id, maxLength: 8 }),
        minute,
        fc.integer({ min: 0, max: 900 }),
        (many, start, wait) => {
          const sessions = many.map((one) => ({
            ...session(one.id, '00:00', '00:01', one.status),
            startsAt: clock(one.from),
            endsAt: clock(one.from + one.length),
          }));
          const turn = nextChangeAt(sessions, clock(start));
          const later =
            turn !== null && turn <= clock(start + wait)
              ? new Date(Date.parse(turn) - 1).toISOString()
              : clock(start + wait);
          expect(ids(nowAndNext(sessions, later < clock(start) ? clock(start) : later))).toEqual(
            ids(nowAndNext(sessions, clock(start))),
          );
          expect(ids(nowAndNext([...sessions].reverse(), clock(start)))).toEqual(
            ids(nowAndNext(sessions, clock(start))),
          );
        },
      ),
    );
  });
});

describe('the life of a session', () => {
  const planned: Life = { status: 'planned', startedAt: null, endedAt: null };
  const running: Life = { status: 'running', startedAt: at('01:00'), endedAt: null };
  const over: Life = { status: 'ended', startedAt: at('01:00'), endedAt: at('02:00') };
  const cancelled: Life = { status: 'cancelled', startedAt: null, endedAt: null };

  it('starts when planned, and again when it was ended by mistake', () => {
    expect(started(planned, at('01:00'))).toEqual(running);
    expect(started(over, at('03:00'))).toEqual(running);
    expect(started(cancelled, at('01:00'))).toBeNull();
  });
  it('ends when it runs; ending twice changes nothing; what never ran cannot end', () => {
    expect(ended(running, at('02:00'))).toEqual(over);
    expect(ended(over, at('05:00'))).toEqual(over);
    expect(ended(planned, at('02:00'))).toBeNull();
    expect(ended(cancelled, at('02:00'))).toBeNull();
  });
  it('goes back to the plan as if never started, and ends when cancelled on the way', () => {
    expect(replanned(over, 'planned', at('03:00'))).toEqual(planned);
    expect(replanned(running, 'cancelled', at('02:00'))).toEqual({ ...over, status: 'cancelled' });
    expect(replanned(cancelled, 'cancelled', at('03:00'))).toEqual(cancelled);
  });
  it('must last some time', () => {
    expect(isReversed({ startsAt: at('01:00'), endsAt: at('01:00') })).toBe(true);
    expect(isReversed({ startsAt: at('01:00'), endsAt: at('01:01') })).toBe(false);
  });
  it('lies in order of start, then of end', () => {
    expect(
      inOrder([
        session('b', '02:00', '03:00'),
        session('c', '02:00', '02:30'),
        session('a', '01:00', '04:00'),
      ]).map((one) => one.id),
    ).toEqual(['a', 'c', 'b']);
  });
});

describe('later sessions that move along', () => {
  const plan = [
    session('opening', '01:00', '01:30'),
    session('talk', '01:30', '02:30'),
    session('break', '02:30', '02:45'),
    session('off', '02:45', '03:00', 'cancelled'),
    session('last', '03:00', '04:00'),
    session('evening', '18:30', '19:00'),
  ];
  const along = (before: Session, after: Partial<Session>) =>
    // The conference's day ends at 17:00 UTC, as in Asia/Ho_Chi_Minh.
    movedAlong(before, { ...before, ...after }, plan, (instant) => (instant >= at('17:00') ? 'next' : 'day'));

  it('are the planned ones of that day, by as much as its end', () =>
    expect(along(plan[1]!, { endsAt: at('02:40') })).toEqual([
      { id: 'break', startsAt: at('02:40'), endsAt: at('02:55') },
      { id: 'last', startsAt: at('03:10'), endsAt: at('04:10') },
    ]));
  it('are none where the end stays', () => expect(along(plan[1]!, { startsAt: at('01:20') })).toEqual([]));
  it('come earlier where it ends earlier', () =>
    expect(along(plan[2]!, { startsAt: at('02:20'), endsAt: at('02:35') })).toEqual([
      { id: 'last', startsAt: at('02:50'), endsAt: at('03:50') },
    ]));
});
