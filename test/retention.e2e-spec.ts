import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AttendanceService } from '../src/attendance/recording/attendance.service.js';
import { LedgerTextsService } from '../src/attendance/ledger/ledger-texts.service.js';
import { LedgerSealsService } from '../src/attendance/sealing/ledger-seals.service.js';
import { AuditCheckService } from '../src/audit/audit-check.service.js';
import type { AuditLine } from '../src/contract/audit.js';
import type { LedgerEntry } from '../src/contract/attendance.js';
import type { Principal, TokenReply } from '../src/contract/auth.js';
import type { Participant } from '../src/contract/participant.js';
import type { RetentionStatus } from '../src/contract/personal-data.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ErasedPeopleService } from '../src/participants/erased-people.service.js';
import { RemovalRepository } from '../src/personal-data/removal/removal.repository.js';
import { ExpiryRepository } from '../src/personal-data/retention/expiry.repository.js';
import { RetentionRepository } from '../src/personal-data/retention/retention.repository.js';
import { RetentionService } from '../src/personal-data/retention/retention.service.js';
import { Clock } from '../src/platform/clock/clock.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { colleague, COLLEAGUES_PASSWORD } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { made, makeHall, present } from './support/hall.js';
import { hasTools } from './support/installation.js';
import { PERSON, plant, type Planted, wordsInFiles, wordsInRows } from './support/planted.js';

const onSqlite = process.env.TEST_DATABASE !== 'postgres';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('retention', () => {
  let planted: Planted;
  let ledgerDue: string;
  beforeAll(async () => {
    planted = await plant(app);
    // Sealed before anything of it goes.
    await app.app.get(LedgerSealsService).seal();
  });
  const path = (route: (typeof ROUTES)[keyof typeof ROUTES]) => pathTo(route, planted.hall.conference.id);
  const patch = async (changes: object) => made(await app.organizer.patch(path(ROUTES.conference), changes));
  const sign = async () => made(await app.organizer.send<RetentionStatus>('PUT', path(ROUTES.reportSigned)));
  const person = async () =>
    made(await app.organizer.get<Participant>(pathTo(ROUTES.participant, planted.person.id)));
  const entries = async () =>
    made(await app.organizer.get<{ items: LedgerEntry[] }>(path(ROUTES.ledger))).items;
  async function at<T>(moment: number, act: () => Promise<T>): Promise<T> {
    const clock = app.app.get(Clock);
    const own = clock.now;
    clock.now = () => moment;
    return act().finally(() => (clock.now = own));
  }
  /** As if the service looked on that day. */
  async function lookOn(day: string): Promise<RetentionStatus> {
    const atNoon = Date.parse(`${day}T05:00:00Z`);
    await at(atNoon, () => app.app.get(RetentionService).look());
    return made(await app.organizer.get<RetentionStatus>(path(ROUTES.retention)));
  }

  test('says when data go, and takes nothing while the report is not signed', async () => {
    expect(await lookOn('2040-01-01')).toEqual({
      signedAt: null,
      signedBy: null,
      due: { contacts: '2027-02-21', presence: '2026-12-23', ledger: '2031-11-23' },
      runs: [],
    });
    expect(await person()).toMatchObject({ phone: PERSON.phone });
  });

  test('takes no signature before the conference is closed', async () => {
    expectProblem(await app.organizer.send('PUT', path(ROUTES.reportSigned)), 409, 'conference.not-closed');
    await patch({ status: 'closed' });
  });

  test.each([
    ['the conference is open again', () => at(Date.now(), () => patch({ status: 'live' }))],
    [
      'the signature is taken back',
      () => app.app.get(RetentionRepository).unsign(planted.hall.conference.id),
    ],
  ])('goes no further once %s', async (_, stop) => {
    const { due } = await sign();
    const expiry = app.app.get(ExpiryRepository);
    const expire = expiry.expire.bind(expiry);
    const spy = jest.spyOn(expiry, 'expire').mockImplementation(async (...wish) => {
      await stop();
      return expire(...wish);
    });
    expect((await lookOn(due.contacts)).runs).toEqual([]);
    spy.mockRestore();
    await patch({ status: 'closed' });
    expect(await person()).toMatchObject({ phone: PERSON.phone });
  });

  test('goes on by itself once it is signed: contacts first, and says what it did', async () => {
    // Of a conference that is no more: one that fails keeps no other from its time.
    const gone = { conferenceId: randomUUID(), at: '2026-11-22T10:00:00.000Z', accountId: '', byName: '' };
    await app.app.get(RetentionRepository).sign(gone);
    const { signedAt, due } = await sign();
    expect(signedAt).toEqual(expect.any(String));
    // An end long ago, or a conference that is open again: nothing of it goes.
    await patch({ startsOn: '2000-01-01', endsOn: '2000-01-01' });
    expect((await lookOn(signedAt!.slice(0, 10))).runs).toEqual([]);
    await patch({ startsOn: '2026-11-22', endsOn: '2026-11-22', status: 'live' });
    expect((await lookOn('2040-01-01')).runs).toEqual([]);
    await patch({ status: 'closed' });
    ledgerDue = due.ledger;
    const { runs } = await lookOn(due.contacts);
    expect(runs.map(({ kind }) => kind).sort()).toEqual(['contacts', 'presence']);
    expect(runs.find(({ kind }) => kind === 'contacts')!.rows).toEqual({ participant: 1, site: 1 });
    expect(await person()).toMatchObject({ fullName: PERSON.fullName, phone: null, email: null });
    expect((await lookOn(due.contacts)).runs).toEqual(runs);
  });

  test('takes names and notes after the years of the ledger; every fact of it stays', async () => {
    const facts = async () =>
      (await entries()).map(({ id, kind, participantId, recordedAt }) => [
        id,
        kind,
        participantId,
        recordedAt,
      ]);
    const before = await facts();
    const scope = [planted.hall.conference.id];
    await colleague(app, { login: 'mot-hoi-nghi', role: 'organizer', scope });
    const { runs } = await lookOn(ledgerDue);
    expect(runs[0]).toMatchObject({ kind: 'ledger', rows: { participant: 7, attendance_entry: 3 } });
    // The console and the trainee; the organizer stays.
    expect(runs[0]!.rows).toMatchObject({ sign_in: 2 });
    expect(await facts()).toEqual(before);
    expect((await entries()).filter(({ reason, note }) => reason !== null || note !== null)).toEqual([]);
    expect(await person()).toMatchObject({ fullName: expect.stringMatching(/^Đã xoá \d$/), unit: null });
  });
});

test('names and notes of many go slice by slice, and others are served in between', async () => {
  const { conference, checkpoint, sites, people } = await makeHall(app.organizer, { sites: 1, people: 201 });
  const entries = people[0]!.map(({ id }) => ({
    ...present(checkpoint.id, id),
    kind: 'absent',
    reason: 'ốm',
  }));
  for (const some of [entries.slice(0, 100), entries.slice(100)])
    made(await app.organizer.post(pathTo(ROUTES.attendance, sites[0]!.id), { entries: some }));
  await app.app.get(LedgerSealsService).seal();
  let turn = 0;
  let isOver = false;
  const count = (): void => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  const turns = { empty: [] as number[], erase: [] as number[] };
  const [ledger, erased] = [app.app.get(LedgerTextsService), app.app.get(ErasedPeopleService)];
  const [empty, erase] = [ledger.empty.bind(ledger), erased.erase.bind(erased)];
  const spies = [
    jest.spyOn(ledger, 'empty').mockImplementation((...slice) => {
      turns.empty.push(turn);
      return empty(...slice);
    }),
    jest.spyOn(erased, 'erase').mockImplementation((...slice) => {
      turns.erase.push(turn);
      return erase(...slice);
    }),
  ];
  count();
  await app.app.get(ExpiryRepository).expire('ledger', conference.id, () => true);
  isOver = true;
  for (const spy of spies) spy.mockRestore();
  for (const [first, second] of [turns.empty, turns.erase]) expect(second).toBeGreaterThan(first!);
});

describe('the deletion of a conference', () => {
  let planted: Planted;
  beforeEach(async () => {
    planted = await plant(app);
    await app.app.get(LedgerSealsService).seal();
  });
  const remove = (confirm: string, client = app.organizer) =>
    client.delete(`${pathTo(ROUTES.conference, planted.hall.conference.id)}?confirm=${confirm}`);

  test('wants its address, letter by letter', async () => {
    expectProblem(await remove('hoi-nghi'), 422, 'conference.not-confirmed');
    expectProblem(await remove(''), 422, 'conference.not-confirmed');
  });

  /** The token of an account that works there, in part or as a whole, and in another conference. */
  async function organizersToken(login: string, scope: string[], siteId: string | null): Promise<string> {
    await colleague(app, { login, role: 'organizer', scope });
    const { conference } = planted.hall;
    if (siteId !== null)
      made(
        await app.organizer.post(pathTo(ROUTES.grants, conference.id), { login, siteId, role: 'manager' }),
      );
    const body = { login, password: COLLEAGUES_PASSWORD, name: 'x' };
    return made(await app.anonymous.post<TokenReply>(pathTo(ROUTES.tokens), body)).token;
  }

  if (!hasTools)
    test('does not happen without a backup', async () => {
      const { slug, id } = planted.hall.conference;
      expectProblem(await remove(slug), 409, 'conference.no-backup');
      expect((await app.organizer.get(pathTo(ROUTES.conference, id))).status).toBe(200);
    });
  else
    test('makes a backup, then takes everything of it and nothing of another', async () => {
      const other = await plant(app);
      const { slug, id } = planted.hall.conference;
      const file = { name: 'a.pdf', type: 'application/pdf', content: '%PDF-1.7\n%%EOF' };
      made(
        await app.organizer.upload(pathTo(ROUTES.materials, id), file, { title: 'A', audience: 'public' }),
      );
      expect((await remove(slug)).status).toBe(204);
      expect((await app.organizer.get(pathTo(ROUTES.conference, id))).status).toBe(404);
      expect((await app.anonymous.as(planted.consoleToken).get(pathTo(ROUTES.me))).status).toBe(401);
      expect((await app.anonymous.as(planted.traineeToken).get(pathTo(ROUTES.me))).status).toBe(401);
      expect(await readdir(join(app.dataDir, 'backups'))).toHaveLength(1);
      expect(await readdir(join(app.dataDir, 'materials'))).toEqual([]);
      const left = made(
        await app.organizer.get<{ items: LedgerEntry[] }>(pathTo(ROUTES.ledger, other.hall.conference.id)),
      );
      expect(left.items.length).toBeGreaterThan(3);
      const trail = made(
        await app.organizer.get<{ items: AuditLine[] }>(`${pathTo(ROUTES.audit)}?object=${id}`),
      );
      expect(trail.items.map(({ act, actor }) => `${act} by ${actor.kind}`)).toEqual(
        expect.arrayContaining(['conference.removed by account', 'conference.deleted by account']),
      );
    });
  if (hasTools)
    test('takes what acts under way still write, and lets none begin', async () => {
      const { conference, sites, checkpoint } = planted.hall;
      const attendance = app.app.get(AttendanceService);
      const path = pathTo(ROUTES.attendance, sites[0]!.id);
      const body = () => ({ entries: [present(checkpoint.id, planted.person.id)] });
      const { principal } = made(await app.organizer.get<{ principal: Principal }>(pathTo(ROUTES.me)));
      const underWay = await attendance.submissionOf(principal, sites[0]!.id, body());
      let begun: Answer<unknown> | null = null;
      const real = ExpiryRepository.prototype.remove;
      const spy = jest.spyOn(ExpiryRepository.prototype, 'remove').mockImplementation(async function (
        this: ExpiryRepository,
        table,
        wish,
      ) {
        if (table.name === 'participant' && begun === null) {
          begun = await app.organizer.post(path, body());
          const receivedAt = app.app.get(Clock).instant();
          await app.app.get(UnitOfWork).run((tx) => attendance.recordIn(tx, { ...underWay, receivedAt }));
        }
        return real.call(this, table, wish);
      });
      expect((await remove(conference.slug)).status).toBe(204);
      spy.mockRestore();
      expectProblem(begun!, 404, 'site.not-found');
      expect(await app.app.get(RemovalRepository).left()).toEqual([]);
    });
  if (hasTools)
    test('leaves organizers signed in who work in another conference too', async () => {
      const { hall } = planted;
      const other = await makeHall(app.organizer, { sites: 0, people: 0 });
      const both = [hall.conference.id, other.conference.id];
      const tokens = [
        await organizersToken('ca-hai', both, null),
        await organizersToken('mot-phan', [other.conference.id], hall.sites[0]!.id),
      ];
      expect((await remove(hall.conference.slug)).status).toBe(204);
      // What it has of sign-ins in memory is gone.
      app = await app.restart();
      for (const token of tokens) {
        const client = app.anonymous.as(token);
        expect((await client.get(pathTo(ROUTES.retention, other.conference.id))).status).toBe(200);
        expect((await client.get(pathTo(ROUTES.retention, hall.conference.id))).status).toBe(404);
      }
    });
});

if (onSqlite)
  test('what was deleted is in no byte of the database', async () => {
    const conferences = made(
      await app.organizer.get<{ items: { id: string; slug: string }[] }>(pathTo(ROUTES.conferences)),
    );
    for (const { id, slug } of conferences.items)
      expect((await app.organizer.delete(`${pathTo(ROUTES.conference, id)}?confirm=${slug}`)).status).toBe(
        204,
      );
    expect(await wordsInRows(app)).toEqual([]);
    const { rm } = await import('node:fs/promises');
    await rm(join(app.dataDir, 'backups'), { recursive: true });
    expect(await wordsInFiles([app.dataDir])).toEqual([]);
  });

test('the audit trail and its seals of the ledger are whole after all of it', async () => {
  await app.app.get(LedgerSealsService).seal();
  const verdict = await app.app.get(AuditCheckService).verify([]);
  expect([verdict.isWhole, verdict.breaks, verdict.noted]).toEqual([true, [], 0]);
});
