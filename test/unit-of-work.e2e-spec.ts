import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventBus, DomainEvent } from '../src/platform/events/event-bus.js';
import { Databases } from '../src/platform/database/databases.js';
import { GroupCommit } from '../src/platform/database/group-commit.js';
import { Reader } from '../src/platform/database/reader.js';
import type { Transaction } from '../src/platform/database/unit-of-work.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';

let app: TestApp;
let unitOfWork: UnitOfWork;
let databases: Databases;
beforeAll(async () => {
  app = await startTestApp();
  unitOfWork = app.app.get(UnitOfWork);
  databases = app.app.get(Databases);
  await databases.writer.query('CREATE TABLE "note" ("id" integer PRIMARY KEY, "text" varchar(20))');
});
afterAll(() => app.stop());

const CALLS = 200;
const fails = (call: number): boolean => call % 7 === 0;
const stored = async (): Promise<number[]> =>
  (await app.app.get(Reader).query<{ id: number }>('SELECT "id" FROM "note" ORDER BY "id"')).map(
    ({ id }) => id,
  );
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Two writes with a wait between; one call in seven fails after its first. */
async function write(
  query: (sql: string, values: number[]) => Promise<unknown>,
  call: number,
): Promise<void> {
  await query('INSERT INTO "note" ("id", "text") VALUES ($1, $2)', [call, 1]);
  await pause();
  if (fails(call)) throw new Error('on purpose');
  await query('UPDATE "note" SET "text" = $2 WHERE "id" = $1', [call, 2]);
}
/** Ids of the calls that were told of success, of 200 at once. */
async function acknowledged(run: (call: number) => Promise<void>): Promise<number[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: CALLS }, (_, at) => run(at + 1)));
  return outcomes.flatMap(({ status }, at) => (status === 'fulfilled' ? [at + 1] : []));
}

describe('a unit of work (R3)', () => {
  it('stores all acknowledged and no failed work of 200 at once', async () => {
    const ok = await acknowledged((call) =>
      unitOfWork.run((tx) => write((sql, values) => tx.query(sql, values), call)),
    );
    expect(ok).toEqual(Array.from({ length: CALLS }, (_, at) => at + 1).filter((call) => !fails(call)));
    expect(await stored()).toEqual(ok);
    await unitOfWork.run((tx) => tx.query('DELETE FROM "note"'));
  });

  it('would lose work without its queue: the canary', async () => {
    if (databases.dialect === 'postgres') return;
    const around = (call: number): Promise<void> =>
      databases.writer.transaction((manager) =>
        write((sql, [id, text]) => manager.query(sql, [{ 1: id, 2: text }]), call),
      );
    const ok = await acknowledged(around);
    expect([ok.length, await stored()]).not.toEqual([CALLS - Math.floor(CALLS / 7), ok]);
  });

  it('refuses to begin inside another one, and serves others beside and after it', async () => {
    if (databases.dialect === 'postgres') return;
    const nested = unitOfWork.run(() => unitOfWork.run(async () => 'inside'));
    const beside = unitOfWork.run(async () => 'beside');
    await expect(nested).rejects.toThrow('inside the work of another');
    expect(await beside).toBe('beside');
    let later: Promise<string> | undefined;
    await unitOfWork.run(
      async () =>
        void (later = pause()
          .then(pause)
          .then(pause)
          .then(() => unitOfWork.run(async () => 'later'))),
    );
    expect(await later).toBe('later');
  });

  it('publishes announcements after the commit, and none of a rollback', async () => {
    class Noted extends DomainEvent {
      constructor(readonly isStored: Promise<boolean>) {
        super();
      }
    }
    const heard: Noted[] = [];
    app.app.get(EventBus).on(Noted, (event) => void heard.push(event));
    const note = (tx: Transaction, id: number): Promise<unknown> =>
      tx.query('INSERT INTO "note" ("id", "text") VALUES ($1, $2)', [id, 'x']);
    await unitOfWork.run(async (tx) => {
      await note(tx, 1_001);
      tx.announce(new Noted(Promise.resolve(true)));
      expect(heard).toHaveLength(0);
    });
    expect(heard).toHaveLength(1);
    await expect(
      unitOfWork.run(async (tx) => {
        await note(tx, 1_002);
        tx.announce(new Noted(Promise.resolve(true)));
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    expect(heard).toHaveLength(1);
    expect(await stored()).not.toContain(1_002);
  });

  it('gives every change a unique number, and reuses none', async () => {
    const firsts = await Promise.all(Array.from({ length: 20 }, () => unitOfWork.run((tx) => tx.nextSeq(3))));
    const numbers = firsts.flatMap((first) => [first, first + 1, first + 2]);
    expect(new Set(numbers).size).toBe(60);
  });
});

describe('a group commit', () => {
  const insert = (tx: Transaction, id: number): Promise<unknown> =>
    tx.query('INSERT INTO "note" ("id", "text") VALUES ($1, $2)', [id, 'group']);

  it('serves all waiting items in few commits, each with its own answer', async () => {
    let commits = 0;
    const groups = new GroupCommit<number, number>(unitOfWork, async (tx, ids) => {
      commits += 1;
      for (const id of ids) await insert(tx, id);
      return ids.map((id) => id * 2);
    });
    const ids = Array.from({ length: 100 }, (_, at) => 2_000 + at);
    expect(await Promise.all(ids.map((id) => groups.submit(id)))).toEqual(ids.map((id) => id * 2));
    expect(commits).toBeLessThan(5);
    expect(await stored()).toEqual(expect.arrayContaining(ids));
  });

  it('answers one bad item without harm to the others', async () => {
    const groups = new GroupCommit<number, string>(unitOfWork, async (tx, ids) => {
      for (const id of ids) {
        if (id === 3_005) throw new Error('bad item');
        await insert(tx, id);
      }
      return ids.map(() => 'kept');
    });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) => groups.submit(3_000 + at)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, (_, at) => (at === 5 ? 'rejected' : 'fulfilled')),
    );
    expect((await stored()).filter((id) => id >= 3_000)).toEqual([
      3_000, 3_001, 3_002, 3_003, 3_004, 3_006, 3_007, 3_008, 3_009,
    ]);
  });

  it('puts at most its limit into one commit', async () => {
    const sizes: number[] = [];
    const groups = new GroupCommit<number, void>(
      unitOfWork,
      async (_, items) => (
        sizes.push(items.reduce((sum, item) => sum + item, 0)),
        items.map(() => undefined)
      ),
      (item) => item,
      10,
    );
    await Promise.all([4, 4, 4, 25, 1, 9, 1].map((weight) => groups.submit(weight)));
    expect(sizes).toEqual([8, 4, 25, 10, 1]);
  });
});

it('commits durably: synchronous=FULL after a write and after a reopen', async () => {
  if (databases.dialect === 'postgres') {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
      expect(await databases.writer.query(`SELECT current_setting('${setting}') AS "value"`)).toEqual([
        { value: 'on' },
      ]);
    return;
  }
  const settings = async (source: Databases['writer']): Promise<unknown[]> =>
    Promise.all(
      ['synchronous', 'journal_mode', 'foreign_keys'].map(
        async (name) => Object.values((await source.query(`PRAGMA ${name}`))[0])[0],
      ),
    );
  await unitOfWork.run((tx) => tx.query('INSERT INTO "note" ("id", "text") VALUES (9001, $1)', ['x']));
  expect(await settings(databases.writer)).toEqual([2, 'wal', 1]);
  app = await app.restart();
  const reopened = app.app.get(Databases);
  await app.app
    .get(UnitOfWork)
    .run((tx) => tx.query('INSERT INTO "note" ("id", "text") VALUES (9002, $1)', ['x']));
  expect(await settings(reopened.writer)).toEqual([2, 'wal', 1]);
  expect(await stored()).toEqual(expect.arrayContaining([9_001, 9_002]));
});
