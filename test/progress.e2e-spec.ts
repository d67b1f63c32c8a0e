import { randomUUID } from 'node:crypto';
import type { InvitationList } from '../src/contract/invitation.js';
import type { ConferenceProgress } from '../src/contract/progress.js';
import { type Chase, DEFAULT_READINESS, type ReadinessSummary } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { expectProblem } from './support/expect-problem.js';
import { made, makeHall, pair } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const progress = async (id: string): Promise<ConferenceProgress> =>
  made(await app.organizer.get<ConferenceProgress>(pathTo(ROUTES.progress, id)));

describe('the progress of a conference', () => {
  it('says of links and tests what the readiness page says', async () => {
    const { organizer, anonymous } = app;
    const { conference, sites } = await makeHall(organizer, { sites: 4, people: 0 });
    made(await organizer.patch(pathTo(ROUTES.conference, conference.id), { endsOn: '2999-12-31' }));
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    const items = DEFAULT_READINESS.items.map((key) => ({ key, outcome: 'passed' }));
    for (const [at, recordedAt] of [
      [0, undefined],
      [1, old],
    ] as const) {
      const { token } = await pair(organizer, sites[at]!.id);
      const body = { id: randomUUID(), items, signedBy: 'Hà', recordedAt };
      const path = pathTo(ROUTES.siteReadiness, sites[at]!.id);
      made(await anonymous.as(token).send('PUT', path, body));
    }
    for (const { id } of sites.slice(1, 3)) made(await organizer.post(pathTo(ROUTES.siteInvitation, id)));
    const { items: links } = made(
      await organizer.get<InvitationList>(pathTo(ROUTES.invitations, conference.id)),
    );
    const token = new URL(links[2]!.invitation!.url).hash.slice(1);
    made(await anonymous.post(pathTo(ROUTES.invitationOpen), { token }));

    const told = await progress(conference.id);
    expect(told).toMatchObject({
      links: { made: 3, opened: 3, of: 4 },
      readiness: { tested: 2, passed: 1 },
    });
    const {
      sites: of,
      opened,
      tested,
      states,
    } = made(await organizer.get<ReadinessSummary>(pathTo(ROUTES.conferenceReadiness, conference.id)));
    expect({ links: told.links.opened, of: told.links.of, ...told.readiness }).toEqual({
      links: opened,
      of,
      tested,
      passed: states.passed,
    });
    const { items: called } = made(await organizer.get<Chase>(pathTo(ROUTES.chase, conference.id)));
    expect(called.map(({ siteId, missing }) => [siteId, missing.includes('link')])).toEqual([
      [sites[3]!.id, true],
      [sites[2]!.id, false],
      [sites[1]!.id, false],
      [sites[0]!.id, false],
    ]);
  });

  it('is told to organizers alone', async () => {
    const { conference, coordinator, trainee, wall } = await place(app, 'ai-xem-tien-do', 'open');
    const path = pathTo(ROUTES.progress, conference);
    expectProblem(await app.anonymous.get(path), 401, 'auth.required');
    for (const actor of [coordinator, trainee, wall])
      expectProblem(await actor.get(path), 403, 'auth.forbidden');
    const missing = await app.organizer.get(pathTo(ROUTES.progress, 'khong-co'));
    expectProblem(missing, 404, 'conference.not-found');
  });

  it('counts its own sites, people, schedule and links, and nothing of another conference', async () => {
    await makeHall(app.organizer, { sites: 2, people: 1 });
    const { conference, sites, people } = await makeHall(app.organizer, { sites: 3, people: 2 });
    const { organizer } = app;
    await organizer.post(pathTo(ROUTES.sites, conference.id), {
      code: 'KV',
      name: 'Khu vực 1',
      kind: 'group',
    });
    const without = made(
      await organizer.post<{ id: string }>(pathTo(ROUTES.sites, conference.id), { code: 'T', name: 'Trống' }),
    );
    made(await organizer.post(pathTo(ROUTES.pairings, without.id)));
    await organizer.delete(pathTo(ROUTES.participant, people[0]![0]!.id));
    const session = { title: 'A', startsAt: '2026-11-22T01:00:00.000Z', endsAt: '2026-11-22T02:00:00.000Z' };
    const cancelled = made(
      await organizer.post<{ id: string }>(pathTo(ROUTES.sessions, conference.id), session),
    );
    await organizer.patch(pathTo(ROUTES.session, cancelled.id), { status: 'cancelled' });
    made(await organizer.post(pathTo(ROUTES.sessions, conference.id), session));
    const { deviceId } = await pair(organizer, sites[0]!.id);
    await pair(organizer, sites[0]!.id);
    await pair(organizer, sites[1]!.id);
    await organizer.delete(pathTo(ROUTES.device, deviceId));
    made(
      await organizer.post(pathTo(ROUTES.readinessPass, sites[1]!.id), { reason: 'Đã gọi điện kiểm tra' }),
    );
    expect(await progress(conference.slug)).toMatchObject({
      conferenceId: conference.id,
      sites: { points: 4, groups: 1 },
      people: { listed: 5, sites: 3 },
      sessions: 1,
      checkpoints: 1,
      materials: 0,
      links: { made: 3, opened: 2, of: 4 },
      readiness: { tested: 1, passed: 1 },
      consoles: 2,
    });
  });
});
