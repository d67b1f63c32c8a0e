import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AcknowledgeReply,
  AnnouncementDetail,
  PostedAnnouncement,
} from '../src/contract/announcement.js';
import type { PairReply, SitePairings } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, makeHall, pair } from './support/hall.js';
import { LiveClient } from './support/live.js';

const SITES = 239;
const OFFLINE = Math.round(SITES / 5);

let app: TestApp;
const open: LiveClient[] = [];
const connect = async (token: string): Promise<LiveClient> => {
  const client = await LiveClient.connect(app.url, { token });
  open.push(client);
  return client;
};
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => app.stop());

const detail = async (id: string): Promise<AnnouncementDetail> =>
  made(await app.organizer.get<AnnouncementDetail>(pathTo(ROUTES.announcement, id)));
const acknowledge = async (token: string, id: string, recordedAt?: string): Promise<string> =>
  made(
    await app.anonymous
      .as(token)
      .post<AcknowledgeReply>(pathTo(ROUTES.announcementAcknowledge, id), { recordedAt }),
  ).at;

/** Two consoles of each site. */
async function consoles(conferenceId: string): Promise<PairReply[][]> {
  const first = made(
    await app.organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, conferenceId)),
  ).items;
  const second = made(
    await app.organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, conferenceId)),
  ).items;
  const pairs: PairReply[][] = [];
  for (const [at] of first.entries())
    pairs.push(
      await Promise.all(
        [first[at]!, second[at]!].map(async ({ code }) =>
          made(await app.anonymous.post<PairReply>(pathTo(ROUTES.pair), { code, deviceName: 'Máy' })),
        ),
      ),
    );
  return pairs;
}

describe('an urgent announcement to 239 sites with two consoles each', () => {
  it('is never acknowledged by more sites than there are, and by all once all are back', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 0, people: 0 });
    const rows = Array.from({ length: SITES }, (_, at) => `S${at},Xã ${at}`);
    made(
      await app.organizer.upload(pathTo(ROUTES.siteImport, conference.id), {
        name: 'a.csv',
        content: ['code,name', ...rows].join('\n'),
      }),
    );
    const sites = await consoles(conference.id);
    const [offline, online] = [sites.slice(0, OFFLINE), sites.slice(OFFLINE)];
    const watcher = await connect(app.organizer.token!);
    await watcher.ask('conference.follow', { conferenceId: conference.id });
    const clients = await Promise.all(
      online.flat().map(async ({ token, site }) => {
        const client = await connect(token);
        await client.ask('site.join', { siteId: site.id });
        return { client, token };
      }),
    );
    const { id } = made(
      await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, conference.id), {
        text: 'Đường truyền chính gián đoạn, chuyển sang đường dự phòng',
        level: 'urgent',
        to: { all: true },
      }),
    );
    await Promise.all(
      clients.map(async ({ client, token }) => {
        await client.until('posted', () => client.of('announcement.posted').length > 0);
        await client.ask('announcement.received', { ids: [id] });
        // Both consoles of a site at once, and each twice.
        await Promise.all([acknowledge(token, id), acknowledge(token, id)]);
      }),
    );
    expect(await detail(id)).toMatchObject({
      of: SITES,
      delivered: SITES - OFFLINE,
      acknowledged: SITES - OFFLINE,
    });
    await watcher.until('the count of all that are online', () =>
      watcher
        .of<PostedAnnouncement>('announcement.changed')
        .some(({ acknowledged }) => acknowledged === SITES - OFFLINE),
    );
    const told = watcher.of<PostedAnnouncement>('announcement.changed').map((news) => news.acknowledged);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.length).toBeLessThan(SITES / 2);

    open.splice(0).forEach((client) => client.close());
    const readAt = new Date().toISOString();
    app = await app.restart();
    const missing = (await detail(id)).missing.map(({ siteId }) => siteId);
    expect(new Set(missing)).toEqual(new Set(offline.map(([console]) => console!.site.id)));
    await Promise.all(
      offline.flat().map(async ({ token, site }) => {
        const client = await connect(token);
        const { announcements } = await client.ask('site.join', { siteId: site.id });
        expect(announcements.map((one) => one.id)).toEqual([id]);
        expect(await acknowledge(token, id, readAt)).toBe(readAt);
      }),
    );
    // What was on its way when the service stopped may be sent again.
    await Promise.all(online.slice(0, 20).map(([console]) => acknowledge(console!.token, id)));
    expect(await detail(id)).toMatchObject({
      of: SITES,
      delivered: SITES,
      acknowledged: SITES,
      missing: [],
    });
  });
});

describe('news of announcements', () => {
  it('reaches the addressed consoles alone: posted, reminded, acknowledged, ended', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const [siteId, otherId] = hall.sites.map((site) => site.id) as [string, string];
    const join = async (at: string) => {
      const { token, deviceId } = await pair(app.organizer, at);
      const client = await connect(token);
      await client.ask('site.join', { siteId: at });
      return { client, token, deviceId };
    };
    const [mine, colleague, elsewhere] = [await join(siteId), await join(siteId), await join(otherId)];
    const organizer = await connect(app.organizer.token!);
    await organizer.ask('conference.follow', { conferenceId: hall.conference.id });
    const announcement = made(
      await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, hall.conference.id), {
        text: 'Kiểm tra lại âm thanh',
        level: 'important',
        to: { siteIds: [siteId] },
      }),
    );
    const { id } = announcement;
    await colleague.client.until('posted', () => colleague.client.of('announcement.posted').length === 1);
    made(await app.organizer.post(pathTo(ROUTES.announcementRemind, id), {}));
    await colleague.client.until('reminded', () => colleague.client.of('announcement.posted').length === 2);
    const at = await acknowledge(mine.token, id);
    await colleague.client.until('read', () => colleague.client.of('announcement.acknowledged').length > 0);
    made(await app.organizer.post(pathTo(ROUTES.announcementEnd, id)));
    await colleague.client.until('ended', () => colleague.client.of('announcement.ended').length > 0);
    expect(colleague.client.told.map(({ event }) => event)).toEqual([
      'announcement.posted',
      'announcement.posted',
      'announcement.acknowledged',
      'announcement.ended',
    ]);
    const [posted, reminded] = colleague.client.of<{ announcement: object }>('announcement.posted');
    expect(posted!.announcement).toEqual({
      id,
      text: announcement.text,
      level: 'important',
      acknowledge: true,
      showUntil: null,
      sentAt: announcement.sentAt,
      remindedAt: null,
      corrects: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      ended: null,
    });
    expect(reminded!.announcement).toMatchObject({ id, remindedAt: expect.any(String) });
    const device = { id: mine.deviceId, name: expect.any(String) };
    expect(colleague.client.of('announcement.acknowledged')).toEqual([{ siteId, id, at, device }]);
    expect(colleague.client.of('announcement.ended')).toEqual([
      { conferenceId: hall.conference.id, id, correctedBy: null },
    ]);
    expect(elsewhere.client.told).toEqual([]);
    await organizer.until('ended', () =>
      organizer.of<PostedAnnouncement>('announcement.changed').some(({ status }) => status === 'ended'),
    );
    expect(organizer.of('announcement.changed').at(-1)).toEqual({
      conferenceId: hall.conference.id,
      id,
      status: 'ended',
      addressed: 1,
      of: 1,
      delivered: 1,
      acknowledged: 1,
    });
  });
});
