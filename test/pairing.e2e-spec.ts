import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Device, MeReply, Pairing, PairReply, SitePairings } from '../src/contract/auth.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { Clock } from '../src/platform/clock/clock.js';
import { Reader } from '../src/platform/database/reader.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
});
afterAll(() => app.stop());

const site = (): Site => hall.sites[0]!;
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];
const newCode = async (): Promise<Pairing> =>
  made(await app.organizer.post<Pairing>(pathTo(ROUTES.pairings, site().id)));
const redeem = (code: string, deviceName = 'Máy phòng họp') =>
  app.anonymous.post<PairReply>(pathTo(ROUTES.pair), { code, deviceName });
const devices = async (): Promise<Device[]> =>
  made(await app.organizer.get<Page<Device>>(pathTo(ROUTES.devices, site().id))).items;

describe('who may not', () => {
  test('only organizers make codes, see devices and revoke them', async () => {
    const { token, deviceId } = await pair(app.organizer, site().id);
    for (const [client, refused] of [
      [app.anonymous, [401, 'auth.required']],
      [app.anonymous.as(token), [403, 'auth.forbidden']],
    ] as const) {
      expect(refusal(await client.post(pathTo(ROUTES.pairings, site().id)))).toEqual(refused);
      expect(refusal(await client.post(pathTo(ROUTES.conferencePairings, hall.conference.id)))).toEqual(
        refused,
      );
      expect(refusal(await client.get(pathTo(ROUTES.devices, site().id)))).toEqual(refused);
      expect(refusal(await client.delete(pathTo(ROUTES.device, deviceId)))).toEqual(refused);
    }
  });

  test('a wrong, a used and an expired code are answered alike', async () => {
    const used = await newCode();
    made(await redeem(used.code));
    const expired = await newCode();
    const clock = app.app.get(Clock);
    const now = clock.now.bind(clock);
    const answers = [await redeem('00000-00000'), await redeem('x'), await redeem(used.code)];
    clock.now = () => Date.parse(expired.expiresAt);
    try {
      answers.push(await redeem(expired.code));
    } finally {
      clock.now = now;
    }
    for (const { status, body } of answers)
      expect([status, { ...body, requestId: '' }]).toEqual([
        401,
        { ...answers[0]!.body, requestId: '', code: 'auth.code-invalid' },
      ]);
    expect((await redeem(expired.code)).status).toBe(201);
  });

  test('one code makes one console, however many ask at once', async () => {
    const { code } = await newCode();
    const statuses = (await Promise.all(Array.from({ length: 4 }, () => redeem(code)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([201, 401, 401, 401]);
  });
});

describe('pairing', () => {
  test("a code in two groups and its link, good beyond the conference's last day", async () => {
    const answer = await app.organizer.post<Pairing>(pathTo(ROUTES.pairings, site().id));
    expect(answer.status).toBe(201);
    expect(answer.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(answer.body.url).toBe(`${app.url}/console#pair=${answer.body.code.replace('-', '')}`);
    expect(answer.body.expiresAt > `${hall.conference.endsOn}T23:59:59.999Z`).toBe(true);
    expect(Date.parse(answer.body.expiresAt)).toBeGreaterThan(Date.now() + 13 * 86_400_000);
  });

  test('the code lies nowhere in the database', async () => {
    const { code } = await newCode();
    const rows = await app.app.get(Reader).query('SELECT * FROM "pairing"');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
  });

  test('a console signs in once and is known by cookie and by token', async () => {
    const { code } = await newCode();
    const answer = await redeem(` ${code.toLowerCase().replace('-', ' ')} `);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ site: { id: site().id }, conference: { id: hall.conference.id } });
    const principal = {
      kind: 'coordinator',
      deviceId: answer.body.deviceId,
      deviceName: 'Máy phòng họp',
      siteId: site().id,
      conferenceId: hall.conference.id,
    };
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^sid=[^;]+;.*HttpOnly/i);
    expect(
      made(
        await app.anonymous.get<MeReply>(pathTo(ROUTES.me), {
          cookie: cookie!.split(';')[0]!,
          'sec-fetch-site': 'same-origin',
        }),
      ).principal,
    ).toEqual(principal);
    expect(made(await app.anonymous.as(answer.body.token).get<MeReply>(pathTo(ROUTES.me))).principal).toEqual(
      principal,
    );
  });

  test('the sheet to print has a code for every site, in order of their codes', async () => {
    const answer = await app.organizer.post<SitePairings>(
      pathTo(ROUTES.conferencePairings, hall.conference.id),
    );
    expect([
      answer.status,
      answer.body.items.map(({ siteId, siteCode, siteName }) => [siteId, siteCode, siteName]),
    ]).toEqual([201, hall.sites.map(({ id, code, name }) => [id, code, name])]);
    expect(answer.body.next).toBeNull();
    const [first, second] = answer.body.items as [SitePairings['items'][0], SitePairings['items'][0]];
    expect(made(await redeem(second.code)).site.id).toBe(second.siteId);
    expect(made(await redeem(first.code)).site.id).toBe(first.siteId);
  });

  test('a site that does not exist has neither codes nor devices', async () => {
    const missing = '0190a5a0-0000-7000-8000-000000000000';
    expect(refusal(await app.organizer.post(pathTo(ROUTES.pairings, missing)))).toEqual([
      404,
      'site.not-found',
    ]);
    expect(refusal(await app.organizer.get(pathTo(ROUTES.devices, missing)))).toEqual([
      404,
      'site.not-found',
    ]);
    expect(refusal(await app.organizer.delete(pathTo(ROUTES.device, missing)))).toEqual([
      404,
      'device.not-found',
    ]);
  });

  test('guessing codes from one place is slowed down, and a paired console is not hurt by it', async () => {
    const { token } = await pair(app.organizer, site().id);
    let last = 0;
    for (let guess = 0; guess < 80; guess += 1) last = (await redeem(String(guess).padStart(10, '0'))).status;
    expect(last).toBe(429);
    expect((await app.anonymous.as(token).get(pathTo(ROUTES.site, site().id))).status).toBe(200);
  });
});

describe('devices', () => {
  let apart: TestApp;
  beforeAll(async () => {
    // The guesses above have used up this address's attempts.
    await app.stop();
    apart = app = await startTestApp();
    hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  });

  test("a site's consoles are listed in order of their pairing", async () => {
    const first = await pair(apart.organizer, site().id, 'Máy 1');
    const second = await pair(apart.organizer, site().id, 'Máy 2');
    await pair(apart.organizer, hall.sites[1]!.id, 'Máy khác');
    expect((await devices()).map(({ id, name, siteId, revokedAt }) => [id, name, siteId, revokedAt])).toEqual(
      [
        [first.deviceId, 'Máy 1', site().id, null],
        [second.deviceId, 'Máy 2', site().id, null],
      ],
    );
  });

  test('the list of consoles comes in pages', async () => {
    const list = (query: string) =>
      apart.organizer.get<Page<Device>>(`${pathTo(ROUTES.devices, site().id)}?${query}`);
    const [all, first] = [made(await list('')).items, made(await list('limit=1'))];
    expect(first.items).toEqual(all.slice(0, 1));
    expect(made(await list(`after=${first.next!}`))).toEqual({ items: all.slice(1), next: null });
    expect(refusal(await list('after=x'))).toEqual([400, 'request.invalid']);
  });

  test('a revoked console is out with its next request; others of the site stay', async () => {
    const [lost, kept] = [await pair(apart.organizer, site().id), await pair(apart.organizer, site().id)];
    const console = apart.anonymous.as(lost.token);
    expect((await console.get(pathTo(ROUTES.site, site().id))).status).toBe(200);
    expect((await apart.organizer.delete(pathTo(ROUTES.device, lost.deviceId))).status).toBe(204);
    expect((await console.get(pathTo(ROUTES.site, site().id))).status).toBe(401);
    expect((await apart.anonymous.as(kept.token).get(pathTo(ROUTES.site, site().id))).status).toBe(200);
    expect((await devices()).find(({ id }) => id === lost.deviceId)?.revokedAt).not.toBeNull();
    expect((await apart.organizer.delete(pathTo(ROUTES.device, lost.deviceId))).status).toBe(204);
  });
});
