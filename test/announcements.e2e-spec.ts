import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type {
  AddressedPage,
  AnnouncementReach,
  ListedAnnouncement,
  PostedAnnouncement,
} from '../src/contract/announcement.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Announcing, eventually, refusal } from './support/announcing.js';
import { type Hall, made, makeHall, present } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
const announcing = new Announcing(() => app);
const post = announcing.post.bind(announcing);
const detail = announcing.detail.bind(announcing);
const counts = announcing.counts.bind(announcing);
const living = announcing.living.bind(announcing);
const consoleOf = announcing.consoleOf.bind(announcing);
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('access to announcements', () => {
  it('only organizers post them, and only consoles that are addressed acknowledge', async () => {
    const own = await place(app, 'ai-thong-bao', 'open');
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const elsewhere = await consoleOf(hall.sites[0]!.id);
    const list = pathTo(ROUTES.announcements, own.conference);
    const read = pathTo(ROUTES.announcementAcknowledge, own.announcement);
    const body = { text: 'Giả', to: { all: true } };
    expect(await refusal(app.anonymous, list, body)).toEqual([401, 'auth.required']);
    for (const who of [own.trainee, own.wall, own.coordinator])
      expect(await refusal(who, list, body)).toEqual([403, 'auth.forbidden']);
    for (const who of [own.trainee, own.wall, app.organizer])
      expect(await refusal(who, read)).toEqual([403, 'auth.forbidden']);
    expect(await refusal(elsewhere, read)).toEqual([404, 'announcement.not-found']);
    expect(await refusal(own.coordinator, pathTo(ROUTES.announcementEnd, own.announcement))).toEqual([
      403,
      'auth.forbidden',
    ]);
    expect((await detail(own.announcement)).acknowledged).toBe(0);
    expect((await elsewhere.get(pathTo(ROUTES.siteAnnouncements, own.site))).status).toBe(404);
  });
});

describe('an announcement', () => {
  it('is stored once with its sites, and refused under a used id with other words', async () => {
    const hall = await makeHall(app.organizer, { sites: 3, people: 0 });
    await consoleOf(hall.sites[0]!.id);
    const body = { id: randomUUID(), text: '  Nghỉ\n10 phút ', level: 'urgent', to: { all: true } };
    const path = pathTo(ROUTES.announcements, hall.conference.id);
    const answers = await Promise.all(
      [1, 2, 3].map(() => app.organizer.post<PostedAnnouncement>(path, body)),
    );
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, answers[0]!.body]);
    expect(answers[0]!.body).toMatchObject({
      id: body.id,
      text: 'Nghỉ\n10 phút',
      acknowledge: true,
      status: 'live',
      addressed: 3,
      of: 1,
      delivered: 0,
      acknowledged: 0,
      ended: null,
    });
    expect(await refusal(app.organizer, path, { ...body, text: 'Khác' })).toEqual([
      409,
      'announcement.id-reused',
    ]);
    const { items } = made(await app.organizer.get<Page<PostedAnnouncement>>(path));
    expect(items).toEqual([{ ...answers[0]!.body, named: [] }]);
    const { missing } = await detail(body.id);
    expect(missing).toEqual([
      expect.objectContaining({ siteId: hall.sites[0]!.id, code: 'S000', presence: 'never' }),
    ]);
    const without = made(
      await app.organizer.get<AddressedPage>(
        `${pathTo(ROUTES.announcementSites, body.id)}?state=no_console&limit=1`,
      ),
    );
    expect(without.items.map(({ code }) => code)).toEqual(['S001']);
    const rest = made(
      await app.organizer.get<AddressedPage>(
        `${pathTo(ROUTES.announcementSites, body.id)}?state=no_console&after=${without.next}`,
      ),
    );
    expect([rest.items.map(({ code }) => code), rest.next]).toEqual([['S002'], null]);
  });

  it.each([
    ['without a text', { text: ' \n' }, 400],
    ['of 501 characters', { text: 'ộ'.repeat(501) }, 400],
    ['to nobody', { to: {} }, 400],
    ['to two choices', { to: { all: true, state: 'lost' } }, 400],
    ['to sites of no conference', { to: { siteIds: [randomUUID()] } }, 404],
    ['to a part of no conference', { to: { parentId: randomUUID() } }, 422],
    ['that is over already', { showUntil: '2020-01-01T00:00:00.000Z' }, 422],
    ['of no level', { level: 'loud' }, 400],
  ])('%s is refused, and nothing is stored', async (_, more, status) => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const path = pathTo(ROUTES.announcements, hall.conference.id);
    const answer = await app.organizer.post(path, { text: 'x', to: { all: true }, ...more });
    expect(answer.status).toBe(status);
    expect(made(await app.organizer.get<Page<unknown>>(path)).items).toEqual([]);
  });

  it('reaches the sites of its choice, as they stand at the sending', async () => {
    const hall = await makeHall(app.organizer, { sites: 3, people: 1 });
    const [first, second, third] = hall.sites.map(({ id }) => id) as [string, string, string];
    for (const siteId of [first, third]) await consoleOf(siteId);
    await app.organizer.patch(pathTo(ROUTES.site, second), { parentId: first, level: 'ward' });
    made(
      await app.organizer.post(pathTo(ROUTES.attendance, first), {
        entries: [present(hall.checkpoint.id, hall.people[0]![0]!.id)],
      }),
    );
    const reach = async (to: object): Promise<AnnouncementReach> =>
      made(
        await app.organizer.post<AnnouncementReach>(pathTo(ROUTES.announcementReach, hall.conference.id), {
          to,
        }),
      );
    expect(await reach({ all: true })).toEqual({ sites: 3, withConsole: 2, connected: 0 });
    expect(await reach({ parentId: first })).toEqual({ sites: 2, withConsole: 1, connected: 0 });
    expect(await reach({ siteLevel: 'ward' })).toEqual({ sites: 1, withConsole: 0, connected: 0 });
    expect(await reach({ state: 'unmarked' })).toEqual({ sites: 2, withConsole: 1, connected: 0 });
    expect(await reach({ state: 'lost' })).toEqual({ sites: 0, withConsole: 0, connected: 0 });
    const announcement = await post(hall, { to: { siteIds: [first, third] } });
    expect([announcement.of, announcement.to]).toEqual([2, { siteIds: [first, third] }]);
  });

  it('is listed with the names of its part or its first sites, as they are called now', async () => {
    const hall = await makeHall(app.organizer, { sites: 5, people: 0 });
    const siteIds = hall.sites.map(({ id }) => id);
    const [first, last] = [siteIds[0]!, siteIds[4]!];
    const toSites = await post(hall, { to: { siteIds } });
    await post(hall, { to: { parentId: last }, status: 'draft' });
    await post(hall, { to: { siteLevel: 'commune' } });
    await app.organizer.patch(pathTo(ROUTES.site, last), { name: 'Huyện Quỳ Châu' });
    const path = pathTo(ROUTES.announcements, hall.conference.id);
    const codes = async (): Promise<string[][]> =>
      made(await app.organizer.get<Page<ListedAnnouncement>>(path)).items.map(({ named }) =>
        named.map(({ code }) => code),
      );
    expect(await codes()).toEqual([[], ['S004'], ['S000', 'S001', 'S002']]);
    const { named } = await detail(toSites.id);
    expect(named[4]).toEqual({ id: last, code: 'S004', name: 'Huyện Quỳ Châu' });
    expect((await app.organizer.delete(pathTo(ROUTES.site, first))).status).toBe(204);
    expect(await codes()).toEqual([[], ['S004'], ['S001', 'S002']]);
  });

  it('is not for sites that are made later, and of no site that is deleted', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const { id } = await post(hall);
    const { body: later } = await app.organizer.post<{ id: string }>(
      pathTo(ROUTES.sites, hall.conference.id),
      { code: 'SAU', name: 'Đến sau' },
    );
    const late = await consoleOf(later.id);
    expect(await living(late, later.id)).toEqual([]);
    expect(await counts(id)).toEqual([0, 0, 0, 2]);
    expect((await app.organizer.delete(pathTo(ROUTES.site, hall.sites[1]!.id))).status).toBe(204);
    await eventually(async () => expect(await counts(id)).toEqual([0, 0, 0, 1]));
  });
});

describe('a draft', () => {
  it('is nobody’s until it is sent, once, to the sites as they stand then', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const siteId = hall.sites[0]!.id;
    const console = await consoleOf(siteId);
    const draft = await post(hall, { status: 'draft' });
    expect(draft).toMatchObject({ status: 'draft', sentAt: null, addressed: 0 });
    const edited = made(
      await app.organizer.patch<PostedAnnouncement>(pathTo(ROUTES.announcement, draft.id), {
        text: 'Sửa',
        level: 'urgent',
      }),
    );
    expect(edited).toMatchObject({ text: 'Sửa', level: 'urgent', acknowledge: true });
    expect(await living(console, siteId)).toEqual([]);
    const path = pathTo(ROUTES.announcementSend, draft.id);
    const sent = await Promise.all([1, 2].map(() => app.organizer.post<PostedAnnouncement>(path)));
    expect(sent.map(({ status, body }) => [status, body.of])).toEqual([
      [200, 1],
      [200, 1],
    ]);
    expect((await living(console, siteId)).map(({ text }) => text)).toEqual(['Sửa']);
    expect((await app.organizer.delete(pathTo(ROUTES.announcement, draft.id))).status).toBe(409);

    const other = await post(hall, { status: 'draft' });
    expect((await app.organizer.delete(pathTo(ROUTES.announcement, other.id))).status).toBe(204);
    expect((await app.organizer.get(pathTo(ROUTES.announcement, other.id))).status).toBe(404);
  });
});

describe('a change of the schedule', () => {
  const session = async (hall: Hall): Promise<Session> =>
    made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Khai mạc',
        startsAt: '2026-11-22T01:00:00.000Z',
        endsAt: '2026-11-22T02:00:00.000Z',
      }),
    );
  const texts = async (hall: Hall): Promise<string[]> =>
    made(
      await app.organizer.get<Page<PostedAnnouncement>>(pathTo(ROUTES.announcements, hall.conference.id)),
    ).items.map(({ text }) => text);

  it('is announced in the same act: a move, a start, an end', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const console = await consoleOf(hall.sites[0]!.id);
    const { id } = await session(hall);
    const announce = (text: string): object => ({ announce: { id: randomUUID(), text, level: 'important' } });
    const move = { endsAt: '2026-11-22T02:30:00.000Z', ...announce('Kéo dài 30 phút') };
    for (let time = 0; time < 2; time += 1) made(await app.organizer.patch(pathTo(ROUTES.session, id), move));
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, id), announce('Bắt đầu')));
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, id), announce('Kết thúc')));
    expect(await texts(hall)).toEqual(['Kết thúc', 'Bắt đầu', 'Kéo dài 30 phút']);
    expect(await living(console, hall.sites[0]!.id)).toHaveLength(3);
  });

  it('that is refused announces nothing, and one whose announcement is refused changes nothing', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const { id } = await session(hall);
    const path = pathTo(ROUTES.session, id);
    const reversed = { endsAt: '2026-11-22T00:00:00.000Z', announce: { text: 'Sai' } };
    expect((await app.organizer.patch(path, reversed)).status).toBe(422);
    expect(await texts(hall)).toEqual([]);
    const used = (await post(hall)).id;
    const patch = { title: 'Đổi tên', announce: { id: used, text: 'Trùng mã' } };
    expect((await app.organizer.patch(path, patch)).status).toBe(409);
    expect(made(await app.organizer.get<Session>(path)).title).toBe('Khai mạc');
  });
});
