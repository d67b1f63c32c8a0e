import type { Conference } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';
import { faultsOfCalendar } from './support/calendar-format.js';
import { faultsOfScheduleJson, faultsOfScheduleXml } from './support/schedule-formats.js';

const PUBLIC = [ROUTES.schedule, ROUTES.scheduleIcs, ROUTES.scheduleJson, ROUTES.scheduleXml];
const FOREIGN = { origin: 'https://apps.example.org' };

describe('the schedule for machines', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  const held = async (slug: string, fields: object = {}): Promise<Conference> =>
    made(
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
        slug,
        title: 'Tập huấn',
        startsOn: '2026-11-22',
        endsOn: '2026-11-22',
        status: 'open',
        ...fields,
      }),
    );
  const add = async ({ id }: Conference, fields: object = {}): Promise<Session> =>
    made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, id), {
        title: 'Khai mạc',
        startsAt: '2026-11-22T01:00:00Z',
        endsAt: '2026-11-22T02:00:00Z',
        ...fields,
      }),
    );
  const read = async <T>(route: (typeof PUBLIC)[number], { slug }: Conference): Promise<T> =>
    made(await app.anonymous.get<T>(pathTo(route, slug)));
  const faults = async (conference: Conference): Promise<string[]> => [
    ...faultsOfScheduleJson(await read<unknown>(ROUTES.scheduleJson, conference)),
    ...faultsOfScheduleXml(await read<string>(ROUTES.scheduleXml, conference)),
    ...faultsOfCalendar(await read<string>(ROUTES.scheduleIcs, conference)),
  ];
  const sequences = async (conference: Conference): Promise<number[]> =>
    [...(await read<string>(ROUTES.scheduleIcs, conference)).matchAll(/^SEQUENCE:(\d+)\r$/gm)].map(
      ([, count]) => Number(count),
    );
  const patch = async ({ id }: Session, fields: object): Promise<void> =>
    void made(await app.organizer.patch(pathTo(ROUTES.session, id), fields));

  it.each<[string, object, object[]]>([
    ['ab', {}, []],
    ['khong-co-phien', { timezone: 'Etc/GMT+7' }, []],
    ['chi-phien-huy', {}, [{ cancel: true }]],
    [
      'nhieu-ngay',
      { endsOn: '2026-11-24' },
      [
        {},
        { startsAt: '2026-11-22T18:00:00Z', endsAt: '2026-11-22T19:00:00Z' },
        { startsAt: '2026-11-24T01:00:00Z', endsAt: '2026-11-24T02:00:00Z' },
      ],
    ],
    [
      'rat-dai',
      {},
      [
        { endsAt: '2026-11-27T09:00:00Z' },
        { endsAt: '2031-01-01T00:00:00Z' },
        { endsAt: '2026-11-22T01:00:00.200Z' },
      ],
    ],
    [
      '1-2',
      { title: 'A, B; C\\D <&> "E"' },
      [
        {
          title: '…',
          abstract: 'Dòng một\nDòng hai; ba, bốn\\năm',
          speakers: [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'Viện; nghiên cứu, cao cấp' }],
        },
      ],
    ],
    [
      'nam-1900',
      { timezone: 'Asia/Ho_Chi_Minh', startsOn: '1900-01-01', endsOn: '1900-01-01' },
      [{ startsAt: '1900-01-01T01:00:00Z', endsAt: '1900-01-01T02:00:00Z' }],
    ],
  ])('is valid in all three formats: %s', async (slug, fields, sessions) => {
    const conference = await held(slug, fields);
    for (const { cancel, ...session } of sessions as { cancel?: boolean }[]) {
      const one = await add(conference, session);
      if (cancel) await patch(one, { status: 'cancelled' });
    }
    expect(await faults(conference)).toEqual([]);
  });

  it('raises SEQUENCE only for visible changes', async () => {
    const conference = await held('dem-lan');
    const session = await add(conference, { speakers: [{ name: 'Hồ Tú Bảo' }] });
    const uid = `UID:${session.id}@diemcau\r\n`;
    const unseen: object[] = [
      {},
      { title: 'Khai mạc' },
      { kind: 'panel' },
      { startsAt: '2026-11-22T08:00:00+07:00' },
      { abstract: '' },
      { speakers: [{ name: 'Hồ Tú Bảo', title: null }] },
      { status: 'planned' },
    ];
    for (const fields of unseen) await patch(session, fields);
    for (const route of [ROUTES.sessionStart, ROUTES.sessionEnd])
      made(await app.organizer.post(pathTo(route, session.id)));
    await patch(session, { status: 'planned' });
    expect(await sequences(conference)).toEqual([0]);
    const seen: object[] = [
      { title: 'Khai mạc hội nghị' },
      { startsAt: '2026-11-22T00:30:00Z' },
      { endsAt: '2026-11-22T02:30:00Z' },
      { abstract: 'Lãnh đạo tỉnh' },
      { speakers: [] },
      { status: 'cancelled' },
      { status: 'planned' },
    ];
    for (const [at, fields] of seen.entries()) {
      await patch(session, fields);
      expect(await sequences(conference)).toEqual([at + 1]);
    }
    expect(await read<string>(ROUTES.scheduleIcs, conference)).toContain(uid);
  });

  it('raises SEQUENCE for a new title or address of the conference, and no other field', async () => {
    const conference = await held('ten-cu');
    await add(conference);
    const change = async (fields: object): Promise<void> =>
      void made(await app.organizer.patch(pathTo(ROUTES.conference, conference.id), fields));
    await change({ status: 'live', languages: ['en'], endsOn: '2026-11-23', title: 'Tập huấn' });
    expect(await sequences(conference)).toEqual([0]);
    await change({ title: 'Hội nghị tập huấn' });
    expect(await sequences(conference)).toEqual([1]);
    await change({ slug: 'ten-moi' });
    expect(await sequences({ ...conference, slug: 'ten-moi' })).toEqual([2]);
  });

  it.each(PUBLIC)(
    'may be read by a page of another service, and by it without a sign-in alone: %s',
    async (route) => {
      const { slug, id } = await held(`cors${PUBLIC.indexOf(route)}`);
      for (let times = 0; times < 2; times += 1) {
        const { status, headers } = await app.anonymous.get(pathTo(route, slug), FOREIGN);
        expect([
          status,
          headers.get('access-control-allow-origin'),
          headers.get('access-control-allow-credentials'),
          headers.get('cross-origin-resource-policy'),
        ]).toEqual([200, '*', null, 'cross-origin']);
        const same = await app.anonymous.get(pathTo(route, slug), {
          ...FOREIGN,
          'if-none-match': headers.get('etag')!,
        });
        expect([same.status, same.headers.get('access-control-allow-origin')]).toEqual([304, '*']);
      }
      expect(
        (await app.organizer.get(pathTo(route, id), FOREIGN)).headers.get('access-control-allow-origin'),
      ).toBeNull();
      const none = await app.anonymous.get(pathTo(route, 'khong-co'), FOREIGN);
      expect([none.status, none.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
    },
  );

  it('is the only thing that such a page may read, and it may change nothing', async () => {
    const { id } = await held('chi-doc');
    for (const path of [
      pathTo(ROUTES.conferences),
      pathTo(ROUTES.conference, id),
      pathTo(ROUTES.sessions, id),
      pathTo(ROUTES.materials, id),
      '/health/live',
    ])
      expect([
        path,
        (await app.anonymous.get(path, FOREIGN)).headers.get('access-control-allow-origin'),
      ]).toEqual([path, null]);
    const post = await app.anonymous.post(pathTo(ROUTES.sessions, id), {}, FOREIGN);
    expect([post.status, post.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});
