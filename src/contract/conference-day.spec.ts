import { describe, expect, it } from '@jest/globals';
import { dayAt, dayEnd, type DayPlan, EVER, missedSince } from './conference-day.js';

const ZONE = 'Asia/Ho_Chi_Minh';
/** By the clock of Hà Nội. */
const at = (time: string, day = 22): string => new Date(`2026-11-${day}T${time}:00+07:00`).toISOString();
const clock = (instant: string): number => Date.parse(instant);
type Session = DayPlan['sessions'][number];
const session = (from: string, to: string, day = 22, more: Partial<Session> = {}): Session => ({
  status: 'planned',
  startsAt: at(from, day),
  endsAt: at(to, day),
  startedAt: null,
  endedAt: null,
  ...more,
});
const roll = (opensAt: string | null, closesAt: string | null) => ({ opensAt, closesAt });
const two = [session('08:00', '11:00'), session('14:00', '17:00')];
const threeDays = [21, 22, 23].flatMap((day) => [
  session('08:00', '11:00', day),
  session('14:00', '17:00', day),
]);
const running = session('14:00', '17:00', 22, { status: 'running', startedAt: at('14:10') });

describe('a day of a conference', () => {
  it.each([
    ['holds its morning', at('06:00'), ZONE, [at('04:00'), at('04:00', 23)]],
    ['holds the night after it', at('03:59', 23), ZONE, [at('04:00'), at('04:00', 23)]],
    ['begins at four', at('04:00', 23), ZONE, [at('04:00', 23), at('04:00', 24)]],
    [
      'is that of the conference’s zone',
      '2026-11-22T02:00:00.000Z',
      'America/New_York',
      ['2026-11-21T09:00:00.000Z', '2026-11-22T09:00:00.000Z'],
    ],
    [
      'may be shorter by an hour',
      '2026-03-29T01:30:00.000Z',
      'Europe/Berlin',
      ['2026-03-28T03:00:00.000Z', '2026-03-29T02:00:00.000Z'],
    ],
  ])('%s', (_, instant, zone, [from, to]) => expect(dayAt(clock(instant), zone)).toEqual({ from, to }));
});

describe('the day ends', () => {
  const day = dayAt(clock(at('12:00')), ZONE);
  it.each<[string, DayPlan['sessions'], DayPlan['rolls'], string | null]>([
    ['with its last session by the plan', two, [], at('17:00')],
    ['each day anew', threeDays, [], at('17:00')],
    ['at no time that is known while a session runs on', [two[0]!, running], [], null],
    [
      'when the last is ended late',
      [session('14:00', '17:00', 22, { status: 'ended', endedAt: at('18:20') })],
      [],
      at('18:20'),
    ],
    [
      'when the last is ended early',
      [session('14:00', '17:00', 22, { status: 'ended', endedAt: at('16:10') })],
      [],
      at('16:10'),
    ],
    [
      'after midnight, with a session that lasts',
      [session('22:00', '23:00', 22, { endsAt: at('00:30', 23) })],
      [],
      at('00:30', 23),
    ],
    [
      'without what was cancelled',
      [...two, session('18:00', '19:00', 22, { status: 'cancelled' })],
      [],
      at('17:00'),
    ],
    [
      'with tomorrow’s session that was held today',
      [
        ...two,
        session('08:00', '09:00', 23, { status: 'ended', startedAt: at('17:30'), endedAt: at('18:00') }),
      ],
      [],
      at('18:00'),
    ],
    [
      'with the closing of its last roll',
      two,
      [roll(at('16:50'), at('17:30')), roll(null, null)],
      at('17:30'),
    ],
    ['whatever rolls of the morning have no end', two, [roll(at('07:30'), null)], at('17:00')],
    ['at no known time when a roll after it has none', two, [roll(at('17:30'), null)], null],
    ['whenever a roll of several days is closed', two, [roll(at('07:30'), at('17:30', 24))], at('17:00')],
    ['at no known time without sessions', [], [roll(at('07:30'), at('08:00'))], null],
    ['at no known time between two days', [threeDays[0]!, threeDays[5]!], [], null],
  ])('%s', (_, sessions, rolls, expected) => expect(dayEnd({ sessions, rolls }, day)).toBe(expected));
});

describe('a site is missed', () => {
  it.each<[string, DayPlan['sessions'], DayPlan['rolls'], string, string | null]>([
    ['between sessions, whenever it was lost', two, [], at('12:00'), EVER],
    ['until the last has ended', two, [], at('16:59'), EVER],
    ['no more when it has', two, [], at('17:00'), null],
    ['not in the night', threeDays, [], at('03:00', 23), null],
    ['in a morning if it was lost in it', threeDays, [], at('06:00', 23), at('04:00', 23)],
    ['in any case from the first session on', threeDays, [], at('08:00', 23), EVER],
    ['or from the first roll on', threeDays, [roll(at('07:30', 23), null)], at('07:30', 23), EVER],
    ['while a session runs late', [running], [], at('19:00'), EVER],
    ['on a day without sessions if it was lost on it', [threeDays[0]!], [], at('12:00'), at('04:00')],
    ['always where no schedule is', [], [], at('23:00'), EVER],
  ])('%s', (_, sessions, rolls, now, expected) =>
    expect(missedSince({ sessions, rolls }, clock(now), ZONE)).toBe(expected),
  );
});
