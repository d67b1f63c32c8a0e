import { pathTo, ROUTES } from '../src/contract/routes.js';
import { made, present } from './support/hall.js';
import { type LiveClient } from './support/live.js';
import { liveHall } from './support/live-hall.js';

const here = liveHall();
const { connect, consoleOf, trainee } = here;

describe('news', () => {
  it('of an entry reaches the other consoles of the site, and no other site', async () => {
    const [mine, colleague, elsewhere] = [await consoleOf(0), await consoleOf(0), await consoleOf(1)];
    const joined = await mine.client.ask('site.join', { siteId: here.hall.sites[0]!.id });
    expect(joined).toEqual({ seq: expect.any(Number), now: null, next: null, announcements: [] });
    await colleague.client.ask('site.join', { siteId: here.hall.sites[0]!.id });
    await elsewhere.client.ask('site.join', { siteId: here.hall.sites[1]!.id });
    const entry = present(here.hall.checkpoint.id, here.hall.people[0]![2]!.id);
    const reply = await mine.client.ask('attendance.submit', {
      siteId: here.hall.sites[0]!.id,
      entries: [entry],
    });
    expect(reply.receipts).toEqual([
      { id: entry.id, outcome: 'accepted', participantId: here.hall.people[0]![2]!.id, state: 'in_person' },
    ]);
    await colleague.client.until('told', () => colleague.client.of('attendance.changed').length > 0);
    expect(colleague.client.of('attendance.changed')).toEqual([
      { siteId: here.hall.sites[0]!.id, seq: reply.seq },
    ]);
    const again = await here.app.anonymous
      .as(mine.token)
      .post(pathTo(ROUTES.attendance, here.hall.sites[0]!.id), { entries: [entry] });
    expect(again.body).toMatchObject({ receipts: [{ id: entry.id, outcome: 'duplicate' }] });
    expect(mine.client.of('attendance.changed')).toEqual([]);
    expect(elsewhere.client.told).toEqual([]);
  });

  it('of the schedule reaches all who follow', async () => {
    const { client } = await consoleOf(0);
    const follower = await trainee();
    const organizer = await connect(here.app.organizer.token!);
    await client.ask('site.join', { siteId: here.hall.sites[0]!.id });
    await follower.ask('conference.follow', { conferenceId: here.hall.conference.id });
    await organizer.ask('board.watch', { conferenceId: here.hall.conference.id });
    const from = Date.now() + 3_600_000;
    const session = made(
      await here.app.organizer.post<{ id: string }>(pathTo(ROUTES.sessions, here.hall.conference.id), {
        title: 'Khai mạc',
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + 1_800_000).toISOString(),
      }),
    );
    made(await here.app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    made(await here.app.organizer.post(pathTo(ROUTES.sessionEnd, session.id)));
    for (const one of [client, follower, organizer]) {
      await one.until('all three', () => one.of('session.ended').length === 1);
      expect(one.told.map(({ event }) => event).filter((event) => /^(schedule|session)/.test(event))).toEqual(
        ['schedule.changed', 'session.started', 'session.ended'],
      );
      expect(one.of('schedule.changed')).toEqual([
        expect.objectContaining({
          conferenceId: here.hall.conference.id,
          next: expect.objectContaining({ id: session.id }),
        }),
      ]);
      expect(one.of('session.started')).toEqual([
        expect.objectContaining({
          session: expect.objectContaining({ id: session.id, status: 'running' }),
          now: expect.objectContaining({ id: session.id }),
        }),
      ]);
    }
  });

  it('of a material reaches those who may read it', async () => {
    const { client } = await consoleOf(0);
    const follower = await trainee();
    await client.ask('site.join', { siteId: here.hall.sites[0]!.id });
    await follower.ask('conference.follow', { conferenceId: here.hall.conference.id });
    const file = { name: 'Tài liệu.pdf', type: 'application/pdf', content: '%PDF-1.7\n%%EOF\n' };
    for (const audience of ['coordinators', 'participants', 'public'])
      made(
        await here.app.organizer.upload(pathTo(ROUTES.materials, here.hall.conference.id), file, {
          title: audience,
          audience,
        }),
      );
    const titles = (one: LiveClient): string[] =>
      one.of<{ material: { title: string } }>('material.released').map(({ material }) => material.title);
    await follower.until('two', () => titles(follower).includes('public'));
    expect(titles(follower)).toEqual(['participants', 'public']);
    expect(titles(client)).toEqual(['coordinators', 'participants', 'public']);
  });
});
