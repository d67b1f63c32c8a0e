import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type {
  AddressedPage,
  AnnouncementReminder,
  PostedAnnouncement,
  SiteAnnouncement,
} from '../src/contract/announcement.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { CountedSites } from '../src/announcements/counted-sites.js';
import { ReceiptsRepository } from '../src/announcements/receipts.repository.js';
import { Clock } from '../src/platform/clock/clock.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Announcing, eventually, refusal } from './support/announcing.js';
import { made, makeHall, pair } from './support/hall.js';
import { LiveClient } from './support/live.js';

let app: TestApp;
const announcing = new Announcing(() => app);
const post = announcing.post.bind(announcing);
const detail = announcing.detail.bind(announcing);
const counts = announcing.counts.bind(announcing);
const acknowledge = announcing.acknowledge.bind(announcing);
const living = announcing.living.bind(announcing);
const consoleOf = announcing.consoleOf.bind(announcing);
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
afterEach(() => void jest.restoreAllMocks());

describe('an acknowledgement', () => {
  it('is the site’s: the first console wins, and twice is answered alike', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const siteId = hall.sites[0]!.id;
    const [first, second] = [await pair(app.organizer, siteId, 'Máy 1'), await pair(app.organizer, siteId)];
    await consoleOf(hall.sites[1]!.id);
    const { id } = await post(hall);
    const at = await acknowledge(app.anonymous.as(first.token), id);
    for (const { token } of [second, first, second])
      expect(await acknowledge(app.anonymous.as(token), id, { recordedAt: '2026-11-22T00:00:00Z' })).toBe(at);
    expect(await counts(id)).toEqual([1, 1, 2, 2]);
    const { items } = made(
      await app.organizer.get<AddressedPage>(`${pathTo(ROUTES.announcementSites, id)}?state=acknowledged`),
    );
    expect(items).toEqual([
      expect.objectContaining({
        siteId,
        acknowledgedAt: at,
        device: { id: first.deviceId, name: 'Máy 1' },
      }),
    ]);
    expect(await living(app.anonymous.as(second.token), siteId)).toEqual([
      expect.objectContaining({
        id,
        acknowledgedAt: at,
        acknowledgedBy: { id: first.deviceId, name: 'Máy 1' },
      }),
    ]);
  });

  it('made offline keeps its own time, within what is possible', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const consoles = [await consoleOf(hall.sites[0]!.id), await consoleOf(hall.sites[1]!.id)];
    const { id, sentAt } = await post(hall);
    expect(await acknowledge(consoles[0]!, id, { recordedAt: '2020-01-01T00:00:00.000Z' })).toBe(sentAt);
    const ahead = await acknowledge(consoles[1]!, id, { recordedAt: '2090-01-01T00:00:00.000Z' });
    expect(Date.parse(ahead)).toBeLessThanOrEqual(Date.now());
    const refused = await consoles[0]!.post<ProblemBody>(pathTo(ROUTES.announcementAcknowledge, id), {
      recordedAt: 'hôm qua',
    });
    expect(refused.body.code).toBe('request.invalid');
  });

  it('counts of a site that pairs later, and a site without a console counts nowhere', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const { id } = await post(hall);
    expect(await counts(id)).toEqual([0, 0, 0, 2]);
    const { token, deviceId } = await pair(app.organizer, hall.sites[1]!.id);
    const late = app.anonymous.as(token);
    await eventually(async () => expect(await counts(id)).toEqual([0, 0, 1, 2]));
    expect((await living(late, hall.sites[1]!.id)).map((one) => one.id)).toEqual([id]);
    await eventually(async () => expect(await counts(id)).toEqual([1, 0, 1, 2]));
    await app.organizer.delete(pathTo(ROUTES.device, deviceId));
    await eventually(async () => expect(await counts(id)).toEqual([0, 0, 0, 2]));
    const next = await consoleOf(hall.sites[1]!.id);
    await acknowledge(next, id);
    expect(await counts(id)).toEqual([1, 1, 1, 2]);
  });
});

describe('the end of an announcement', () => {
  it('is one, whoever ends it at the same time; late acknowledgements still count', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const consoles = [await consoleOf(hall.sites[0]!.id), await consoleOf(hall.sites[1]!.id)];
    const { id } = await post(hall);
    await acknowledge(consoles[0]!, id);
    const path = pathTo(ROUTES.announcementEnd, id);
    const ends = await Promise.all([1, 2].map(() => app.organizer.post<PostedAnnouncement>(path)));
    expect(ends.map(({ status }) => status)).toEqual([200, 200]);
    expect(ends[1]!.body.ended).toEqual(ends[0]!.body.ended);
    expect(ends[0]!.body).toMatchObject({ status: 'ended', ended: { because: 'ended' } });
    expect(await living(consoles[1]!, hall.sites[1]!.id)).toEqual([]);
    await acknowledge(consoles[1]!, id);
    expect((await counts(id)).slice(1, 3)).toEqual([2, 2]);
    expect(await refusal(app.organizer, pathTo(ROUTES.announcementRemind, id))).toEqual([
      409,
      'announcement.not-live',
    ]);
  });

  it('leaves it to be read again: a console may ask for what was sent since, living or not', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const siteId = hall.sites[0]!.id;
    const { token, deviceId } = await pair(app.organizer, siteId, 'Bàn cửa');
    const console = app.anonymous.as(token);
    const before = await post(hall, { text: 'Trước' });
    made(await app.organizer.post(pathTo(ROUTES.announcementEnd, before.id)));
    const wrong = await post(hall, { text: 'Nghỉ 15 phút' });
    await post(hall, { to: { siteIds: [hall.sites[1]!.id] } });
    const at = await acknowledge(console, wrong.id);
    const right = made(
      await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcementCorrect, wrong.id), {
        text: 'Nghỉ 20 phút',
      }),
    );
    await post(hall, { status: 'draft' });
    const path = `${pathTo(ROUTES.siteAnnouncements, siteId)}?since=`;
    const { items } = made(await console.get<Page<SiteAnnouncement>>(path + wrong.sentAt));
    expect(items).toEqual([
      expect.objectContaining({
        text: 'Nghỉ 15 phút',
        acknowledgedAt: at,
        acknowledgedBy: { id: deviceId, name: 'Bàn cửa' },
        ended: { at: expect.any(String), because: 'corrected' },
      }),
      expect.objectContaining({ id: right.id, acknowledgedAt: null, acknowledgedBy: null, ended: null }),
    ]);
    await eventually(async () => expect((await counts(right.id))[0]).toBe(1));
    expect((await counts(before.id))[0]).toBe(0);
    expect((await console.get<ProblemBody>(path + 'nay')).body.code).toBe('request.invalid');
  });

  it('comes by itself when it is not to be shown any more', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const console = await consoleOf(hall.sites[0]!.id);
    const showUntil = new Date(Date.now() + 60_000).toISOString();
    const { id } = await post(hall, { showUntil });
    expect(await living(console, hall.sites[0]!.id)).toHaveLength(1);
    jest.spyOn(app.app.get(Clock), 'now').mockReturnValue(Date.parse(showUntil));
    expect(await living(console, hall.sites[0]!.id)).toEqual([]);
    expect(await detail(id)).toMatchObject({
      status: 'ended',
      ended: { at: showUntil, because: 'over', by: null },
    });
    const list = `${pathTo(ROUTES.announcements, hall.conference.id)}?status=`;
    const ids = async (status: string): Promise<string[]> =>
      made(await app.organizer.get<Page<PostedAnnouncement>>(list + status)).items.map((one) => one.id);
    expect([await ids('live'), await ids('ended')]).toEqual([[], [id]]);
  });

  it('fixes what it counts: no console that pairs later and no start adds anything', async () => {
    const [hall, other] = [
      await makeHall(app.organizer, { sites: 2, people: 0 }),
      await makeHall(app.organizer, { sites: 1, people: 0 }),
    ];
    const showUntil = new Date(Date.now() + 60_000).toISOString();
    const [over, closed] = [await post(hall, { showUntil }), await post(other)];
    jest.spyOn(app.app.get(Clock), 'now').mockReturnValue(Date.parse(showUntil));
    const lives = await post(hall);
    await app.organizer.patch(pathTo(ROUTES.conference, other.conference.id), { status: 'closed' });
    for (const site of [...other.sites, ...hall.sites]) await consoleOf(site.id);
    await eventually(async () => expect(await counts(lives.id)).toEqual([0, 0, 2, 2]));
    await app.app.get(CountedSites).onModuleInit();
    expect([await counts(over.id), await counts(closed.id)]).toEqual([
      [0, 0, 0, 2],
      [0, 0, 0, 1],
    ]);
  });
});

describe('a delivery', () => {
  it('holds the announcements of the site alone, and none when it is said again', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const { token } = await pair(app.organizer, hall.sites[0]!.id);
    const { id } = await post(hall);
    const held: string[] = [];
    const store = app.app.get(ReceiptsRepository);
    const lock = store.lock.bind(store);
    jest.spyOn(store, 'lock').mockImplementation((tx, ids) =>
      lock(
        tx,
        [...ids].map((one) => (held.push(one), one)),
      ),
    );
    const live = await LiveClient.connect(app.url, { token });
    const madeUp = Array.from({ length: 49 }, () => randomUUID());
    await live.ask('announcement.received', { ids: [id, ...madeUp] });
    await eventually(async () => expect(await counts(id)).toEqual([1, 0, 1, 1]));
    await live.ask('announcement.received', { ids: [id] });
    const second = await post(hall);
    await live.ask('announcement.received', { ids: [second.id] });
    await eventually(async () => expect(await counts(second.id)).toEqual([1, 0, 1, 1]));
    live.close();
    const said = [id, ...madeUp, second.id];
    expect(held.filter((one) => said.includes(one))).toEqual([id, second.id]);
  });
});

describe('a correction', () => {
  it('replaces the text for the same sites, which acknowledge anew; both stay in the history', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const siteId = hall.sites[0]!.id;
    const console = await consoleOf(siteId);
    const { id } = await post(hall, { to: { siteIds: [siteId] }, level: 'urgent' });
    await acknowledge(console, id);
    const body = { id: randomUUID(), text: 'Đúng là 9 giờ' };
    const path = pathTo(ROUTES.announcementCorrect, id);
    const corrected = made(await app.organizer.post<PostedAnnouncement>(path, body));
    expect(corrected).toMatchObject({ ...body, corrects: id, level: 'urgent', of: 1, acknowledged: 0 });
    expect(made(await app.organizer.post<PostedAnnouncement>(path, body))).toEqual(corrected);
    expect(await refusal(app.organizer, path, { text: 'Lần nữa' })).toEqual([409, 'announcement.not-live']);
    expect(await detail(id)).toMatchObject({
      status: 'ended',
      acknowledged: 1,
      correctedBy: body.id,
      ended: { because: 'corrected' },
    });
    expect(await living(console, siteId)).toEqual([
      expect.objectContaining({ id: body.id, corrects: id, acknowledgedAt: null }),
    ]);
    const edited = await app.organizer.patch(pathTo(ROUTES.announcement, body.id), { text: 'Sửa trộm' });
    expect([edited.status, (edited.body as ProblemBody).code]).toEqual([409, 'announcement.not-draft']);
  });

  it('is one, when two organizers correct at once', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const { id } = await post(hall);
    const answers = await Promise.all(
      ['A', 'B'].map((text) => app.organizer.post(pathTo(ROUTES.announcementCorrect, id), { text })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const path = `${pathTo(ROUTES.announcements, hall.conference.id)}?status=live`;
    expect(made(await app.organizer.get<Page<unknown>>(path)).items).toHaveLength(1);
  });
});

describe('a reminder', () => {
  it('has a receipt of its own, and the consoles learn when', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const consoles = [await consoleOf(hall.sites[0]!.id), await consoleOf(hall.sites[1]!.id)];
    const { id } = await post(hall);
    await acknowledge(consoles[0]!, id);
    const body = { id: randomUUID() };
    const path = pathTo(ROUTES.announcementRemind, id);
    const receipts = await Promise.all(
      [1, 2].map(() => app.organizer.post<AnnouncementReminder>(path, body)),
    );
    expect(receipts[0]!.body).toMatchObject({ id: body.id, sites: 1 });
    expect(receipts[1]!.body).toEqual(receipts[0]!.body);
    expect((await detail(id)).reminders).toEqual([receipts[0]!.body]);
    expect((await living(consoles[1]!, hall.sites[1]!.id))[0]!.remindedAt).toBe(receipts[0]!.body.at);
  });
});
