import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AttendanceReply } from '../../src/contract/attendance.js';
import type { BoardSnapshot } from '../../src/contract/board.js';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { Databases } from '../../src/platform/database/databases.js';
import { sqliteDriver } from '../../src/platform/database/sqlite.js';
import type { OpenTransaction } from '../../src/platform/database/transactions.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Answer } from '../support/client.js';
import { fillDatabase, freeDatabase, until } from '../support/full-database.js';
import { type Hall, makeHall, present } from '../support/hall.js';
import { stored } from './victim.js';

const AFTERWARDS = 100;
const HEALING_MS = 5_000;

let app: TestApp;
let hall: Hall;
beforeEach(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 20 });
});
afterEach(() => app.stop());

/** One entry about the nth person; its id beside the answer. */
async function record(nth: number): Promise<{ id: string; answer: Answer<AttendanceReply> }> {
  const id = randomUUID();
  const person = hall.people[0]![nth % 20]!;
  const answer = await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, hall.sites[0]!.id), {
    entries: [present(hall.checkpoint.id, person.id, { id })],
  });
  return { id, answer };
}

/**
 * Records until the storage has refused so often; then a rule refuses. Ids of
 * the entries that were acknowledged.
 */
async function recordUntilRefused(
  times: number,
): Promise<{ acknowledged: string[]; refusals: Answer<unknown>[] }> {
  const acknowledged: string[] = [];
  const refusals: Answer<unknown>[] = [];
  for (let nth = 0; refusals.length < times; nth += 1) {
    const { id, answer } = await record(nth);
    if (answer.status === 200) acknowledged.push(id);
    else refusals.push(answer);
    if (nth > 5_000) throw new Error('the database takes everything: it is not full');
  }
  // SQLite has ended those transactions by itself. This one is ended by the service,
  // which must know where it stands.
  expect((await post(hall.conference.slug)).status).toBe(409);
  return { acknowledged, refusals };
}

async function recordAfterwards(): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < AFTERWARDS; nth += 1) {
    const { id, answer } = await record(nth);
    if (answer.status === 200) ids.push(id);
  }
  return ids;
}

const post = (slug: string): Promise<Answer<{ id: string }>> =>
  app.organizer.post(pathTo(ROUTES.conferences), {
    slug,
    title: 'Hội nghị '.repeat(20),
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
  });
const ready = async (): Promise<number> => (await app.anonymous.get('/health/ready')).status;

/**
 * Ids that the file does not hold, read by a connection of its own, and again after
 * the service has ended and started.
 */
async function lost(ids: string[]): Promise<string[]> {
  const before = stored(app).ids;
  app = await app.restart();
  const after = stored(app).ids;
  return ids.filter((id) => !before.has(id) || !after.has(id));
}

/** Uses TypeORM's own transactions, as an older service did: the canary. */
function transactByTypeOrm(): void {
  const databases = app.app.get(Databases);
  const begin = async (): Promise<OpenTransaction> => {
    const runner = databases.writer.createQueryRunner();
    await runner.startTransaction();
    return {
      manager: runner.manager,
      assertOpen: () => undefined,
      commit: () => runner.commitTransaction(),
      rollback: () => runner.rollbackTransaction().catch(() => undefined),
    };
  };
  (databases as { transactions: unknown }).transactions = { begin };
}

describe('a database that is full (R4)', () => {
  it('stores all that it acknowledges after refusals, however many', async () => {
    fillDatabase(app);
    const { acknowledged, refusals } = await recordUntilRefused(3);
    expect(
      refusals.map(({ status, body, headers }) => [
        status,
        (body as ProblemBody).code,
        headers.get('retry-after'),
      ]),
    ).toEqual(Array(3).fill([507, 'server.storage', '5']));
    freeDatabase(app);
    const afterwards = await recordAfterwards();
    expect(afterwards).toHaveLength(AFTERWARDS);
    expect(await lost([...acknowledged, ...afterwards])).toEqual([]);
  });

  it('would lose entries by the transactions of TypeORM: the canary', async () => {
    transactByTypeOrm();
    fillDatabase(app);
    await recordUntilRefused(3);
    freeDatabase(app);
    expect(await lost(await recordAfterwards())).not.toEqual([]);
  });

  it('shows every acknowledged row, and no other', async () => {
    fillDatabase(app);
    const answers: Answer<{ id: string }>[] = [];
    for (let nth = 0; answers.filter(({ status }) => status === 507).length < 2; nth += 1)
      answers.push(await post(`day-${nth}`));
    freeDatabase(app);
    answers.push(await post('afterwards'));
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    for (const id of made) expect((await app.organizer.get(pathTo(ROUTES.conference, id))).status).toBe(200);
    const { body } = await app.organizer.get<{ items: { id: string }[] }>(
      `${pathTo(ROUTES.conferences)}?limit=500`,
    );
    expect(body.items.map(({ id }) => id).sort()).toEqual([...made, hall.conference.id].sort());
  });

  it('is read as before, the board too, and readiness is red until a write is stored', async () => {
    fillDatabase(app);
    await recordUntilRefused(1);
    expect(await ready()).toBe(503);
    const board = await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id));
    expect([board.status, board.body.sites]).toEqual([
      200,
      [expect.objectContaining({ siteId: hall.sites[0]!.id })],
    ]);
    for (const path of [
      pathTo(ROUTES.roster, hall.sites[0]!.id),
      pathTo(ROUTES.participants, hall.conference.id),
      pathTo(ROUTES.schedule, hall.conference.id),
      '/organizer',
    ])
      expect([path, (await app.organizer.get(path)).status]).toEqual([
        path,
        path === '/organizer' ? expect.any(Number) : 200,
      ]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await ready()).toBe(503);
    freeDatabase(app);
    await until(async () => (await ready()) === 200, HEALING_MS, 'ready again');
  });

  it('ends cleanly, and starts again on the same file', async () => {
    fillDatabase(app);
    const { acknowledged } = await recordUntilRefused(2);
    expect(await lost(acknowledged)).toEqual([]);
  });
});

describe('a lock that another process holds on the database', () => {
  interface Holder {
    exec(sql: string): void;
    close(): void;
  }
  let holder: Holder;
  beforeEach(() => {
    holder = new (sqliteDriver() as new (file: string) => Holder)(join(app.dataDir, 'diemcau.sqlite'));
    holder.exec('BEGIN IMMEDIATE');
  });
  afterEach(() => holder.close());

  it('delays only the write: others are answered meanwhile, and the write afterwards', async () => {
    let isAnswered = false;
    const writing = record(0).finally(() => (isAnswered = true));
    for (let nth = 0; nth < 20; nth += 1) {
      expect((await app.anonymous.get('/health/live')).status).toBe(200);
      expect((await app.organizer.get(pathTo(ROUTES.participants, hall.conference.id))).status).toBe(200);
    }
    expect(isAnswered).toBe(false);
    holder.exec('COMMIT');
    expect((await writing).answer.status).toBe(200);
  });

  it('is waited for at most five seconds; then the service is busy, and stays ready', async () => {
    const { answer } = await record(0);
    expect([
      answer.status,
      (answer.body as unknown as ProblemBody).code,
      answer.headers.get('retry-after'),
    ]).toEqual([503, 'server.busy', '5']);
    expect(await ready()).toBe(200);
    holder.exec('COMMIT');
    expect((await record(0)).answer.status).toBe(200);
  });

  it('delays all queued writes at the same time, not one after the other', async () => {
    let isHeld = true;
    const answers = Array.from({ length: 6 }, (_, nth) => post(`locked-${nth}`));
    // Six that wait five seconds in turn would still be there; the lock is
    // given back before the third of them.
    const letGo = pause(12_000).then(() => {
      isHeld = false;
      holder.exec('COMMIT');
    });
    const statuses = await Promise.all(answers.map(async (answer) => [(await answer).status, isHeld]));
    expect(statuses).toEqual(Array(6).fill([503, true]));
    await letGo;
  });
});

describe('a connection that stays in its transaction', () => {
  /** ROLLBACK fails so often: no fault of a disk brings SQLite to that, so the connection is made to. */
  function breakRollback(): void {
    const connection = (
      app.app.get(Databases).writer.driver as unknown as { databaseConnection: { exec(sql: string): void } }
    ).databaseConnection;
    const exec = connection.exec.bind(connection);
    connection.exec = (sql) => {
      if (sql === 'ROLLBACK') throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      return exec(sql);
    };
  }

  it('is replaced, and no later acknowledged entry is lost', async () => {
    breakRollback();
    expect(
      (
        await app.organizer.post(pathTo(ROUTES.conferences), {
          slug: hall.conference.slug,
          title: 'x',
          startsOn: '2026-11-22',
          endsOn: '2026-11-22',
        })
      ).status,
    ).toBe(409);
    const afterwards = await recordAfterwards();
    expect(afterwards).toHaveLength(AFTERWARDS);
    expect(await lost(afterwards)).toEqual([]);
  });

  it('ends the service if it cannot be replaced, and acknowledges nothing until then', async () => {
    breakRollback();
    const databases = app.app.get(Databases);
    (databases.writer.options as { database: string }).database = '/dev/null/no-such-folder/diemcau.sqlite';
    await app.organizer.post(pathTo(ROUTES.conferences), {
      slug: hall.conference.slug,
      title: 'x',
      startsOn: '2026-11-22',
      endsOn: '2026-11-22',
    });
    expect(await app.lost).toMatchObject({ message: expect.stringContaining('directory') });
    expect((await record(0)).answer).toMatchObject({ status: 507, body: { code: 'server.storage' } });
  });
});
