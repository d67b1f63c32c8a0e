import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Conference } from '../src/contract/conference.js';
import type { Material } from '../src/contract/material.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';

/** Every number, text and day that reaches the database has bounds, and both databases judge alike. */
describe('bounds', () => {
  let app: TestApp;
  let hall: Hall;
  let material: Material;
  beforeAll(async () => {
    app = await startTestApp();
    hall = await makeHall(app.organizer, { sites: 1, people: 1 });
    material = made(
      await app.organizer.upload<Material>(pathTo(ROUTES.materials, hall.conference.id), {
        name: 'a.pdf',
        content: '%PDF-1.7\n%%EOF',
      }),
    );
  });
  afterAll(() => app.stop());

  const seen = ({ status, body }: Answer<unknown>) => [status, (body as ProblemBody).code];
  const INVALID = [400, 'request.invalid'];

  test.each([
    '9007199254740993',
    '9007199254740992',
    '2147483648',
    '99999999999999999999',
    '-1',
    '0',
    '1.5',
    '1e3',
    '0x1',
    ' 1',
    '',
  ])('refuses version %j of a material', async (version) => {
    expect(
      seen(await app.organizer.get(`${pathTo(ROUTES.materialContent, material.id)}?version=${version}`)),
    ).toEqual(INVALID);
  });
  test('knows no version that is only large', async () => {
    expect(
      seen(await app.organizer.get(`${pathTo(ROUTES.materialContent, material.id)}?version=2147483647`)),
    ).toEqual([404, 'material.not-found']);
    expect((await app.organizer.get(`${pathTo(ROUTES.materialContent, material.id)}?version=1`)).status).toBe(
      200,
    );
  });

  test.each(['9007199254740993', '1e300', '99999999999999999999', '-1', '1.5', '0x10', ''])(
    'refuses since=%j of a roster and of a board',
    async (since) => {
      expect(
        seen(await app.organizer.get(`${pathTo(ROUTES.roster, hall.sites[0]!.id)}?since=${since}`)),
      ).toEqual(INVALID);
      expect(
        seen(await app.organizer.get(`${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${since}`)),
      ).toEqual(INVALID);
    },
  );
  test('takes the largest whole number as since', async () => {
    expect(
      (
        await app.organizer.get(
          `${pathTo(ROUTES.roster, hall.sites[0]!.id)}?since=${Number.MAX_SAFE_INTEGER}`,
        )
      ).status,
    ).toBe(200);
  });
  test.each(['0', '501', '1e2', '0x10', '2147483648', ' 1'])('refuses limit=%j', async (limit) => {
    expect(
      seen(await app.organizer.get(`${pathTo(ROUTES.sites, hall.conference.id)}?limit=${limit}`)),
    ).toEqual(INVALID);
  });

  test.each(['0000-01-01', '1899-12-31', '9999-12-31'])(
    'refuses %s as a day and as a moment',
    async (day) => {
      const conference = { slug: `s-${randomUUID().slice(0, 18)}`, title: 'X', startsOn: day, endsOn: day };
      expect(seen(await app.organizer.post(pathTo(ROUTES.conferences), conference))).toEqual(INVALID);
      const checkpoint = { name: 'X', opensAt: `${day}T12:00:00.000Z` };
      expect(
        seen(await app.organizer.post(pathTo(ROUTES.checkpoints, hall.conference.id), checkpoint)),
      ).toEqual(INVALID);
      const session = { title: 'X', startsAt: `${day}T12:00:00.000Z`, endsAt: `${day}T13:00:00.000Z` };
      expect(seen(await app.organizer.post(pathTo(ROUTES.sessions, hall.conference.id), session))).toEqual(
        INVALID,
      );
      expect(
        seen(
          await app.organizer.patch(pathTo(ROUTES.material, material.id), { releaseAt: session.startsAt }),
        ),
      ).toEqual(INVALID);
    },
  );

  test.each([
    [
      'a title',
      () => app.organizer.patch(pathTo(ROUTES.conference, hall.conference.id), { title: 'a\ud800' }),
    ],
    ['a name', () => app.organizer.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { name: '\udc00b' })],
    [
      'a text inside a list',
      () =>
        app.organizer.post(pathTo(ROUTES.sessions, hall.conference.id), {
          title: 'X',
          startsAt: '2026-11-22T01:00:00Z',
          endsAt: '2026-11-22T02:00:00Z',
          speakers: [{ name: 'a\ud83d' }],
        }),
    ],
    ['a login', () => app.anonymous.post(pathTo(ROUTES.signIn), { login: 'a\ud800', password: 'x' })],
  ])('refuses half a character in %s', async (_, send) => {
    expect(seen(await send())).toEqual(INVALID);
  });
  test('keeps whole characters beyond the first plane', async () => {
    const { body } = await app.organizer.patch<Conference>(pathTo(ROUTES.conference, hall.conference.id), {
      title: '😀 Hội nghị',
    });
    expect(body.title).toBe('😀 Hội nghị');
  });

  test('answers a code whose capitals are three times as long without failing', async () => {
    const answer = await app.organizer.patch<ProblemBody>(
      pathTo(ROUTES.participant, hall.people[0]![0]!.id),
      {
        code: 'ΐ'.repeat(40),
      },
    );
    expect(answer.status).toBeLessThan(500);
  });
});

describe('the boundary of a form', () => {
  let app: TestApp;
  let hall: Hall;
  beforeAll(async () => {
    app = await startTestApp();
    hall = await makeHall(app.organizer, { sites: 0, people: 0 });
  });
  afterAll(() => app.stop());

  const upload = (
    route: 'materials' | 'siteImport',
    boundary: string,
    type = `multipart/form-data; boundary=${boundary}`,
  ): Promise<Answer<ProblemBody>> => {
    const [name, content] =
      route === 'materials' ? ['a.pdf', '%PDF-1.7\n%%EOF'] : ['a.csv', 'code,name\nX1,A\n'];
    const head = `Content-Disposition: form-data; name="file"; filename="${name}"`;
    const body = `--${boundary}\r\n${head}\r\n\r\n${content}\r\n--${boundary}--\r\n`;
    return app.organizer.send<ProblemBody>('POST', pathTo(ROUTES[route], hall.conference.id), body, {
      'content-type': type,
    });
  };
  test.each(['materials', 'siteImport'] as const)(
    'is taken up to 200 characters and refused above, by %s',
    async (route) => {
      for (const length of [1, 70, 200])
        expect((await upload(route, 'x'.repeat(length))).status).toBeLessThan(300);
      for (const length of [201, 252, 253, 256, 4_000]) {
        const { status, body } = await upload(route, 'x'.repeat(length));
        expect([length, status, body.code]).toEqual([length, 400, 'request.invalid']);
      }
    },
  );
  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    'multipart/form-data; charset=utf-8',
  ])('is missed in %j', async (type) => {
    const { status, body } = await upload('materials', 'x', type);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });
});
