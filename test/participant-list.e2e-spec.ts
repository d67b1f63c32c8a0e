import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { ParticipantListed } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

let app: TestApp;
beforeAll(async () => void (app = await startTestApp()));
afterAll(() => app.stop());
const record = async (siteId: string, ...entries: Partial<Entry>[]): Promise<AttendanceReply> =>
  made(await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries }));

describe('the list of participants', () => {
  let hall: Hall;
  let list: (query: string, who?: Client) => Promise<ParticipantListed[]>;
  beforeAll(async () => {
    hall = await makeHall(app.organizer, { sites: 2, people: 2 });
    list = async (query, who = app.organizer) =>
      made(
        await who.get<Page<ParticipantListed>>(`${pathTo(ROUTES.participants, hall.conference.id)}?${query}`),
      ).items;
    for (const fullName of ['Nguyễn Hữu Dũng', 'Đỗ Thị 100%', 'Trần_Văn Đông'])
      await app.organizer.post(pathTo(ROUTES.participants, hall.conference.id), {
        siteId: hall.sites[0]!.id,
        fullName,
      });
    await record(
      hall.sites[0]!.id,
      present(hall.checkpoint.id, hall.people[0]![0]!.id),
      present(hall.checkpoint.id, hall.people[1]![0]!.id, { kind: 'absent' }),
    );
  });

  it('shows a coordinator only the own site, without codes and telephone numbers', async () => {
    const console0 = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    expect((await app.anonymous.get(pathTo(ROUTES.participants, hall.conference.id))).status).toBe(401);
    const mine = await list('', console0);
    expect(mine).toHaveLength(5);
    expect(new Set(mine.map(({ siteId, code }) => `${siteId} ${code}`))).toEqual(
      new Set([`${hall.sites[0]!.id} null`]),
    );
    for (const siteId of [hall.sites[1]!.id, randomUUID()])
      expect(
        await console0.get(`${pathTo(ROUTES.participants, hall.conference.id)}?siteId=${siteId}`),
      ).toMatchObject({ status: 404, body: { code: 'site.not-found' } });
  });

  it.each([
    ['nguyen huu dung', ['Nguyễn Hữu Dũng']],
    ['NGUYỄN HỮU', ['Nguyễn Hữu Dũng']],
    ['do thi', ['Đỗ Thị 100%']],
    ['100%', ['Đỗ Thị 100%']],
    ['n_v', ['Trần_Văn Đông']],
    ['%', ['Đỗ Thị 100%']],
    ['\\', []],
  ])('finds %s', async (search, names) => {
    expect((await list(`search=${encodeURIComponent(search)}`)).map(({ fullName }) => fullName)).toEqual(
      names,
    );
  });

  it('is sorted by given names, page after page', async () => {
    const apart = await makeHall(app.organizer, { sites: 1, people: 0 });
    const path = pathTo(ROUTES.participants, apart.conference.id);
    for (const fullName of ['Nguyễn Thị Yến', 'Vũ An', 'Đào Bình Anh', 'Trần Văn Đông', 'Bùi An'])
      made(await app.organizer.post(path, { siteId: apart.sites[0]!.id, fullName }));
    const names: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Page<ParticipantListed> = made(
        await app.organizer.get<Page<ParticipantListed>>(`${path}?limit=2${after && `&after=${after}`}`),
      );
      names.push(...page.items.map(({ fullName }) => fullName));
      after = page.next;
    }
    expect(names).toEqual(['Bùi An', 'Vũ An', 'Đào Bình Anh', 'Trần Văn Đông', 'Nguyễn Thị Yến']);
  });

  it('filters by site and state, now or at a checkpoint', async () => {
    const states = async (query: string): Promise<unknown[]> =>
      (await list(query)).map(({ id, state }) => [id, state]);
    expect(await states('state=in_person')).toEqual([[hall.people[0]![0]!.id, 'in_person']]);
    expect(await states(`state=absent&siteId=${hall.sites[1]!.id}`)).toEqual([
      [hall.people[1]![0]!.id, 'absent'],
    ]);
    expect(await states(`state=absent&siteId=${hall.sites[0]!.id}`)).toEqual([]);
    expect(await states('state=unmarked&limit=500')).toHaveLength(5);
    expect(await states(`checkpointId=${hall.checkpoint.id}&siteId=${hall.sites[1]!.id}`)).toEqual([
      [hall.people[1]![0]!.id, 'absent'],
      [hall.people[1]![1]!.id, 'unmarked'],
    ]);
    expect((await list('')).every((person) => !('state' in person))).toBe(true);
    const later = made(
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
        name: 'Bế mạc',
        opensAt: '2020-01-01T00:00:00.000Z',
      }),
    );
    expect(await states('state=in_person')).toEqual([]);
    expect(await states(`state=in_person&checkpointId=${hall.checkpoint.id}`)).toHaveLength(1);
    expect(await states(`state=unmarked&checkpointId=${later.id}`)).toHaveLength(7);
    expect(
      (
        await app.organizer.get<{ code: string }>(
          `${pathTo(ROUTES.participants, hall.conference.id)}?checkpointId=${randomUUID()}`,
        )
      ).body.code,
    ).toBe('checkpoint.not-found');
    expect(
      (await app.organizer.get(`${pathTo(ROUTES.participants, hall.conference.id)}?state=asleep`)).status,
    ).toBe(400);
  });
});
