import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let other: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  other = await makeHall(app.organizer, { sites: 1, people: 1 });
});
afterAll(() => app.stop());

const sitesOf = (id: string, query = ''): string => pathTo(ROUTES.sites, id) + query;
const codes = (page: Page<Site>): string[] => page.items.map(({ code }) => code);
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];

describe('who may not', () => {
  test('nobody without a sign-in, and none but organizers write', async () => {
    const [site] = hall.sites as [Site];
    const console = app.anonymous.as((await pair(app.organizer, site.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    for (const path of [sitesOf(hall.conference.id), pathTo(ROUTES.site, site.id)])
      expect(refusal(await app.anonymous.get(path))).toEqual([401, 'auth.required']);
    for (const client of [console, trainee]) {
      expect(refusal(await client.post(sitesOf(hall.conference.id), { code: 'X', name: 'X' }))).toEqual([
        403,
        'auth.forbidden',
      ]);
      expect(refusal(await client.patch(pathTo(ROUTES.site, site.id), { name: 'X' }))).toEqual([
        403,
        'auth.forbidden',
      ]);
      expect(refusal(await client.delete(pathTo(ROUTES.site, site.id)))).toEqual([403, 'auth.forbidden']);
    }
  });

  test('another site looks like none, to a console and to a trainee', async () => {
    const [mine, neighbour] = hall.sites as [Site, Site];
    const console = app.anonymous.as((await pair(app.organizer, mine.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    for (const client of [console, trainee]) {
      const missing = await client.get<ProblemBody>(
        pathTo(ROUTES.site, '0190a5a0-0000-7000-8000-000000000000'),
      );
      const foreign = await client.get<ProblemBody>(pathTo(ROUTES.site, neighbour.id));
      expect([foreign.status, { ...foreign.body, requestId: '' }]).toEqual([
        404,
        { ...missing.body, requestId: '' },
      ]);
      expect(codes((await client.get<Page<Site>>(sitesOf(hall.conference.id))).body)).toEqual([mine.code]);
      expect(refusal(await client.get(sitesOf(other.conference.id)))).toEqual([404, 'conference.not-found']);
    }
  });

  test('contacts are shown to organizers and the own console alone', async () => {
    const [site] = hall.sites as [Site];
    const contacts = { contactName: 'Nguyễn Thị Hà', contactPhone: '0912345678' };
    made(await app.organizer.patch(pathTo(ROUTES.site, site.id), contacts));
    const console = app.anonymous.as((await pair(app.organizer, site.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    expect((await console.get(pathTo(ROUTES.site, site.id))).body).toMatchObject(contacts);
    for (const seen of [
      made(await trainee.get<Site>(pathTo(ROUTES.site, site.id))),
      made(await trainee.get<Page<Site>>(sitesOf(hall.conference.id))).items[0]!,
    ]) {
      expect(seen).toMatchObject({ contactName: null, contactPhone: null, name: site.name });
    }
  });
});

describe('keeping sites', () => {
  test('a site is made with what is known, and read back the same', async () => {
    const answer = await app.organizer.post<Site>(sitesOf(hall.conference.id), {
      code: ' B1 ',
      name: 'Xa\u0303  Đông\u00a0Sơn',
      level: 'commune',
      parentId: hall.sites[0]!.id,
      expected: 15,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      code: 'B1',
      name: 'Xã Đông Sơn',
      level: 'commune',
      parentId: hall.sites[0]!.id,
      expected: 15,
      address: null,
      conferenceId: hall.conference.id,
    });
    expect((await app.organizer.get(pathTo(ROUTES.site, answer.body.id))).body).toEqual(answer.body);
    expect((await app.organizer.delete(pathTo(ROUTES.site, answer.body.id))).status).toBe(204);
    expect(refusal(await app.organizer.get(pathTo(ROUTES.site, answer.body.id)))).toEqual([
      404,
      'site.not-found',
    ]);
    expect(refusal(await app.organizer.delete(pathTo(ROUTES.site, answer.body.id)))).toEqual([
      404,
      'site.not-found',
    ]);
  });

  test('a special zone is a level of its own', async () => {
    const body = { code: 'DK1', name: 'Đặc khu Phú Quốc', level: 'special_zone' };
    const zone = made(await app.organizer.post<Site>(sitesOf(other.conference.id), body));
    expect(made(await app.organizer.get<Site>(pathTo(ROUTES.site, zone.id))).level).toBe('special_zone');
    expect((await app.organizer.delete(pathTo(ROUTES.site, zone.id))).status).toBe(204);
  });

  test('a code is unique in its conference, whatever its case', async () => {
    const { code } = hall.sites[0]!;
    expect(
      refusal(await app.organizer.post(sitesOf(hall.conference.id), { code: code.toLowerCase(), name: 'A' })),
    ).toEqual([409, 'site.code-taken']);
    expect(
      refusal(
        await app.organizer.patch(pathTo(ROUTES.site, hall.sites[1]!.id), { code: code.toLowerCase() }),
      ),
    ).toEqual([409, 'site.code-taken']);
    expect(other.sites[0]!.code).toBe(code);
    const mine = await app.organizer.patch<Site>(pathTo(ROUTES.site, hall.sites[0]!.id), {
      code: code.toLowerCase(),
    });
    expect([mine.status, mine.body.code]).toEqual([200, code.toLowerCase()]);
    made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { code }));
  });

  test('a parent lies in the conference, and never below its child', async () => {
    const [top, below] = hall.sites as [Site, Site];
    expect(
      refusal(await app.organizer.patch(pathTo(ROUTES.site, top.id), { parentId: other.sites[0]!.id })),
    ).toEqual([422, 'site.parent-not-found']);
    expect(refusal(await app.organizer.patch(pathTo(ROUTES.site, top.id), { parentId: top.id }))).toEqual([
      422,
      'site.parent-circle',
    ]);
    made(await app.organizer.patch(pathTo(ROUTES.site, below.id), { parentId: top.id }));
    expect(refusal(await app.organizer.patch(pathTo(ROUTES.site, top.id), { parentId: below.id }))).toEqual([
      422,
      'site.parent-circle',
    ]);
    expect(
      made(await app.organizer.patch<Site>(pathTo(ROUTES.site, below.id), { parentId: null })).parentId,
    ).toBeNull();
  });

  test('two moves at the same time close no circle', async () => {
    const [a, b] = await Promise.all(
      ['C1', 'C2'].map(async (code) =>
        made(await app.organizer.post<Site>(sitesOf(other.conference.id), { code, name: code })),
      ),
    );
    const moves = await Promise.all([
      app.organizer.patch(pathTo(ROUTES.site, a!.id), { parentId: b!.id }),
      app.organizer.patch(pathTo(ROUTES.site, b!.id), { parentId: a!.id }),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('a site with people, a console or sites under it stays', async () => {
    expect(refusal(await app.organizer.delete(pathTo(ROUTES.site, hall.sites[1]!.id)))).toEqual([
      409,
      'site.in-use',
    ]);
    const [parent, paired] = await Promise.all(
      ['D1', 'D2'].map(async (code) =>
        made(await app.organizer.post<Site>(sitesOf(hall.conference.id), { code, name: code })),
      ),
    );
    const child = made(
      await app.organizer.post<Site>(sitesOf(hall.conference.id), {
        code: 'D3',
        name: 'D3',
        parentId: parent!.id,
      }),
    );
    await pair(app.organizer, paired!.id);
    for (const site of [parent!, paired!])
      expect(refusal(await app.organizer.delete(pathTo(ROUTES.site, site.id)))).toEqual([409, 'site.in-use']);
    for (const site of [child, parent!])
      expect((await app.organizer.delete(pathTo(ROUTES.site, site.id))).status).toBe(204);
  });

  test.each([
    ['an unknown field', { code: 'Z', name: 'Z', colour: 'red' }, 'field.unknown'],
    ['no name', { code: 'Z' }, 'field.is-length'],
    ['a blank code', { code: ' \u00a0', name: 'Z' }, 'field.is-length'],
    ['an unknown level', { code: 'Z', name: 'Z', level: 'village' }, 'field.is-in'],
    ['a null level', { code: 'Z', name: 'Z', level: null }, 'field.is-in'],
    ['a negative headcount', { code: 'Z', name: 'Z', expected: -1 }, 'field.min'],
    ['a parent that is no id', { code: 'Z', name: 'Z', parentId: 'top' }, 'field.is-uuid'],
  ])('%s is refused', async (_, body, code) => {
    const answer = await app.organizer.post<ProblemBody>(sitesOf(hall.conference.id), body);
    expect([answer.status, answer.body.errors?.map((item) => item.code)]).toEqual([
      400,
      expect.arrayContaining([code]),
    ]);
  });
});

describe('finding sites', () => {
  let wide: Hall;
  beforeAll(async () => {
    wide = await makeHall(app.organizer, { sites: 0, people: 0, status: 'draft' });
    for (const [code, name] of [
      ['X10', 'Phường Đa Mai'],
      ['X2', 'Xã Song Mai'],
      ['x1', 'Thị trấn Nếnh'],
      ['X3', 'Xã Đồng Sơn'],
    ])
      made(await app.organizer.post(sitesOf(wide.conference.id), { code, name }));
  });

  test('they lie in order of code, numbers by their value, page by page', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: Page<Site> = made(
        await app.organizer.get<Page<Site>>(
          sitesOf(wide.conference.id, `?limit=3${next ? `&after=${next}` : ''}`),
        ),
      );
      seen.push(...codes(page));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(['x1', 'X2', 'X3', 'X10']);
  });

  test.each([
    ['dong son', ['X3']],
    ['MAI', ['X2', 'X10']],
    ['x1', ['x1', 'X10']],
    ['đa', ['X10']],
    ['%', []],
  ])('a search for %s', async (search, found) => {
    expect(
      codes(
        made(
          await app.organizer.get<Page<Site>>(
            sitesOf(wide.conference.id, `?search=${encodeURIComponent(search)}`),
          ),
        ),
      ),
    ).toEqual(found);
  });

  test('a limit out of range and a foreign cursor are refused', async () => {
    for (const query of ['?limit=0', '?limit=501', '?limit=many', '?after=abc', '?order=name'])
      expect(refusal(await app.organizer.get(sitesOf(wide.conference.id, query)))).toEqual([
        400,
        'request.invalid',
      ]);
  });
});
