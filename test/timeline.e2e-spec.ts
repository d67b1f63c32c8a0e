import { randomUUID } from 'node:crypto';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { TimelineEvent } from '../src/contract/timeline.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { eventually } from './support/commune.js';
import { expectProblem } from './support/expect-problem.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import { LiveClient } from './support/live.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
});
afterAll(() => app.stop());

const timeline = async (query = ''): Promise<Page<TimelineEvent>> =>
  made(
    await app.organizer.get<Page<TimelineEvent>>(`${pathTo(ROUTES.timeline, hall.conference.id)}?${query}`),
  );
const told = ({ items }: Page<TimelineEvent>): string[] =>
  items.map(({ kind, text, siteName }) => [kind, text, siteName].filter((part) => part !== null).join(' · '));

describe('the timeline of a day', () => {
  it('tells what happened, oldest first, of all sites and of one', async () => {
    const [site] = hall.sites as [Hall['sites'][0]];
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Khai mạc',
        startsAt: '2026-11-22T01:00:00.000Z',
        endsAt: '2026-11-22T02:00:00.000Z',
      }),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    const { token } = await pair(app.organizer, site.id);
    const live = await LiveClient.connect(app.url, { token });
    await live.ask('site.join', { siteId: site.id });
    const client = app.anonymous.as(token);
    const call = made(
      await client.post<{ id: string }>(pathTo(ROUTES.siteHelp, site.id), {
        id: randomUUID(),
        message: 'Mất tiếng',
      }),
    );
    made(await app.organizer.post(pathTo(ROUTES.helpAnswer, call.id), { message: 'Bật lại loa' }));
    made(
      await client.post(pathTo(ROUTES.attendance, site.id), {
        entries: [
          {
            id: randomUUID(),
            checkpointId: hall.checkpoint.id,
            kind: 'confirm',
            method: 'roll_call',
            headcount: 1,
            recordedAt: new Date().toISOString(),
          },
        ],
      }),
    );
    made(
      await app.organizer.post(pathTo(ROUTES.announcements, hall.conference.id), {
        text: 'Tạm nghỉ 15 phút',
        to: { all: true },
      }),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, session.id)));

    const all = await timeline();
    expect(told(all)).toEqual([
      'session.planned · Khai mạc',
      'session.started · Khai mạc',
      'help.called · Mất tiếng · Xã 0',
      'help.closed · Bật lại loa · Xã 0',
      'checkpoint.confirmed · Khai mạc · Xã 0',
      'announcement.sent · Tạm nghỉ 15 phút',
      'session.ended · Khai mạc',
    ]);
    expect(all.items.find(({ kind }) => kind === 'checkpoint.confirmed')!.count).toBe(1);
    const ofSite = async (): Promise<string[]> => told(await timeline(`siteId=${site.id}`));
    // Presence is written some seconds later, with that of other sites.
    await eventually(ofSite, [
      'site.presence · online · Xã 0',
      'help.called · Mất tiếng · Xã 0',
      'help.closed · Bật lại loa · Xã 0',
      'checkpoint.confirmed · Khai mạc · Xã 0',
    ]);
    expect(told(await timeline(`siteId=${hall.sites[1]!.id}`))).toEqual([]);
    expect(told(await timeline('kind=session.started,session.ended'))).toEqual([
      'session.started · Khai mạc',
      'session.ended · Khai mạc',
    ]);
    const since = all.items.find(({ kind }) => kind === 'announcement.sent')!.at;
    expect(told(await timeline(`since=${since}`))).toEqual([
      'announcement.sent · Tạm nghỉ 15 phút',
      'session.ended · Khai mạc',
    ]);
    live.close();
  });

  it('tells changes of the plan, with both times, once the conference is no draft', async () => {
    const draft = await makeHall(app.organizer, { sites: 0, people: 0, status: 'draft' });
    const id = draft.conference.id;
    const add = async (title: string, hour: number): Promise<Session> =>
      made(
        await app.organizer.post<Session>(pathTo(ROUTES.sessions, id), {
          title,
          startsAt: `2026-11-22T0${hour}:00:00.000Z`,
          endsAt: `2026-11-22T0${hour}:30:00.000Z`,
        }),
      );
    const first = await add('Khai mạc', 1);
    const second = await add('Tổng quan', 2);
    made(await app.organizer.patch(pathTo(ROUTES.conference, id), { status: 'live' }));
    const edit = async (session: Session, patch: object): Promise<void> =>
      void made(await app.organizer.patch(pathTo(ROUTES.session, session.id), patch));
    const quarter = { startsAt: '2026-11-22T01:15:00.000Z', endsAt: '2026-11-22T01:45:00.000Z' };
    await edit(first, { ...quarter, moveFollowing: true });
    await edit(first, { title: 'Lễ khai mạc' });
    await edit(first, { abstract: 'Không đổi chương trình' });
    await edit(second, { status: 'cancelled' });
    await edit(second, { status: 'planned' });
    const third = await add('Bế mạc', 3);
    made(await app.organizer.delete(pathTo(ROUTES.session, third.id)));

    const { items } = made(
      await app.organizer.get<Page<TimelineEvent>>(`${pathTo(ROUTES.timeline, id)}?kind=session.planned`),
    );
    const clock = (at: string | null): string => at?.slice(11, 16) ?? '-';
    const lines = items.map(({ text, detail, from, to }) => `${text} ${detail} ${clock(from)} ${clock(to)}`);
    expect(lines.slice(0, 2).sort()).toEqual(['Khai mạc moved 01:00 01:15', 'Tổng quan moved 02:00 02:15']);
    expect(lines.slice(2)).toEqual([
      'Lễ khai mạc renamed 01:15 01:15',
      'Tổng quan cancelled 02:15 02:15',
      'Tổng quan restored 02:15 02:15',
      'Bế mạc added - 03:00',
      'Bế mạc removed 03:00 -',
    ]);
  });

  it('comes in pages without a gap or a repetition', async () => {
    const whole = await timeline();
    const items: TimelineEvent[] = [];
    let next: string | null = null;
    do {
      const page: Page<TimelineEvent> = await timeline(`limit=2${next ? `&after=${next}` : ''}`);
      items.push(...page.items);
      next = page.next;
    } while (next !== null);
    expect(items).toEqual(whole.items);
  });

  it('refuses what is not its own', async () => {
    const other = await makeHall(app.organizer, { sites: 1, people: 0 });
    const path = pathTo(ROUTES.timeline, hall.conference.id);
    expectProblem(await app.organizer.get(`${path}?siteId=${other.sites[0]!.id}`), 404, 'site.not-found');
    expectProblem(await app.organizer.get(`${path}?kind=no.such`), 400, 'request.invalid');
    expectProblem(await app.organizer.get(`${path}?since=yesterday`), 400, 'request.invalid');
    expectProblem(await app.organizer.get(`${path}?after=x`), 400, 'request.invalid');
  });
});
