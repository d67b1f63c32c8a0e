import type { Conference } from '../../contract/conference.js';
import type { ScheduledSession } from '../../contract/schedule.js';
import { calendarOf } from './calendar.rules.js';
import { conferenceExport } from './conference-export.rules.js';
import { frabXml } from './frab-xml.rules.js';
import { goodUntil, scheduleOf } from '../published-schedule.rules.js';

const made = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const conference: Conference = {
  ...made,
  id: '01900000-0000-7000-8000-000000000000',
  slug: 'ngay-mau',
  title: 'Tập huấn <chuyển đổi số> & "2-3-5"',
  timezone: 'Asia/Ho_Chi_Minh',
  startsOn: '2026-11-22',
  endsOn: '2026-11-23',
  languages: ['vi', 'en'],
  status: 'open',
  simulated: false,
};
const session = (
  id: string,
  startsAt: string,
  endsAt: string,
  over: Partial<ScheduledSession> = {},
): ScheduledSession => ({
  ...made,
  id,
  conferenceId: conference.id,
  title: id,
  abstract: null,
  kind: 'talk',
  startsAt,
  endsAt,
  speakers: [],
  status: 'planned',
  startedAt: null,
  endedAt: null,
  materials: [],
  ...over,
});
const sessions = [
  session('Khai mạc; phần 1', '2026-11-22T01:00:00.000Z', '2026-11-22T01:30:00.000Z', {
    abstract: `</abstract><script>\u0001 'x'`,
    speakers: [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'VIASM' }],
  }),
  session('Bỏ', '2026-11-22T02:00:00.000Z', '2026-11-22T03:00:00.000Z', { status: 'cancelled' }),
  session('Tối muộn', '2026-11-22T17:05:00.000Z', '2026-11-22T18:50:00.000Z'),
];
const schedule = { conference, sessions, now: null, next: null, materials: [] };

describe('the schedule for conference apps', () => {
  it('lies in days of the conference’s own zone, without what was cancelled', () => {
    const { conference: exported } = conferenceExport(schedule, 'https://x.vn').schedule;
    expect(exported).toMatchObject({
      acronym: 'ngay_mau',
      start: '2026-11-22',
      end: '2026-11-23',
      daysCount: 2,
      time_zone_name: 'Asia/Ho_Chi_Minh',
      timeslot_duration: '00:05',
    });
    expect(
      exported.days.map(({ index, date, day_start, day_end }) => [index, date, day_start, day_end]),
    ).toEqual([
      [1, '2026-11-22', '2026-11-22T08:00:00+07:00', '2026-11-22T08:30:00+07:00'],
      [2, '2026-11-23', '2026-11-23T00:05:00+07:00', '2026-11-23T01:50:00+07:00'],
    ]);
    const events = exported.days.flatMap((day) => day.rooms['Hội trường']!);
    expect(events.map(({ title, start, duration }) => [title, start, duration])).toEqual([
      ['Khai mạc; phần 1', '08:00', '00:30'],
      ['Tối muộn', '00:05', '01:45'],
    ]);
    expect(events[0]).toMatchObject({
      guid: 'Khai mạc; phần 1',
      persons: [{ public_name: 'GS. Hồ Tú Bảo' }],
      url: 'https://x.vn/c/ngay-mau#Khai mạc; phần 1',
    });
    expect(events.every(({ id }) => Number.isInteger(id) && id >= 0)).toBe(true);
  });

  it('is XML that holds any text as text', () => {
    const xml = frabXml(conferenceExport(schedule, 'https://x.vn'));
    expect(xml).toContain('<title>Tập huấn &lt;chuyển đổi số&gt; &amp; &quot;2-3-5&quot;</title>');
    expect(xml).toContain('<abstract>&lt;/abstract&gt;&lt;script&gt; &apos;x&apos;</abstract>');
    const opened = [...xml.matchAll(/<([a-z_]+)(?: [^<>]*)?>/g)]
      .filter(([tag]) => !tag.endsWith('/>'))
      .map(([, name]) => name);
    const closed = [...xml.matchAll(/<\/([a-z_]+)>/g)].map(([, name]) => name);
    expect(opened.sort()).toEqual(closed.sort());
  });

  it('is a calendar in UTC whose events keep their ids and count their revisions', () => {
    const unfolded = calendarOf(schedule, new Map([['Tối muộn', 3]]), 'https://x.vn').replace(
      /\r\n[ \t]/g,
      '',
    );
    const [first, second, third] = unfolded.split('BEGIN:VEVENT').slice(1) as [string, string, string];
    expect(first).toContain('DTSTART:20261122T010000Z\r\nDTEND:20261122T013000Z');
    expect(first).toContain('SUMMARY:Khai mạc\\; phần 1');
    expect(first).toContain('UID:Khai mạc; phần 1@diemcau');
    expect(first).toContain('SEQUENCE:0');
    expect(second).toContain('STATUS:CANCELLED');
    expect(third).toContain('SEQUENCE:3');
    expect(third).toContain('LAST-MODIFIED:20261102T000000Z');
    expect(unfolded).not.toContain('TZID');
  });
});

describe('the published schedule', () => {
  it('is good until the next turn or release, whichever is first', () => {
    const now = '2026-11-22T01:00:00.000Z';
    expect(goodUntil(null, [{ releaseAt: null }, { releaseAt: '2026-11-22T00:59:59.999Z' }], now)).toBeNull();
    expect(goodUntil('2026-11-22T03:00:00.000Z', [{ releaseAt: '2026-11-22T02:00:00.000Z' }], now)).toBe(
      '2026-11-22T02:00:00.000Z',
    );
    expect(goodUntil('2026-11-22T01:30:00.000Z', [{ releaseAt: '2026-11-22T02:00:00.000Z' }], now)).toBe(
      '2026-11-22T01:30:00.000Z',
    );
  });
  it('gives each session its materials, and the rest to the conference', () => {
    const material = (id: string, sessionId: string | null) => ({
      ...made,
      id,
      sessionId,
      conferenceId: 'c',
      title: id,
      audience: 'public' as const,
      releaseAt: null,
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '',
      version: 1,
    });
    const {
      sessions: scheduled,
      materials,
      now,
    } = scheduleOf(conference, sessions, { now: sessions[2]!, next: null }, [
      material('a', 'Tối muộn'),
      material('b', null),
      material('c', 'Tối muộn'),
    ]);
    expect(scheduled.map((one) => one.materials.map(({ id }) => id))).toEqual([[], [], ['a', 'c']]);
    expect([materials.map(({ id }) => id), now]).toEqual([['b'], scheduled[2]]);
  });
});
