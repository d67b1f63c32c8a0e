import type { ProblemBody } from '../src/contract/problem.js';
import { DEFAULT_READINESS } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, pair } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { PASSED, readinessDesk } from './support/readiness-desk.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const { desk, put, read, askFor, onBoard } = readinessDesk(() => app);

describe('the settings of a conference', () => {
  it('change where they are given, and refuse what no console can measure', async () => {
    const here = await desk();
    expect(await askFor(here, { limits: { ...DEFAULT_READINESS.limits, download: 4_000 } })).toEqual({
      ...DEFAULT_READINESS,
      limits: { ...DEFAULT_READINESS.limits, download: 4_000 },
    });
    for (const wrong of [
      { items: ['luck'] },
      { items: [] },
      { staleHours: 0 },
      { limits: { download: -1 } },
    ]) {
      const { body } = await app.organizer.send<ProblemBody>(
        'PUT',
        pathTo(ROUTES.readinessItems, here.hall.conference.id),
        wrong,
      );
      expect(body.code).toBe('request.invalid');
    }
    expect((await read(here)).settings.limits.download).toBe(4_000);
  });

  it('say when sites are to be ready: the first checkpoint or session, without a deadline', async () => {
    const here = await desk();
    expect((await read(here)).beginsAt).toBeNull();
    const session = {
      title: 'Khai mạc',
      startsAt: '2026-11-22T01:00:00.000Z',
      endsAt: '2026-11-22T02:00:00.000Z',
    };
    made(await app.organizer.post(pathTo(ROUTES.sessions, here.hall.conference.id), session));
    expect((await read(here)).beginsAt).toBe('2026-11-22T01:00:00.000Z');
    const opensAt = '2026-11-22T00:30:00.000Z';
    made(await app.organizer.patch(pathTo(ROUTES.checkpoint, here.hall.checkpoint.id), { opensAt }));
    expect((await read(here)).beginsAt).toBe(opensAt);
  });
});

describe('the person in charge', () => {
  it('is named by the console, is seen by organizers at once, and moves no board', async () => {
    const here = await desk();
    await onBoard(here);
    const site = made(
      await here.console.send<Site>('PUT', pathTo(ROUTES.siteCoordinator, here.siteId), {
        name: ' Trần  Văn Bình',
        phone: '(0204) 3854 000',
      }),
    );
    expect(site).toMatchObject({ contactName: 'Trần Văn Bình', contactPhone: '(0204) 3854 000' });
    expect(made(await app.organizer.get<Site>(pathTo(ROUTES.site, here.siteId)))).toEqual(site);
    const { body } = await here.console.send<ProblemBody>(
      'PUT',
      pathTo(ROUTES.siteCoordinator, here.siteId),
      {
        name: 'Bình',
        phone: 'gọi sau',
      },
    );
    expect(body.errors?.map(({ path }) => path)).toEqual(['phone']);
    expect((await read(here)).stage).toBe('confirmed');
  });
});

describe('news of readiness', () => {
  it('reaches the site’s consoles and the organizers, and no other site', async () => {
    const here = await desk(2);
    const elsewhere = await pair(app.organizer, here.hall.sites[1]!.id);
    const clients = await Promise.all(
      [here.console.token!, elsewhere.token, app.organizer.token!].map((token) =>
        LiveClient.connect(app.url, { token }),
      ),
    );
    const [mine, other, organizer] = clients as [LiveClient, LiveClient, LiveClient];
    await mine.ask('site.join', { siteId: here.siteId });
    await other.ask('site.join', { siteId: here.hall.sites[1]!.id });
    await organizer.ask('conference.follow', { conferenceId: here.hall.conference.id });
    await put(here, PASSED);
    const news = [{ conferenceId: here.hall.conference.id, siteId: here.siteId, state: 'passed' }];
    for (const one of [mine, organizer]) {
      await one.until('told', () => one.of('readiness.changed').length > 0);
      expect(one.of('readiness.changed')).toEqual(news);
    }
    expect(other.of('readiness.changed')).toEqual([]);
    clients.forEach((client) => client.close());
  });
});
