import type { Conference } from '../src/contract/conference.js';
import type { Material } from '../src/contract/material.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Schedule, Session } from '../src/contract/schedule.js';
import { Clock } from '../src/platform/clock/clock.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { made } from './support/hall.js';

const FORMS = [ROUTES.schedule, ROUTES.scheduleIcs, ROUTES.scheduleJson, ROUTES.scheduleXml];

describe('the published schedule', () => {
  let app: TestApp;
  let conference: Conference;
  let talk: Session;
  /** Sets the service's clock; real time runs on from it. */
  let ahead = 0;

  beforeAll(async () => {
    app = await startTestApp();
    const real = Date.now.bind(Date);
    app.app.get(Clock).now = () => real() + ahead;
    conference = (
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
        title: 'Tập huấn',
        slug: 'ngay-mau',
        startsOn: '2026-11-22',
        endsOn: '2026-11-22',
      })
    ).body;
    const add = async (title: string, from: number): Promise<Session> =>
      (
        await app.organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), {
          title,
          startsAt: hours(from),
          endsAt: hours(from + 1),
          speakers: [{ name: 'Hồ Tú Bảo' }],
        })
      ).body;
    const hours = (count: number): string => new Date(real() + count * 3_600_000).toISOString();
    await add('Khai mạc', -0.5);
    talk = await add('Phương pháp luận 2-3-5', 1);
  });
  afterAll(() => app.stop());

  const read = async (client: Client = app.anonymous): Promise<Schedule> =>
    (await client.get<Schedule>(pathTo(ROUTES.schedule, 'ngay-mau'))).body;

  it('of a draft exists only for organizers, in every format', async () => {
    for (const form of FORMS) {
      const answer = await app.anonymous.get<ProblemBody>(pathTo(form, 'ngay-mau'));
      expect([form, answer.status, answer.body.code]).toEqual([form, 404, 'conference.not-found']);
      expect((await app.organizer.get(pathTo(form, conference.id))).status).toBe(200);
    }
    await app.organizer.patch(pathTo(ROUTES.conference, conference.id), { status: 'open' });
    for (const form of FORMS) expect((await app.anonymous.get(pathTo(form, 'ngay-mau'))).status).toBe(200);
  });

  it('shows the current and the next session, by the clock and the organizer', async () => {
    const first = await read();
    expect([
      first.conference.slug,
      first.sessions.map((one) => one.title),
      first.now?.title,
      first.next?.title,
    ]).toEqual(['ngay-mau', ['Khai mạc', talk.title], 'Khai mạc', talk.title]);
    ahead = 1.2 * 3_600_000;
    const later = await read();
    expect([later.now?.title, later.next]).toEqual([talk.title, null]);
    ahead = 0;
    await app.organizer.post(pathTo(ROUTES.sessionStart, talk.id));
    expect((await read()).now).toMatchObject({ id: talk.id, status: 'running' });
    await app.organizer.post(pathTo(ROUTES.sessionEnd, talk.id));
    expect((await read()).now?.title).toBe('Khai mạc');
  });

  it('shows each reader the materials for their audience, from their release on', async () => {
    const add = (name: string, fields: Record<string, string>) =>
      app.organizer.upload<Material>(
        pathTo(ROUTES.materials, conference.id),
        { name, content: '%PDF-1.7' },
        fields,
      );
    await add('Chung.pdf', { audience: 'public' });
    await add('Của phiên.pdf', { audience: 'public', sessionId: talk.id });
    await add('Nội bộ.pdf', { audience: 'coordinators', sessionId: talk.id });
    await add('Mai sau.pdf', {
      audience: 'public',
      releaseAt: new Date(Date.now() + 7_200_000).toISOString(),
    });
    const titles = (schedule: Schedule): string[][] => [
      schedule.materials.map((one) => one.title),
      schedule.sessions.flatMap((one) => one.materials.map((material) => material.title)),
    ];
    expect(titles(await read())).toEqual([['Chung'], ['Của phiên']]);
    expect(titles(await read(app.organizer))).toEqual([
      ['Chung', 'Mai sau'],
      ['Của phiên', 'Nội bộ'],
    ]);
    ahead = 7_300_000;
    expect(titles(await read())).toEqual([['Chung', 'Mai sau'], ['Của phiên']]);
    ahead = 0;
  });

  it.each(FORMS)('answers 304 while nothing changes: %s', async (form) => {
    const path = pathTo(form, conference.id);
    const first = await app.anonymous.get<string>(path);
    const etag = first.headers.get('etag')!;
    expect([first.headers.get('cache-control'), first.headers.get('x-content-type-options')]).toEqual([
      'no-cache',
      'nosniff',
    ]);
    const again = await app.anonymous.get(path, { 'if-none-match': etag });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
    await app.organizer.patch(pathTo(ROUTES.session, talk.id), { abstract: `Đổi ${form}` });
    const changed = await app.anonymous.get(path, { 'if-none-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  });

  it('is the same in every encoding, and `private` for a signed-in reader', async () => {
    const path = app.url + pathTo(ROUTES.schedule, conference.id);
    const texts = await Promise.all(
      ['identity', 'gzip', 'br'].map(async (encoding) => {
        const answer = await fetch(path, { headers: { 'accept-encoding': encoding } });
        expect([answer.headers.get('content-encoding') ?? 'identity', answer.headers.get('vary')]).toEqual([
          encoding,
          'accept-encoding',
        ]);
        return answer.text();
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(
      (await app.organizer.get(pathTo(ROUTES.schedule, conference.id))).headers.get('cache-control'),
    ).toBe('private, no-cache');
    const head = await fetch(path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(Buffer.byteLength(texts[0]!)),
      '',
    ]);
  });

  it('is answered anew without a sign-in after every change', async () => {
    const other = made(
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
        slug: 'doi-ten',
        title: 'Đổi tên',
        startsOn: '2026-11-22',
        endsOn: '2026-11-22',
        status: 'open',
      }),
    );
    const at = (address: string) => app.anonymous.get<Schedule>(pathTo(ROUTES.schedule, address));
    const change = async (body: object): Promise<void> =>
      void made(await app.organizer.patch(pathTo(ROUTES.conference, other.id), body));
    for (const address of [other.id, 'doi-ten'])
      for (let times = 0; times < 2; times += 1)
        expect((await at(address)).body.conference.title).toBe('Đổi tên');
    expect([
      (await at('doi-ten')).headers.get('x-frame-options'),
      (await app.organizer.get(pathTo(ROUTES.schedule, 'doi-ten'))).headers.get('cache-control'),
    ]).toEqual(['DENY', 'private, no-cache']);
    await change({ title: 'Tên mới' });
    for (const address of [other.id, 'doi-ten'])
      expect((await at(address)).body.conference.title).toBe('Tên mới');
    await change({ slug: 'ten-moi' });
    expect([(await at(other.id)).status, (await at('ten-moi')).status, (await at('doi-ten')).status]).toEqual(
      [200, 200, 404],
    );
    await change({ status: 'draft' });
    expect([(await at(other.id)).status, (await at('ten-moi')).status]).toEqual([404, 404]);
  });

  it('opens in calendars and conference apps', async () => {
    const ics = await app.anonymous.get<string>(pathTo(ROUTES.scheduleIcs, conference.slug));
    expect(ics.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(ics.body.replace(/\r\n[ \t]/g, '')).toContain(`UID:${talk.id}@diemcau`);
    expect(ics.body).toContain(`DTSTART:${talk.startsAt.slice(0, 19).replace(/[-:]/g, '')}Z`);
    const json = await app.anonymous.get<{
      schedule: {
        base_url: string;
        conference: { days: { rooms: Record<string, { guid: string; attachments: { url: string }[] }[]> }[] };
      };
    }>(pathTo(ROUTES.scheduleJson, conference.slug));
    expect(json.body.schedule.base_url).toBe(`${app.url}/`);
    const event = json.body.schedule.conference.days
      .flatMap((day) => day.rooms['Hội trường']!)
      .find(({ guid }) => guid === talk.id)!;
    expect((await fetch(event.attachments[0]!.url)).status).toBe(200);
    const xml = await app.anonymous.get<string>(pathTo(ROUTES.scheduleXml, conference.slug));
    expect([xml.headers.get('content-type'), xml.body.includes(`<event guid="${talk.id}"`)]).toEqual([
      'application/xml; charset=utf-8',
      true,
    ]);
  });
});
