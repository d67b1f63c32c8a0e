import { randomUUID } from 'node:crypto';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { SpeakNews, SpeakQueue, SpeakRequest } from '../src/contract/speaking.js';
import { withReadings, openOf } from '../src/contract/speak-queue.js';
import { PresenceTiming } from '../src/presence/presence.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories } from './support/board-stories.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import type { LiveClient } from './support/live.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { connect } = boardStories(() => app);

interface Site {
  client: Client;
  live: LiveClient;
}
async function hallOf(
  sites: number,
): Promise<{ hall: Hall; sites: Site[]; path: string; board: LiveClient }> {
  const hall = await makeHall(app.organizer, { sites, people: 0 });
  const joined: Site[] = [];
  for (const { id: siteId } of hall.sites) {
    const { token } = await pair(app.organizer, siteId);
    const live = await connect(token);
    await live.ask('site.join', { siteId });
    joined.push({ client: app.anonymous.as(token), live });
  }
  const board = await connect(app.organizer.token!);
  await board.ask('conference.follow', { conferenceId: hall.conference.id });
  return { hall, sites: joined, path: pathTo(ROUTES.speakRequests, hall.conference.id), board };
}
const ask = async ({ client }: Site, path: string, topic: string): Promise<SpeakRequest> =>
  made(await client.post<SpeakRequest>(path, { id: randomUUID(), topic, speaker: 'Trần Thị Bích' }));
const told = (live: LiveClient): SpeakRequest[] =>
  live.of<SpeakNews & Record<string, unknown>>('speak.changed').flatMap(({ requests }) => requests);
/** The open queue as a screen shows it that has heard all of this. */
const shownBy = (live: LiveClient): string[] =>
  openOf(withReadings(new Map(), told(live)).values()).map(({ id }) => id);
const position = (live: LiveClient): number | null | undefined => told(live).at(-1)?.position;

describe('news of the queue', () => {
  it('gives organizers one order, and each site its own position whenever it changes', async () => {
    const { sites, path, board } = await hallOf(4);
    await Promise.all(sites.map((site, at) => ask(site, path, `Ý kiến ${at}`)));
    const colleague = await connect(app.organizer.token!);
    await board.until('all four', () => shownBy(board).length === 4);
    const { items } = made(await app.organizer.get<SpeakQueue>(`${path}?state=open`));
    expect(shownBy(board)).toEqual(items.map(({ id }) => id));
    const inQueue = items.map(({ siteId }) => sites.find(({ live }) => told(live)[0]?.siteId === siteId)!);
    const last = inQueue[3]!;
    await last.live.until('fourth', () => position(last.live) === 4);

    made(await app.organizer.post(pathTo(ROUTES.speakCall, items[0]!.id)));
    await last.live.until('third', () => position(last.live) === 3);
    made(await app.organizer.post(pathTo(ROUTES.speakPin, items[3]!.id)));
    await last.live.until('first', () => position(last.live) === 1);
    await inQueue[2]!.live.until('third again', () => position(inQueue[2]!.live) === 3);
    expect(told(inQueue[0]!.live).at(-1)).toMatchObject({ state: 'called', calls: 1 });
    expect(colleague.told).toEqual([]);
  });

  it('tells a site of its own requests alone: another site learns no name and no topic', async () => {
    const { sites, path, board } = await hallOf(2);
    const first = await ask(sites[0]!, path, 'Kín');
    await ask(sites[1]!, path, 'Khác');
    made(await app.organizer.post(pathTo(ROUTES.speakCall, first.id)));
    await sites[1]!.live.until('first', () => position(sites[1]!.live) === 1);
    await board.until('called', () => told(board).some(({ state }) => state === 'called'));
    expect(new Set(told(sites[1]!.live).map(({ topic }) => topic))).toEqual(new Set(['Khác']));
    expect(JSON.stringify(sites[1]!.live.told)).not.toContain('Kín');
  });

  it('is not made by a repetition', async () => {
    const { sites, path, board } = await hallOf(1);
    const { id } = await ask(sites[0]!, path, 'Hỏi');
    for (const _ of [1, 2, 3]) made(await app.organizer.post(pathTo(ROUTES.speakCall, id)));
    made(await app.organizer.post(pathTo(ROUTES.speakSkip, id)));
    await board.until('skipped', () => told(board).at(-1)?.state === 'skipped');
    expect(told(board).map(({ state }) => state)).toEqual(['waiting', 'called', 'skipped']);
  });

  it('says to all whether requests are taken', async () => {
    const { hall, sites, board } = await hallOf(2);
    const gate = pathTo(ROUTES.speakGate, hall.conference.id);
    made(await app.organizer.send('PUT', gate, { open: false }));
    for (const live of [board, sites[0]!.live, sites[1]!.live]) {
      await live.until('told', () => live.of('speak.changed').length > 0);
      expect(live.of('speak.changed')).toEqual([
        { conferenceId: hall.conference.id, requests: [], open: false },
      ]);
    }
  });

  it('shows a site that is lost while it waits or is called; it keeps its place', async () => {
    Object.assign(app.app.get(PresenceTiming, { strict: false }), { grace: 200, lostAfter: 600 });
    const { hall, sites, path, board } = await hallOf(3);
    const asked: SpeakRequest[] = [];
    for (const [at, site] of sites.entries()) asked.push(await ask(site, path, `Ý kiến ${at}`));
    made(await app.organizer.post(pathTo(ROUTES.speakCall, asked[0]!.id)));
    sites[0]!.live.close();
    sites[1]!.live.close();
    const isLost = (at: number): boolean =>
      told(board).findLast(({ siteId }) => siteId === hall.sites[at]!.id)?.presence === 'lost';
    await board.until('both lost', () => isLost(0) && isLost(1));
    const { items } = made(await app.organizer.get<SpeakQueue>(`${path}?state=open`));
    expect(items.map(({ state, presence, position: at }) => [state, presence, at])).toEqual([
      ['called', 'lost', null],
      ['waiting', 'lost', 1],
      ['waiting', 'online', 2],
    ]);
    const back = await connect(sites[0]!.client.token!);
    await back.ask('site.join', { siteId: hall.sites[0]!.id });
    const own = made(await sites[0]!.client.get<SpeakQueue>(`${path}?state=open`)).items;
    expect(own).toMatchObject([{ id: asked[0]!.id, state: 'called', calls: 1 }]);
    made(await sites[0]!.client.post(pathTo(ROUTES.speakReady, asked[0]!.id), { call: 1 }));
  });
});
