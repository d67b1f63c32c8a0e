import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerTextsService } from '../src/attendance/ledger/ledger-texts.service.js';
import { LedgerSealsService } from '../src/attendance/sealing/ledger-seals.service.js';
import { AuditCheckService } from '../src/audit/audit-check.service.js';
import type { AuditLine, AuditVerdict } from '../src/contract/audit.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { LedgerEntry } from '../src/contract/attendance.js';
import type { ReportFigures } from '../src/contract/figures.js';
import type { Participant } from '../src/contract/participant.js';
import type { Erasure, PersonData } from '../src/contract/personal-data.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import type { Schedule } from '../src/contract/schedule.js';
import { type Transaction, UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import { ownersBrowser } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { made, present } from './support/hall.js';
import { PERSON, plant, type Planted, wordsInFiles, wordsInRows } from './support/planted.js';

const onSqlite = process.env.TEST_DATABASE !== 'postgres';
let app: TestApp;
let planted: Planted;
beforeAll(async () => {
  app = await startTestApp();
  planted = await plant(app);
  // As a minute after the entries were recorded.
  await app.app.get(LedgerSealsService).seal();
});
afterAll(() => app.stop());

const read = async <T>(route: (typeof ROUTES)[keyof typeof ROUTES], id: string, query = ''): Promise<T> =>
  made(await app.organizer.get<T>(pathTo(route, id) + query));

/** Everything that counts people. */
async function counts() {
  const { conference, checkpoint } = planted.hall;
  const figures = await read<ReportFigures>(
    ROUTES.reportFigures,
    conference.id,
    `?checkpointId=${checkpoint.id}`,
  );
  const board = await read<BoardSnapshot>(ROUTES.board, conference.id);
  const ledger = await read<{ items: LedgerEntry[] }>(ROUTES.ledger, conference.id);
  return {
    total: figures.total,
    board: board.totals,
    entries: ledger.items.map(({ reason: _reason, note: _note, amendment: _amendment, ...fact }) => fact),
  };
}

describe('before an erasure', () => {
  test('the person’s data are shown with every text that names them', async () => {
    const data = await read<PersonData>(ROUTES.participantData, planted.person.id);
    expect(data).toMatchObject({ participant: PERSON, erasure: null, namesakes: 0 });
    expect(data.attendance).toHaveLength(1);
    expect(data.signIns).toHaveLength(1);
    expect(data.requests).toMatchObject([{ kind: 'erase', person: PERSON.fullName }]);
    expect([...new Set(data.mentions.map(({ table, column }) => `${table}.${column}`))].sort()).toEqual([
      'announcement.text',
      'attendance_entry.note',
      'attendance_entry.reason',
      'data_request.note',
      'device.name',
      'help_answer.text',
      'help_call.message',
      'refused_entry.entry',
      'session_item.abstract',
      'session_item.speakers',
      'sign_in.name',
      'sign_in.principal',
      'site.contactName',
      'site.contactPhone',
      'site.line',
      'site_contact.note',
      'speak_request.speaker',
      'speak_request.topic',
    ]);
  });

  test('they are handed out as a PDF, in both languages', async () => {
    for (const lang of ['vi', 'en']) {
      const pdf = await app.organizer.get<string>(
        `${pathTo(ROUTES.participantDataPdf, planted.person.id)}?lang=${lang}`,
      );
      expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    }
  });

  test('canary: the search finds every planted word in rows, and in the files of SQLite', async () => {
    const inRows = await wordsInRows(app);
    expect(inRows).toEqual(expect.arrayContaining([...Object.values(PERSON), 'vuong thi ngoc yen']));
    if (onSqlite) expect(await wordsInFiles([app.dataDir])).toEqual(expect.arrayContaining(inRows));
  });

  test('a correction changes the list, and the ledger stays', async () => {
    const before = await counts();
    made(
      await app.organizer.patch(pathTo(ROUTES.participant, planted.person.id), { position: 'Chuyên viên' }),
    );
    expect((await counts()).entries).toEqual(before.entries);
    made(
      await app.organizer.patch(pathTo(ROUTES.participant, planted.person.id), { position: PERSON.position }),
    );
  });
});

describe('an erasure', () => {
  let before: Awaited<ReturnType<typeof counts>>;
  let roster: Roster;
  let erasure: Erasure;
  beforeAll(async () => {
    before = await counts();
    const site = planted.hall.sites[1]!.id;
    roster = await read<Roster>(ROUTES.roster, site);
    erasure = made(
      await app.organizer.post<Erasure>(pathTo(ROUTES.participantErase, planted.person.id), {
        reason: `${PERSON.fullName} rút lại`,
      }),
    );
  });

  test('puts a number in the place of the name', async () => {
    expect(erasure).toMatchObject({ number: 1, reason: 'Đã xoá 1 rút lại', filesAt: expect.any(String) });
    const { participant, mentions } = await read<PersonData>(ROUTES.participantData, planted.person.id);
    expect(participant).toMatchObject({
      fullName: 'Đã xoá 1',
      unit: null,
      position: null,
      phone: null,
      email: null,
      code: null,
    });
    expect(mentions).toEqual([]);
  });

  test('leaves every count and every fact of the ledger as it was', async () => {
    expect(await counts()).toEqual(before);
  });

  test('leaves no planted word in any row', async () => {
    expect(await wordsInRows(app)).toEqual([]);
  });

  if (onSqlite)
    test('leaves no planted word in any byte of the files: database, write-ahead log, lists', async () => {
      expect(await wordsInFiles([app.dataDir])).toEqual([]);
    });

  test('takes only the name out of texts of others', async () => {
    const schedule = await read<Schedule>(ROUTES.schedule, planted.hall.conference.id);
    expect(JSON.stringify(schedule)).toContain('Mời Đã xoá 1 phát biểu');
    const data = await read<{ items: LedgerEntry[] }>(ROUTES.ledger, planted.hall.conference.id);
    expect(data.items.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['nhờ Đã xoá 1 đi thay', 'Đã xoá 1 báo ốm']),
    );
  });

  test('reaches the consoles of other sites that hold a text', async () => {
    const changed = await read<Roster>(ROUTES.roster, planted.hall.sites[1]!.id, `?since=${roster.seq}`);
    expect(JSON.stringify(changed)).toContain('Đã xoá 1 báo ốm');
  });

  test('ends the sign-in by the code, and the code is nobody’s', async () => {
    expect((await app.anonymous.as(planted.traineeToken).get(pathTo(ROUTES.me))).status).toBe(401);
    expectProblem(
      await app.anonymous.post(pathTo(ROUTES.trainee), { code: PERSON.code }),
      401,
      'auth.code-invalid',
    );
  });

  test('happens once: a second request answers the first', async () => {
    const again = made(
      await app.organizer.post<Erasure>(pathTo(ROUTES.participantErase, planted.person.id), {
        reason: 'lần hai',
      }),
    );
    expect(again).toMatchObject({ number: 1, reason: 'Đã xoá 1 rút lại' });
  });

  test('is not undone by an edit', async () => {
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.participant, planted.person.id), { fullName: 'Tên trở lại' }),
      409,
      'participant.erased',
    );
  });
});

describe('somebody of the same name', () => {
  test('keeps the texts that a person says are theirs, and their own row', async () => {
    const { conference, sites } = planted.hall;
    const add = async () =>
      made(
        await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
          siteId: sites[0]!.id,
          fullName: 'Lò Văn Trùng',
        }),
      );
    const [one, other] = [await add(), await add()];
    made(await app.organizer.patch(pathTo(ROUTES.site, sites[1]!.id), { contactName: 'Lò Văn Trùng' }));
    const { mentions, namesakes } = await read<PersonData>(ROUTES.participantData, one.id);
    expect([mentions.map(({ table }) => table), namesakes]).toEqual([['site'], 1]);
    const keep = mentions.map(({ id }) => id);
    const path = pathTo(ROUTES.participantErase, one.id);
    // Stored for good, so that no text may come in this way.
    for (const unknown of ['Lò Văn Trùng, 0983 777 555', 'site.contactName.khong-co'])
      expectProblem(
        await app.organizer.post(path, { reason: 'x', keep: [...keep, unknown] }),
        422,
        'participant.mention-unknown',
      );
    expect(await read(ROUTES.participant, one.id)).toMatchObject({ fullName: 'Lò Văn Trùng' });
    made(await app.organizer.post(path, { reason: 'x', keep }));
    expect(await read(ROUTES.site, sites[1]!.id)).toMatchObject({ contactName: 'Lò Văn Trùng' });
    expect(await read(ROUTES.participant, other.id)).toMatchObject({ fullName: 'Lò Văn Trùng' });
  });
});

test('the audit trail stays whole, and so do the seals of the ledger', async () => {
  const owner = await ownersBrowser(app);
  const verdict = made(await owner.post<AuditVerdict>(pathTo(ROUTES.auditVerify), {}));
  expect(verdict).toMatchObject({ isWhole: true, breaks: [], noted: 0 });
  const path = `${pathTo(ROUTES.audit)}?act=ledger.resealed`;
  expect(made(await owner.get<Page<AuditLine>>(path)).items.length).toBeGreaterThan(0);
});

describe('a text of the ledger that is rewritten', () => {
  const rewrite = async (tx: Transaction, id: string): Promise<void> => {
    const [row] = await tx.query<{ seq: number }>('SELECT "seq" FROM "attendance_entry" WHERE "id" = $1', [
      id,
    ]);
    const change = { seq: Number(row!.seq), column: 'reason', before: 'Ốm', after: 'Đã xoá' };
    expect(await app.app.get(LedgerTextsService).rewrite(tx, [change], await tx.nextSeq())).toBe(1);
  };
  const record = async (): Promise<string> => {
    const { checkpoint, sites, people } = planted.hall;
    const entry = { ...present(checkpoint.id, people[1]![1]!.id), kind: 'absent' as const, reason: 'Ốm' };
    made(await app.organizer.post(pathTo(ROUTES.attendance, sites[1]!.id), { entries: [entry] }));
    return entry.id;
  };
  const seal = () => app.app.get(LedgerSealsService).seal();
  const breaks = async (beside: () => Promise<void> = () => Promise.resolve()) =>
    (await app.app.get(AuditCheckService).check([], beside)).breaks;

  test('while the ledger is checked is no break of it', async () => {
    await seal();
    const id = await record();
    await seal();
    let isDone = false;
    const found = await breaks(async () => {
      if (!isDone) await app.app.get(UnitOfWork).run((tx) => rewrite(tx, id));
      isDone = true;
    });
    expect([isDone, found]).toEqual([true, []]);
  });

  test('while its stretch is sealed leaves the stretch whole', async () => {
    const id = await record();
    const rewriting = app.app.get(UnitOfWork).run(async (tx) => {
      await rewrite(tx, id);
      await pause(400);
    });
    await pause(200);
    await Promise.all([seal(), rewriting]);
    expect(await breaks()).toEqual([]);
  });
});

test('the ledger is rewritten by nothing else', async () => {
  const run = (sql: string) => app.app.get(UnitOfWork).run((tx) => tx.query(sql));
  for (const sql of [
    `UPDATE "attendance_entry" SET "reason" = 'x'`,
    `UPDATE "attendance_entry" SET "kind" = 'present'`,
    'DELETE FROM "attendance_entry"',
    'DELETE FROM "attendance_delivery"',
    `UPDATE "attendance_delivery" SET "late" = 1`,
  ])
    await expect(run(sql)).rejects.toThrow(/never rewritten/);
  // Not even while it is open for an erasure.
  await expect(
    app.app.get(UnitOfWork).run(async (tx) => {
      await tx.query(`INSERT INTO "ledger_opening" ("id") VALUES ('x')`);
      await tx.query(`UPDATE "attendance_entry" SET "kind" = 'left'`);
    }),
  ).rejects.toThrow(/never rewritten/);
});
