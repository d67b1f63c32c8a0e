import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointsService } from '../src/schedule/checkpoints.service.js';
import { LIVE_COMMANDS } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { HelpService } from '../src/help/help.service.js';
import { newDatabase, ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { ChildService } from './support/child-service.js';
import { Client, organizerToken } from './support/client.js';
import { Attack, CASES, type Target } from './support/fuzz/attack.js';
import { attackLive } from './support/fuzz/live-attack.js';
import { CALLERS, type Route, routesOf } from './support/fuzz/requests.js';
import { made } from './support/hall.js';
import { type Place, place, THINGS } from './support/two-conferences.js';

/**
 * The built service: what it answers is written down in the build, and it ends
 * where a test's own process would not.
 */
let service: ChildService;
let dataDir: string;
let document: OpenAPIObject;
let own: Place;
let target: Target;
let attack: Attack;
let hasEnded = false;

async function targetOf(organizer: Client): Promise<[Place, Target]> {
  const app = { organizer, anonymous: new Client(organizer.url) } as TestApp;
  const mine = await place(app, 'hoi-nghi-nay', 'open');
  const other = await place(app, 'hoi-nghi-khac', 'draft');
  const ids = [
    ...THINGS.map((thing) => mine[thing]),
    ...THINGS.map((thing) => mine[thing]),
    ...THINGS.map((thing) => other[thing]),
  ];
  const tokens = {
    organizer: organizer.token!,
    coordinator: mine.coordinator.token!,
    trainee: mine.trainee.token!,
    viewer: mine.wall.token!,
  };
  return [mine, { url: organizer.url, document, ids, tokens }];
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-fuzz-'));
  const DATABASE_URL = process.env.TEST_DATABASE === 'postgres' ? await newDatabase() : undefined;
  service = new ChildService({
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
    DATA_DIR: dataDir,
    DATABASE_URL,
  });
  const url = await service.url();
  void service.exit.then(() => (hasEnded = true));
  document = made(await new Client(url).get<OpenAPIObject>(pathTo(ROUTES.openapi)));
  [own, target] = await targetOf(
    new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password)),
  );
  attack = new Attack(target);
});
afterAll(async () => {
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const named = (name: string): Route => routesOf(document).find((route) => route.name === name)!;
async function expectAlive(): Promise<void> {
  expect((await new Client(target.url).get('/health/live')).status).toBe(200);
  expect([hasEnded, service.stderr]).toEqual([false, '']);
}

describe(`bad input cannot stop the service (R28), ${CASES} cases each`, () => {
  describe.each(LIVE_COMMANDS)('live %s', (event) => {
    test.each(CALLERS.filter((who) => who !== 'anonymous'))(
      'as %s: every ack is a problem of the table or an answer',
      async (who) => {
        await attackLive(target, own, event, target.tokens[who], Math.ceil(CASES / 4));
        await expectAlive();
      },
    );
  });

  test(
    'on every route: no 5xx, every error a problem of the table, every answer of the documented shape',
    async () => {
      const faults: string[] = [];
      const routes = routesOf(document);
      for (const route of routes)
        await attack
          .on(route)
          .catch((fault: Error) =>
            faults.push(`${route.name}\n${fault.message.slice(0, 200)} … ${fault.message.slice(-2_000)}`),
          );
      await expectAlive();
      expect(faults).toEqual([]);
      expect(routes.length).toBeGreaterThan(50);
      // It met more than refusals of the form.
      for (const status of [200, 201, 400, 401, 403, 404, 422])
        expect([status, (attack.seen.get(status) ?? 0) > 0]).toEqual([status, true]);
    },
    Math.max(600_000, CASES * 15_000),
  );
});

describe('canaries: the fuzz finds', () => {
  let app: TestApp;
  let planted: Target;
  let home: Place;
  beforeAll(async () => {
    app = await startTestApp();
    [home, planted] = await targetOf(app.organizer);
  });
  afterAll(() => app.stop());

  test('a route that fails over some texts', async () => {
    const checkpoints = app.app.get(CheckpointsService);
    const create = checkpoints.create.bind(checkpoints);
    const call = jest.spyOn(checkpoints, 'create').mockImplementation((actor, id, body) => {
      if (/[^\x20-\x7e]/.test(body.name)) throw new TypeError('planted');
      return create(actor, id, body);
    });
    await expect(
      new Attack(planted).on(named('post /api/v1/conferences/{id}/checkpoints'), 200),
    ).rejects.toThrow(/server\.failed/);
    call.mockRestore();
  });

  test('an answer of another shape than the document says', async () => {
    const list = jest
      .spyOn(app.app.get(CheckpointsService), 'list')
      .mockResolvedValue({ items: [{ id: 7 }], next: null } as never);
    await expect(
      new Attack(planted).on(named('get /api/v1/conferences/{id}/checkpoints'), 200),
    ).rejects.toThrow(/not the documented shape/);
    list.mockRestore();
  });

  test('a live event that fails over some texts', async () => {
    const call = jest
      .spyOn(app.app.get(HelpService), 'call')
      .mockImplementation(() => Promise.reject(new TypeError('planted')));
    await expect(attackLive(planted, home, 'site.help', planted.tokens.coordinator, 200)).rejects.toThrow(
      /server\.failed/,
    );
    call.mockRestore();
  });
});
