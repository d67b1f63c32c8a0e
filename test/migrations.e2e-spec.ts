import { randomUUID } from 'node:crypto';
import { Attendance1700000000070 } from '../src/attendance/ledger/attendance.migration.js';
import { EntrySeqs1700000000200 } from '../src/attendance/ledger/entry-seqs.migration.js';
import { TrueTime1700000000160 } from '../src/attendance/ledger/true-time.migration.js';
import type { Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { Participant } from '../src/contract/participant.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { GivenNameFirst1700000000130 } from '../src/participants/given-name-first.migration.js';
import { Databases } from '../src/platform/database/databases.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, makeHall, pair, present } from './support/hall.js';

/** Migrations and entities are written apart; here they meet on a real database. */
describe('migrations', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it('create every table and column of the entities, as nullable as they say', async () => {
    const { writer } = app.app.get(Databases);
    const runner = writer.createQueryRunner();
    const drift: string[] = [];
    for (const entity of writer.entityMetadatas) {
      const table = await runner.getTable(entity.tablePath);
      if (!table) drift.push(`${entity.tableName} is missing`);
      for (const column of entity.columns) {
        const made = table?.findColumnByName(column.databaseName);
        if (!made) drift.push(`${entity.tableName}.${column.databaseName} is missing`);
        else if (!column.isPrimary && made.isNullable !== column.isNullable)
          drift.push(
            `${entity.tableName}.${column.databaseName} nullable: ${made.isNullable}, ` +
              `the entity says ${column.isNullable}`,
          );
      }
      const known = new Set(entity.columns.map((column) => column.databaseName));
      for (const column of table?.columns ?? [])
        if (!known.has(column.name)) drift.push(`${entity.tableName}.${column.name} is in no entity`);
    }
    await runner.release();
    expect(drift).toEqual([]);
  });

  it('do not run again at the next start', async () => {
    const before = await app.app.get(Databases).writer.query('SELECT count(*) AS n FROM migrations');
    app = await app.restart();
    expect(await app.app.get(Databases).writer.query('SELECT count(*) AS n FROM migrations')).toEqual(before);
  });

  it('sort people by given names instead of family names, and back', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    for (const fullName of ['Bùi Yến', 'Vũ An'])
      made(
        await app.organizer.post(pathTo(ROUTES.participants, hall.conference.id), {
          siteId: hall.sites[0]!.id,
          fullName,
        }),
      );
    const listed = async (): Promise<string[]> =>
      made(
        await app.organizer.get<Page<Participant>>(pathTo(ROUTES.participants, hall.conference.id)),
      ).items.map(({ fullName }) => fullName);
    const { writer } = app.app.get(Databases);
    const runner = writer.createQueryRunner();
    await new GivenNameFirst1700000000130().down(runner);
    await runner.query(`DELETE FROM "migrations" WHERE "name" LIKE 'GivenNameFirst%'`);
    await runner.release();
    expect(await listed()).toEqual(['Bùi Yến', 'Vũ An']);
    app = await app.restart();
    expect(await listed()).toEqual(['Vũ An', 'Bùi Yến']);
  });

  it('convert the first ledger to deliveries, and a console continues at its `seq`', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 2 });
    const [here, later, site] = [hall.people[0]![0]!, hall.people[0]![1]!, hall.sites[0]!];
    const first = await intoTheFirstShape(app.app.get(Databases), {
      siteId: site.id,
      checkpointId: hall.checkpoint.id,
      participantId: here.id,
    });

    app = await app.restart();
    const { token } = await pair(app.organizer, site.id);
    const console = app.anonymous.as(token);
    const roster = made(await console.get<Roster>(pathTo(ROUTES.roster, site.id)));
    expect(roster.states).toEqual([
      expect.objectContaining({
        participantId: here.id,
        state: 'absent',
        entryId: first.absent,
        reason: 'ốm',
        because: 'only-word',
      }),
    ]);

    const said = [
      present(hall.checkpoint.id, later.id),
      { ...present(hall.checkpoint.id, here.id), kind: 'undo' as const, undoes: first.absent },
    ];
    await console.post(pathTo(ROUTES.attendance, site.id), { entries: said });
    expect(
      made(await console.get<Roster>(pathTo(ROUTES.roster, site.id))).states.map(
        ({ participantId, state, entryId }) => ({ participantId, state, entryId }),
      ),
    ).toEqual(
      expect.arrayContaining([
        { participantId: here.id, state: 'in_person', entryId: first.present },
        { participantId: later.id, state: 'in_person', entryId: said[0]!.id },
      ]),
    );
    const { items } = made(
      await app.organizer.get<Page<LedgerEntry>>(pathTo(ROUTES.ledger, hall.conference.id)),
    );
    expect(items.map(({ id, late, siteId }) => ({ id, late, siteId }))).toEqual([
      { id: first.present, late: false, siteId: site.id },
      { id: first.absent, late: true, siteId: site.id },
      ...said.map(({ id }) => ({ id, late: false, siteId: site.id })),
    ]);
  });

  it('recalculate states decided by a fast clock, and consoles fetch them', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 3 });
    const site = hall.sites[0]!;
    const [fast, right, single] = hall.people[0]!.map(({ id }) => id) as [string, string, string];
    const mark = (id: string, more: Partial<Entry> = {}): Entry => present(hall.checkpoint.id, id, more);
    const tomorrow = new Date(Date.now() + 80_000_000).toISOString();
    const wrong = mark(fast, { recordedAt: tomorrow });
    const { id, checkpointId, method } = mark(fast);
    const confirm = { id, checkpointId, method, kind: 'confirm', headcount: 2, recordedAt: tomorrow };
    const reopen = { ...confirm, id: randomUUID(), kind: 'reopen', headcount: undefined, reason: 'đếm lại' };
    const sent = [
      wrong,
      mark(right, { kind: 'absent' }),
      mark(right),
      mark(single, { recordedAt: tomorrow }),
      confirm,
    ];
    const post = (entries: object[]): Promise<unknown> =>
      app.organizer.post(pathTo(ROUTES.attendance, site.id), { entries });
    await post(sent);
    const absent = mark(fast, { kind: 'absent', reason: 'sick' });
    await post([{ ...reopen, recordedAt: new Date().toISOString() }, absent]);
    const read = async (since = ''): Promise<Roster> =>
      made(await app.organizer.get<Roster>(`${pathTo(ROUTES.roster, site.id)}${since}`));
    const after = await read();
    expect(after.states.find(({ participantId }) => participantId === fast)?.state).toBe('absent');
    await asRawClocksDecided(app.app.get(Databases), [fast, wrong.id], [site.id, confirm.id]);

    app = await app.restart();
    const { states, confirmations } = await read(`?since=${after.seq}`);
    expect(states).toMatchObject([
      { participantId: fast, state: 'absent', entryId: absent.id, reason: 'sick' },
    ]);
    expect(confirmations).toMatchObject([{ state: 'open', entryId: reopen.id }]);
    expect((await read()).states.map(({ state }) => state).sort()).toEqual(
      after.states.map(({ state }) => state).sort(),
    );
    const times = (await read()).states.map(({ happenedAt }) => Date.parse(happenedAt!) <= Date.now());
    expect(times).toEqual([true, true, true]);
  });
});

/**
 * Puts the tables back as they were before the last step, with what raw device clocks
 * decided of a person and of a site.
 */
async function asRawClocksDecided(
  { writer }: Databases,
  person: [string, string],
  site: [string, string],
): Promise<void> {
  const runner = writer.createQueryRunner();
  const seqOf = (entryId: string): string =>
    `(SELECT "seq" FROM "attendance_entry" WHERE "id" = '${entryId}')`;
  await runner.query(
    `UPDATE "attendance_state" SET "state" = 'in_person', "entrySeq" = ${seqOf(person[1])}
     WHERE "participantId" = '${person[0]}'`,
  );
  await runner.query(
    `UPDATE "attendance_confirmation" SET "entrySeq" = ${seqOf(site[1])} WHERE "siteId" = '${site[0]}'`,
  );
  await new EntrySeqs1700000000200().down(runner);
  await new TrueTime1700000000160().down(runner);
  await runner.query(`DELETE FROM "migrations" WHERE "name" LIKE 'TrueTime%' OR "name" LIKE 'EntrySeqs%'`);
  await runner.release();
}

/** Puts the tables back as they were before deliveries, with a person marked present and then absent. */
async function intoTheFirstShape(
  { writer, dialect }: Databases,
  about: { siteId: string; checkpointId: string; participantId: string },
): Promise<{ present: string; absent: string }> {
  const runner = writer.createQueryRunner();
  for (const table of [
    'attendance_confirmation',
    'attendance_state',
    'attendance_entry',
    'attendance_delivery',
  ])
    await runner.query(`DROP TABLE "${table}"`);
  if (dialect === 'postgres') await runner.query('DROP FUNCTION attendance_entry_is_final()');
  await new Attendance1700000000070().up(runner);
  await runner.query(
    `DELETE FROM "migrations"
     WHERE "name" LIKE 'AttendanceDelivery%' OR "name" LIKE 'Confirmation%'
      OR "name" LIKE 'TrueTime%' OR "name" LIKE 'EntrySeqs%'`,
  );
  const ids = { present: randomUUID(), absent: randomUUID() };
  const [at, then] = ['2026-11-22T01:00:00.000Z', '2026-11-22T01:05:00.000Z'];
  const { siteId, checkpointId, participantId } = about;
  const entry = (
    seq: number,
    id: string,
    kind: string,
    mode: string,
    reason: string,
    recordedAt: string,
    late: number,
  ): string =>
    `INSERT INTO "attendance_entry" (
       "seq", "id", "siteId", "checkpointId", "kind", "participantId", "mode", "method",
       "reason", "recordedAt", "receivedAt", "offline", "late", "actorKind", "actorId", "fingerprint")
     VALUES (
       ${seq}, '${id}', '${siteId}', '${checkpointId}', '${kind}', '${participantId}', ${mode}, 'roll_call',
       ${reason}, '${recordedAt}', '${recordedAt}', 0, ${late}, 'organizer', '${randomUUID()}',
       'AAAAAAAAAAAAAAAAAAAAAA')`;
  const [counter] = (await runner.query('SELECT "value" FROM "change_counter"')) as [
    { value: number | string },
  ];
  const seq = Number(counter.value);
  await runner.query(entry(seq + 1, ids.present, 'present', `'in_person'`, 'NULL', at, 0));
  await runner.query(entry(seq + 2, ids.absent, 'absent', 'NULL', `'ốm'`, then, 1));
  await runner.query(
    `INSERT INTO "attendance_state" (
       "checkpointId", "participantId", "seq", "state", "siteId", "alsoAt",
       "because", "entryId", "reason", "recordedAt")
     VALUES (
       '${checkpointId}', '${participantId}', ${seq + 2}, 'absent', '${siteId}', '[]',
       'only-word', '${ids.absent}', 'ốm', '${then}')`,
  );
  await runner.query(`UPDATE "change_counter" SET "value" = ${seq + 2}`);
  await runner.release();
  return ids;
}
