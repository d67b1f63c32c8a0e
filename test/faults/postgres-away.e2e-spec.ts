import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AttendanceReply, Entry } from '../../src/contract/attendance.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ORGANIZER, openTestApp, type TestApp } from '../support/app.js';
import { ChildService } from '../support/child-service.js';
import type { Answer } from '../support/client.js';
import { until } from '../support/full-database.js';
import { type Hall, makeHall, present } from '../support/hall.js';
import { LiveClient } from '../support/live.js';
import { OwnPostgres } from '../support/own-postgres.js';

const BACK_MS = 5_000;

let postgres: OwnPostgres;
let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  postgres = await OwnPostgres.start();
  app = await openTestApp(postgres.url);
  hall = await makeHall(app.organizer, { sites: 1, people: 3 });
});
afterAll(async () => {
  await app?.stop();
  await postgres?.remove();
});

const send = (entry: Entry): Promise<Answer<AttendanceReply>> =>
  app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries: [entry] });
const entryOf = (id: string): Entry => present(hall.checkpoint.id, hall.people[0]![0]!.id, { id });
const record = (id: string): Promise<Answer<AttendanceReply>> => send(entryOf(id));
const ready = async (): Promise<number> => (await app.anonymous.get('/health/ready')).status;
const told = ({ status, body, headers }: Answer<unknown>): unknown[] => [
  status,
  (body as ProblemBody).code,
  headers.get('retry-after'),
];
const AWAY = [503, 'server.database-away', '5'];

describe('a PostgreSQL that goes away', () => {
  it('makes reads, writes and live events answer 503 with a time to retry', async () => {
    const live = await LiveClient.connect(app.url, { token: app.organizer.token });
    expect((await record(randomUUID())).status).toBe(200);
    await postgres.stop();
    expect(told(await record(randomUUID()))).toEqual(AWAY);
    expect(told(await app.organizer.get(pathTo(ROUTES.participants, hall.conference.id)))).toEqual(AWAY);
    expect(told(await app.organizer.get(pathTo(ROUTES.ledger, hall.conference.id)))).toEqual(AWAY);
    expect(
      told(
        await app.anonymous.post(pathTo(ROUTES.signIn), {
          login: ORGANIZER.login,
          password: ORGANIZER.password,
        }),
      ),
    ).toEqual(AWAY);
    const ack = await live.socket.emitWithAck('attendance.submit', {
      siteId: hall.sites[0]!.id,
      entries: [entryOf(randomUUID())],
    });
    expect(ack.problem).toMatchObject({ status: 503, code: 'server.database-away' });
    expect(await ready()).toBe(503);
    expect((await app.anonymous.get('/health/live')).status).toBe(200);
    live.close();
  });

  it('serves all acknowledged entries within five seconds of its return', async () => {
    await postgres.startAgain();
    await until(async () => (await ready()) === 200, BACK_MS, 'ready again');
    const entry = entryOf(randomUUID());
    expect((await send(entry)).status).toBe(200);
    expect((await send(entry)).body.receipts).toEqual([
      expect.objectContaining({ id: entry.id, outcome: 'duplicate' }),
    ]);
    const { body } = await app.organizer.get<Page<{ id: string }>>(pathTo(ROUTES.ledger, hall.conference.id));
    expect(body.items).toHaveLength(2);
  });

  it('stores acknowledged entries, each once, after a cut in the middle of many', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    const acknowledged: string[] = [];
    const writing = ids.map(async (id, nth) => {
      await new Promise((resolve) => setTimeout(resolve, nth * 5));
      if ((await record(id).catch(() => null))?.status === 200) acknowledged.push(id);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await postgres.stop();
    await postgres.startAgain();
    await Promise.all(writing);
    await until(async () => (await ready()) === 200, BACK_MS, 'ready again');
    const { body } = await app.organizer.get<Page<{ id: string }>>(
      `${pathTo(ROUTES.ledger, hall.conference.id)}?limit=500`,
    );
    const stored = body.items.map(({ id }) => id);
    expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
  });
});

it('does not acknowledge a transaction that PostgreSQL rolls back at COMMIT', async () => {
  const slug = `swallowed-${randomUUID()}`;
  const work = app.app.get(UnitOfWork).run(async (tx) => {
    await tx.query('UPDATE "conference" SET "slug" = $1 WHERE "id" = $2', [slug, hall.conference.id]);
    await tx.query('SELECT "no_such_column" FROM "conference"').catch(() => undefined);
  });
  await expect(work).rejects.toThrow('rolled the transaction back at COMMIT');
});

it('names in one line a PostgreSQL that is away at the start', async () => {
  await postgres.stop();
  const service = new ChildService({ DATABASE_URL: postgres.url, DATA_DIR: join(app.dataDir, 'another') });
  expect(await service.exit).toBe(1);
  expect(service.stderr).toMatch(
    /^diemcau cannot start: the database at 127\.0\.0\.1:\d+ cannot be reached \(.*ECONNREFUSED.*\)\n$/,
  );
  await postgres.startAgain();
});
