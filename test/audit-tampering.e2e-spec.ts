import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rename as move, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditBreak, AuditLine, AuditVerdict } from '../src/contract/audit.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { AuditWatch } from '../src/audit/audit-watch.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { ownersBrowser } from './support/colleagues.js';
import { type Hall, made, makeHall, present } from './support/hall.js';
import { copyDatabase, tamper, type Tampered } from './support/tampering.js';

/** All columns of a line but its number. */
const COPIED = `"at", "actorKind", "actorId", "signInId", "act", "objectKind", "objectId",
  "conferenceId", "before", "after", "detail", "hash"`;
let app: TestApp;
let hall: Hall;
beforeEach(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 2 });
  await rename('Xã Đồng Tiến');
  await rename('Xã Đồng Tâm');
});
afterEach(() => app.stop());

async function rename(name: string): Promise<void> {
  made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { name }));
}
async function verify(body: object = {}): Promise<AuditVerdict> {
  return made(await (await ownersBrowser(app)).post<AuditVerdict>(pathTo(ROUTES.auditVerify), body));
}
async function lines(query = ''): Promise<AuditLine[]> {
  const browser = await ownersBrowser(app);
  return made(await browser.get<Page<AuditLine>>(`${pathTo(ROUTES.audit)}${query}`)).items;
}
/** What the start finds after the database was changed, while the day goes on. */
async function foundAfter(change: (database: Tampered) => Promise<void>): Promise<AuditBreak[]> {
  app = await app.restart({}, () => tamper(app, change));
  await rename('Ngày vẫn tiếp tục');
  await app.app.get(AuditWatch).started();
  const { body } = await (
    await ownersBrowser(app)
  ).get<{ verdict: AuditVerdict }>(pathTo(ROUTES.auditVerify));
  return body.verdict.breaks;
}
/** The number of the line in which the site was given its second name, and that of the first. */
async function renamed(): Promise<number> {
  const [last] = await lines(`?object=${hall.sites[0]!.id}`);
  return last!.seq;
}

describe('somebody with all rights on the database', () => {
  test('changes nothing: the trail is whole, and says so at the start and on request', async () => {
    expect(await foundAfter(() => Promise.resolve())).toEqual([]);
    expect(await verify()).toMatchObject({ isWhole: true, breaks: [], noted: 0 });
  });

  test('changes a line: that line is named', async () => {
    const seq = await renamed();
    const breaks = await foundAfter(async (db) => {
      await db.query(`UPDATE "audit_line" SET "actorId" = NULL WHERE "seq" = ${seq}`);
    });
    expect(breaks).toEqual([{ what: 'altered', from: seq, to: seq }]);
  });

  test('removes a line: its number is named', async () => {
    const seq = await renamed();
    const breaks = await foundAfter(async (db) => {
      await db.query(`DELETE FROM "audit_line" WHERE "seq" = ${seq}`);
    });
    expect(breaks).toEqual([{ what: 'missing', from: seq, to: seq }]);
  });

  test('inserts a line, and moves the later ones on', async () => {
    const seq = await renamed();
    const breaks = await foundAfter(async (db) => {
      const later = await db.query(`SELECT "seq" FROM "audit_line" WHERE "seq" > ${seq} ORDER BY "seq" DESC`);
      for (const { seq: one } of later)
        await db.query(`UPDATE "audit_line" SET "seq" = ${Number(one) + 1} WHERE "seq" = ${one}`);
      await db.query(
        `INSERT INTO "audit_line" ("seq", ${COPIED})
         SELECT ${seq + 1}, ${COPIED} FROM "audit_line" WHERE "seq" = ${seq}`,
      );
      await db.query('UPDATE "audit_head" SET "seq" = "seq" + 1');
    });
    expect(breaks[0]).toMatchObject({ what: 'altered', from: seq + 1 });
  });

  test('adds a line behind the end, without its mark: it is named, and the day goes on', async () => {
    let end = 0;
    const breaks = await foundAfter(async (db) => {
      const [last] = await db.query('SELECT "seq" FROM "audit_head"');
      end = Number(last!.seq);
      await db.query(
        `INSERT INTO "audit_line" ("seq", ${COPIED})
         SELECT ${end + 1}, ${COPIED} FROM "audit_line" WHERE "seq" = ${end}`,
      );
    });
    const added = { what: 'altered', from: end + 1, to: end + 1 };
    expect(breaks).toEqual([added]);
    expect(await lines('?act=audit.broken')).toMatchObject([{ detail: added }]);
    expect(await verify()).toMatchObject({ isWhole: false, noted: 1 });
  });

  test('removes the mark of the end: noted, and the day goes on', async () => {
    let end = 0;
    const breaks = await foundAfter(async (db) => {
      end = Number((await db.query('SELECT "seq" FROM "audit_head"'))[0]!.seq);
      await db.query('DELETE FROM "audit_head"');
    });
    expect(breaks).toEqual([]);
    expect(await lines('?act=audit.broken')).toMatchObject([{ detail: { what: 'altered', to: end } }]);
    expect(await verify()).toMatchObject({ isWhole: true, noted: 1 });
  });

  test('puts two lines in the other order', async () => {
    const seq = await renamed();
    const breaks = await foundAfter(async (db) => {
      await db.query(`UPDATE "audit_line" SET "seq" = 1000000 WHERE "seq" = ${seq}`);
      await db.query(`UPDATE "audit_line" SET "seq" = ${seq} WHERE "seq" = ${seq - 1}`);
      await db.query(`UPDATE "audit_line" SET "seq" = ${seq - 1} WHERE "seq" = 1000000`);
    });
    expect(breaks).toContainEqual(expect.objectContaining({ what: 'altered', from: seq - 1 }));
  });

  test('cuts the end and its mark: the file beside the secrets tells', async () => {
    const seq = await renamed();
    let end = 0;
    await foundAfter(async (db) => {
      const [last] = await db.query('SELECT "seq" FROM "audit_head"');
      end = Number(last!.seq);
      const [kept] = await db.query(`SELECT "hash" FROM "audit_line" WHERE "seq" = ${seq - 1}`);
      await db.query(`DELETE FROM "audit_line" WHERE "seq" >= ${seq}`);
      await db.query(`UPDATE "audit_head" SET "seq" = ${seq - 1}, "hash" = '${kept!.hash}'`);
    });
    expect(await lines('?act=audit.broken')).toMatchObject([
      { seq, actor: { kind: 'service' }, detail: { what: 'cut', from: seq, to: end } },
    ]);
    expect(await verify()).toMatchObject({ isWhole: true, noted: 1 });
  });

  test('puts an older copy of the database in: noted, and shown by what the log said before', async () => {
    let putBack = (): Promise<void> => Promise.resolve();
    app = await app.restart({}, async () => void (putBack = await copyDatabase(app)));
    await rename('Sau bản sao');
    const { head } = await verify();
    app = await app.restart({}, () => putBack());
    await app.app.get(AuditWatch).started();
    expect(await lines('?act=audit.broken')).toMatchObject([{ detail: { what: 'cut' } }]);
    expect(await verify()).toMatchObject({ isWhole: true, noted: 1 });
    expect(await verify({ anchors: [head] })).toMatchObject({
      isWhole: false,
      breaks: [{ from: head.seq, to: head.seq }],
    });
  });

  test('removes the end that is kept beside the secrets too: noted once', async () => {
    app = await app.restart({}, () => rm(join(app.dataDir, 'audit-head.json')));
    await app.app.get(AuditWatch).started();
    await verify();
    expect(await lines('?act=audit.broken')).toMatchObject([{ detail: { what: 'unanchored' } }]);
  });

  test('takes the key away: all lines count as altered; once it is back, those of the meantime', async () => {
    const key = join(app.dataDir, 'audit.key');
    const { head } = await verify();
    app = await app.restart({}, () => move(key, `${key}.away`));
    await app.app.get(AuditWatch).started();
    const without = await verify();
    expect(without.breaks).toEqual([{ what: 'altered', from: 1, to: head.seq + 1 }]);
    app = await app.restart({}, () => move(`${key}.away`, key));
    await app.app.get(AuditWatch).started();
    const { breaks } = await verify();
    expect(breaks).toEqual([{ what: 'altered', from: head.seq + 2, to: without.head.seq + 1 }]);
  });

  test('removes an entry of attendance: the stretch is named, with the number that is missing', async () => {
    const entries = hall.people[0]!.map(({ id }) => present(hall.checkpoint.id, id));
    made(await app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries }));
    expect(await verify()).toMatchObject({ isWhole: true, entries: 2 });
    const breaks = await foundAfter(async (db) => {
      await db.query(`DELETE FROM "attendance_entry" WHERE "id" = '${entries[0]!.id}'`);
    });
    expect(breaks).toMatchObject([{ what: 'ledger', count: 2, found: 1 }]);
    const [{ detail }] = (await lines('?act=audit.broken')) as [AuditLine];
    expect(detail).toMatchObject({ what: 'ledger', count: 2, found: 1 });
  });

  test('changes an entry of attendance: the stretch is named', async () => {
    const entry = present(hall.checkpoint.id, hall.people[0]![0]!.id);
    made(await app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries: [entry] }));
    const breaks = await foundAfter(async (db) => {
      await db.query(`UPDATE "attendance_entry" SET "mode" = 'online' WHERE "id" = '${entry.id}'`);
    });
    expect(breaks).toMatchObject([{ what: 'ledger', count: 1, found: 1 }]);
  });
});
