import fc from 'fast-check';
import { faultsOfCalendar } from '../../../test/support/calendar-format.js';
import { faultsOfScheduleJson, faultsOfScheduleXml } from '../../../test/support/schedule-formats.js';
import type { Conference } from '../../contract/conference.js';
import { type Schedule, type ScheduledSession, SESSION_KINDS } from '../../contract/schedule.js';
import { calendarOf } from './calendar.rules.js';
import { type ConferenceExport, conferenceExport } from './conference-export.rules.js';
import { frabXml } from './frab-xml.rules.js';

const BASE = 'https://diemcau.example.vn';
const ZONES = [
  'Asia/Ho_Chi_Minh',
  'asia/ho_chi_minh',
  'UTC',
  'EST',
  'Etc/GMT+7',
  'US/Pacific',
  'America/Argentina/Buenos_Aires',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Europe/Amsterdam',
  'Europe/Berlin',
];
const made = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };

/**
 * What the forms of the service let through: lines without control characters,
 * slugs, moments from 1900 to 9998.
 */
const line = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: max }),
      fc.string({ unit: 'binary', maxLength: max }),
      fc.constantFrom(
        'Khai mạc',
        '???',
        '…;,\\n"\'',
        '<b>&amp;',
        'Ệ'.repeat(max),
        '_a_',
        'End:VEVENT',
        '演讲',
      ),
    )
    .map(
      (text) =>
        text
          .normalize('NFC')
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim()
          .slice(0, max) || 'x',
    );
const prose = line(300).map((text) => text.replaceAll(' ', '\n'));
const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,30})[a-z0-9]$/);
const moment = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9998-12-31T23:59:59Z'), noInvalidDate: true })
  .map((at) => at.getTime());
const length = fc.oneof(
  fc.constantFrom(1, 999, 60_000, 3_600_000),
  fc.integer({ min: 1, max: 400 * 24 * 3_600_000 }),
  fc.constant(60 * 365 * 24 * 3_600_000),
);
const nullable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const session: fc.Arbitrary<ScheduledSession> = fc
  .record({
    id: fc.uuid(),
    title: line(120),
    abstract: nullable(prose),
    kind: fc.constantFrom(...SESSION_KINDS),
    from: moment,
    length,
    status: fc.constantFrom('planned', 'running', 'ended', 'cancelled'),
    speakers: fc.array(
      fc.record({ name: line(60), title: nullable(line(10)), affiliation: nullable(line(60)) }),
      {
        maxLength: 3,
      },
    ),
    files: fc.array(fc.record({ id: fc.uuid(), title: line(60) }), { maxLength: 2 }),
  })
  .map(({ from, length: ms, files, ...fields }) => ({
    ...made,
    ...fields,
    conferenceId: 'c',
    startedAt: null,
    endedAt: null,
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(Math.min(from + ms, Date.parse('9998-12-31T23:59:59.999Z'))).toISOString(),
    materials: files.map((file) => ({
      ...made,
      ...file,
      conferenceId: 'c',
      sessionId: null,
      audience: 'public',
      releaseAt: null,
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '',
      version: 1,
    })),
  }));
const conference: fc.Arbitrary<Conference> = fc
  .record({
    id: fc.uuid(),
    slug: fc.oneof(slug, fc.constantFrom('ab', 'a-b', 'tap-huan-2026', '11', 'a--b')),
    title: line(120),
    timezone: fc.constantFrom(...ZONES),
    day: moment,
    languages: fc.constantFrom<Conference['languages']>(['vi'], ['en', 'vi']),
  })
  .map(({ day, languages, ...fields }) => {
    const startsOn = new Date(day).toISOString().slice(0, 10);
    return { ...made, ...fields, languages, startsOn, endsOn: startsOn, status: 'open', simulated: false };
  });
const schedule: fc.Arbitrary<Schedule> = fc
  .record({ conference, sessions: fc.uniqueArray(session, { maxLength: 8, selector: ({ id }) => id }) })
  .map(({ conference: about, sessions }) => ({
    conference: about,
    sessions: [...sessions].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    now: null,
    next: null,
    materials: [],
  }));

const asJson = (one: Schedule): ConferenceExport =>
  JSON.parse(JSON.stringify(conferenceExport(one, BASE))) as ConferenceExport;
const some = (over: Partial<Conference>, sessions: Partial<ScheduledSession>[] = []): Schedule => {
  const [about] = fc.sample(conference, { numRuns: 1, seed: 1 });
  const [like] = fc.sample(session, { numRuns: 1, seed: 1 });
  return {
    conference: { ...about!, ...over },
    sessions: sessions.map((one, n) => ({
      ...like!,
      id: `01900000-0000-7000-8000-00000000000${n}`,
      status: 'planned',
      ...one,
    })),
    now: null,
    next: null,
    materials: [],
  };
};
const day = (startsAt: string, endsAt: string): Partial<ScheduledSession> => ({
  startsAt: `${startsAt}:00.000Z`,
  endsAt: `${endsAt}:00.000Z`,
});

describe('every schedule that can be entered', () => {
  it('is a valid schedule.json', () =>
    fc.assert(
      fc.property(schedule, (one) => expect(faultsOfScheduleJson(asJson(one))).toEqual([])),
      { numRuns: 150 },
    ));
  it('is a valid schedule.xml', () =>
    fc.assert(
      fc.property(schedule, (one) =>
        expect(faultsOfScheduleXml(frabXml(conferenceExport(one, BASE)))).toEqual([]),
      ),
      { numRuns: 150 },
    ));
  it('is a valid calendar', () =>
    fc.assert(
      fc.property(schedule, (one) => expect(faultsOfCalendar(calendarOf(one, new Map(), BASE))).toEqual([])),
      { numRuns: 150 },
    ));

  it('tells the same moments in all of them', () =>
    fc.assert(
      fc.property(schedule, (one) => {
        const events = asJson(one).schedule.conference.days.flatMap(({ rooms }) =>
          Object.values(rooms).flat(),
        );
        const shown = new Map(
          one.sessions.map(({ id, startsAt, endsAt }) => [
            id,
            [startsAt, endsAt].map((at) => Math.floor(Date.parse(at) / 1000)),
          ]),
        );
        for (const { guid, date, end } of events)
          expect([date, end].map((at) => Date.parse(at) / 1000)).toEqual(shown.get(guid));
        expect(events).toHaveLength(one.sessions.filter(({ status }) => status !== 'cancelled').length);
      }),
    ));
});

describe('a schedule', () => {
  it.each([
    ['ab', 'ab__'],
    ['a-b', 'a_b_'],
    ['tap-huan-2026', 'tap_huan_2026'],
    ['ngay', 'ngay'],
  ])('of the conference %s has the acronym %s', (slug, acronym) =>
    expect(asJson(some({ slug })).schedule.conference.acronym).toBe(acronym),
  );

  it.each([
    ['Asia/Ho_Chi_Minh', 'Asia/Ho_Chi_Minh'],
    ['UTC', 'UTC'],
    ['Etc/GMT+7', undefined],
  ])('in the zone %s names it as %s', (timezone, name) =>
    expect(asJson(some({ timezone })).schedule.conference.time_zone_name).toBe(name),
  );

  it('without sessions has the first day of the conference, empty', () => {
    const empty = some({ startsOn: '2026-11-22', timezone: 'Asia/Ho_Chi_Minh' });
    expect(asJson(empty).schedule.conference).toMatchObject({
      daysCount: 1,
      days: [
        { index: 1, date: '2026-11-22', day_start: '2026-11-22T00:00:00+07:00', rooms: { 'Hội trường': [] } },
      ],
    });
    expect(frabXml(conferenceExport(empty, BASE))).toMatch(
      /<day index="1" date="2026-11-22"[^>]*><room name="Hội trường" guid="[^"]+"\/><\/day>/,
    );
    expect(calendarOf(empty, new Map(), BASE)).toMatch(
      /BEGIN:VTIMEZONE\r\nTZID:UTC\r\n[^]*END:VTIMEZONE\r\nEND:VCALENDAR\r\n$/,
    );
  });

  it.each([
    ['99:59', '99:59', day('2026-11-22T00:00', '2026-11-26T03:59')],
    ['100:00', '4:04:00', day('2026-11-22T00:00', '2026-11-26T04:00')],
    ['2400:00', '99:23:59', day('2026-01-01T00:00', '2026-04-11T00:00')],
    ['00:01', '00:01', { startsAt: '2026-11-22T00:00:00.000Z', endsAt: '2026-11-22T00:00:00.001Z' }],
  ])('with a session of %s hours says %s in XML', (inJson, inXml, times) => {
    const one = some({}, [times]);
    expect(Object.values(asJson(one).schedule.conference.days[0]!.rooms)[0]![0]!.duration).toBe(inJson);
    expect(frabXml(conferenceExport(one, BASE))).toContain(`<duration>${inXml}</duration>`);
  });

  it('of the same ids has the same numbers and room, whatever else has changed', () => {
    const [before, after] = [
      some({}, [{ title: 'Một' }, {}]),
      some({ title: 'Tên mới' }, [{ title: 'Hai' }, {}, {}]),
    ].map((one) => asJson(one).schedule.conference);
    const ids = (about: typeof before) =>
      about!.days.flatMap(({ rooms }) =>
        Object.values(rooms)
          .flat()
          .map(({ guid, id }) => `${guid} ${id}`),
      );
    expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
    expect(after!.rooms).toEqual(before!.rooms);
  });
});
