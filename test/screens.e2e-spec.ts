import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Screen } from '../src/contract/screen.js';
import type { SpeakRequest } from '../src/contract/speaking.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories } from './support/board-stories.js';
import { made, makeHall, pair } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { connect } = boardStories(() => app);

describe('the second screen of a room', () => {
  it('is for the site’s console and organizers alone', async () => {
    const own = await place(app, 'man-hinh-phong', 'open');
    const other = await place(app, 'man-hinh-khac', 'open');
    const path = pathTo(ROUTES.siteScreen, own.site);
    for (const [who, code] of [
      [app.anonymous, 'auth.required'],
      [own.trainee, 'auth.forbidden'],
      [own.wall, 'auth.forbidden'],
      [other.coordinator, 'site.not-found'],
    ] as const)
      expect((await who.get<ProblemBody>(path)).body.code).toBe(code);
    const live = await connect(other.coordinator.token!);
    expect((await live.ask('screen.join', { siteId: own.site })).problem?.code).toBe('site.not-found');
    expect(made(await own.coordinator.get<Screen>(path)).site.name).toBe('Điểm cầu A');
  });

  it('is poked by all that it shows, and no byte that it gets names a person', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 2 });
    const siteId = hall.sites[0]!.id;
    const NAMES = ['Lương Văn Đầu Mối', 'Trần Thị Bích Người Nói', 'GS. Hồ Diễn Giả', 'Chuyện riêng của xã'];
    made(await app.organizer.patch(pathTo(ROUTES.site, siteId), { contactName: NAMES[0] }));
    const { token } = await pair(app.organizer, siteId);
    const console = app.anonymous.as(token);
    const path = pathTo(ROUTES.siteScreen, siteId);
    const live = await connect(token);
    const frames: string[] = [];
    live.socket.onAny((...frame: unknown[]) => void frames.push(JSON.stringify(frame)));
    expect(await live.ask('screen.join', { siteId })).toEqual({});
    const bytes: string[] = [];
    let pokes = 0;
    const afterPoke = async (): Promise<Screen> => {
      pokes += 1;
      await live.until('a poke', () => live.of('screen.changed').length >= pokes);
      pokes = live.of('screen.changed').length;
      const screen = made(await console.get<Screen>(path));
      bytes.push(JSON.stringify(screen));
      return screen;
    };
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Tổng quan',
        startsAt: '2030-11-22T01:00:00.000Z',
        endsAt: '2030-11-22T02:00:00.000Z',
        speakers: [{ name: NAMES[2] }],
      }),
    );
    expect((await afterPoke()).sessions.map(({ title }) => title)).toEqual(['Tổng quan']);
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    expect((await afterPoke()).sessions[0]!.status).toBe('running');

    const queue = pathTo(ROUTES.speakRequests, hall.conference.id);
    const other = { id: randomUUID(), topic: 'Hỏi', siteId: hall.sites[1]!.id };
    made(await app.organizer.post(queue, other));
    const asked = { id: randomUUID(), topic: NAMES[3], speaker: NAMES[1] };
    made(await console.post<SpeakRequest>(queue, asked));
    expect((await afterPoke()).turn).toMatchObject({ state: 'waiting', position: 2 });
    made(await app.organizer.post(pathTo(ROUTES.speakCall, other.id)));
    expect((await afterPoke()).turn).toMatchObject({ state: 'waiting', position: 1 });
    made(await app.organizer.post(pathTo(ROUTES.speakCall, asked.id)));
    expect((await afterPoke()).turn).toMatchObject({ state: 'called', calledUntil: expect.any(String) });

    const urgent = { id: randomUUID(), text: 'Dừng phiên, chuyển sang kênh dự phòng', level: 'urgent' };
    made(
      await app.organizer.post(pathTo(ROUTES.announcements, hall.conference.id), {
        ...urgent,
        to: { all: true },
      }),
    );
    expect((await afterPoke()).announcements).toEqual([{ ...urgent, showUntil: null }]);
    const told = [...bytes, ...frames].join('\n');
    const people = hall.people.flat().map(({ fullName }) => fullName);
    expect([...NAMES, ...people].filter((name) => told.includes(name))).toEqual([]);
    expect(frames.every((frame) => frame.includes('screen.changed'))).toBe(true);
  });
});
