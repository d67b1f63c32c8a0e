import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { FromUnitsReply, Unit } from '../src/contract/unit.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => void (hall = await makeHall(app.organizer, { sites: 1, people: 1 })));
afterAll(() => app.stop());

const BAC_NINH = '24';
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];
const units = async (query: string): Promise<Page<Unit>> =>
  made(await app.organizer.get<Page<Unit>>(pathTo(ROUTES.units) + query));
const add = (body: unknown) =>
  app.organizer.post<FromUnitsReply>(pathTo(ROUTES.sitesFromUnits, hall.conference.id), body);
const sites = async (): Promise<Site[]> =>
  made(await app.organizer.get<Page<Site>>(`${pathTo(ROUTES.sites, hall.conference.id)}?limit=500`)).items;

describe('who may not', () => {
  test('none but organizers read the directory and add from it', async () => {
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    for (const client of [console, trainee]) {
      expect(refusal(await client.get(pathTo(ROUTES.units)))).toEqual([403, 'auth.forbidden']);
      const path = pathTo(ROUTES.sitesFromUnits, hall.conference.id);
      expect(refusal(await client.post(path, { province: BAC_NINH }))).toEqual([403, 'auth.forbidden']);
    }
    expect(refusal(await app.anonymous.get(pathTo(ROUTES.units)))).toEqual([401, 'auth.required']);
  });
});

describe('the directory of units', () => {
  test('lists the provinces, and the units of one', async () => {
    const all = await units('');
    expect([all.items.length, all.next]).toEqual([34, null]);
    expect(all.items.find(({ code }) => code === BAC_NINH)).toEqual({
      code: BAC_NINH,
      name: 'Tỉnh Bắc Ninh',
      level: 'province',
      provinceCode: null,
      units: 99,
      oldCodes: [],
    });
    const below = await units(`?province=${BAC_NINH}`);
    expect([below.items.length, below.next]).toEqual([99, null]);
    expect(below.items[0]).toMatchObject({
      code: '07210',
      name: 'Phường Bắc Giang',
      level: 'ward',
      provinceCode: BAC_NINH,
    });
    expect(below.items[0]!.oldCodes).toContain('07204');
  });

  test('gives page after page, and knows no province that does not exist', async () => {
    const first = await units(`?province=${BAC_NINH}&limit=60`);
    const second = await units(`?province=${BAC_NINH}&limit=60&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([60, 39, null]);
    expect(new Set([...first.items, ...second.items].map(({ code }) => code)).size).toBe(99);
    expect(refusal(await app.organizer.get(`${pathTo(ROUTES.units)}?province=99`))).toEqual([
      404,
      'unit.not-found',
    ]);
    expect(refusal(await app.organizer.get(`${pathTo(ROUTES.units)}?province=BN`))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(refusal(await app.organizer.get(`${pathTo(ROUTES.units)}?after=x`))).toEqual([
      400,
      'request.invalid',
    ]);
  });
});

describe('adding from the directory', () => {
  test('makes the communes of a province sites in one act, and a second time changes nothing', async () => {
    expect(await add({ province: BAC_NINH })).toMatchObject({
      status: 200,
      body: { created: 99, unchanged: 0 },
    });
    const before = await sites();
    expect(before).toHaveLength(100);
    const luc = before.find(({ name }) => name === 'Xã Lục Ngạn')!;
    expect(luc).toMatchObject({ kind: 'point', level: 'commune', parentId: null, expected: null });
    expect(await add({ province: BAC_NINH })).toMatchObject({
      status: 200,
      body: { created: 0, unchanged: 99 },
    });
    expect(await sites()).toEqual(before);
  });

  test('keeps what exists, and puts what is new under the group', async () => {
    const body = { code: '07210', name: 'Trung tâm hội nghị', expected: 40 };
    const mine = made(await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), body));
    const group = { code: 'KV1', name: 'Khu vực 1', kind: 'group' };
    const { id: parentId } = made(
      await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), group),
    );
    expect(made(await add({ province: BAC_NINH, parentId }))).toEqual({ created: 98, unchanged: 1 });
    const found = await sites();
    expect(found.find(({ code }) => code === '07210')).toEqual(mine);
    expect(found.filter((site) => site.parentId === parentId)).toHaveLength(98);
  });

  test('twice at the same time makes each site once', async () => {
    const answers = await Promise.all([add({ province: BAC_NINH }), add({ province: BAC_NINH })]);
    expect(answers.map(({ body }) => body.created).sort((a, b) => a - b)).toEqual([0, 99]);
    expect(await sites()).toHaveLength(100);
  });

  test.each([
    ['an unknown province', { province: '99' }, 404, 'unit.not-found'],
    ['no province', {}, 400, 'request.invalid'],
    ['a commune in the place of a province', { province: '07210' }, 400, 'request.invalid'],
    ['an unknown field', { province: '24', level: 'ward' }, 400, 'request.invalid'],
    [
      'a parent that does not exist',
      { province: '24', parentId: '0190a5a0-0000-7000-8000-000000000000' },
      422,
      'site.parent-not-found',
    ],
  ])('%s is refused, and nothing is made', async (_, body, status, code) => {
    expect(refusal(await add(body))).toEqual([status, code]);
    expect(await sites()).toHaveLength(1);
  });

  test('a parent of another conference is none', async () => {
    const other = await makeHall(app.organizer, { sites: 1, people: 0 });
    expect(refusal(await add({ province: '24', parentId: other.sites[0]!.id }))).toEqual([
      422,
      'site.parent-not-found',
    ]);
  });
});
