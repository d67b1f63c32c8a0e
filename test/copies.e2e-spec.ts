import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import { COPY_PARTS, type ConferenceCopy, type CopyPreview } from '../src/contract/conference-copy.js';
import type { ConferenceProgress } from '../src/contract/progress.js';
import type { Runbook } from '../src/contract/incident.js';
import type { Material } from '../src/contract/material.js';
import type { PaperSettings } from '../src/contract/paper.js';
import type { Participant } from '../src/contract/participant.js';
import type { ReadinessSettings } from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { Databases } from '../src/platform/database/databases.js';
import { startTestApp, type TestApp } from './support/app.js';
import { colleague } from './support/colleagues.js';
import { begun, COPIED_TABLES, copied, ended, wish } from './support/copies.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { fullDay } from './support/full-day.js';
import type { Place } from './support/two-conferences.js';

let app: TestApp;
/** A conference on which something of everything has happened. */
let day: Place;
beforeAll(async () => {
  app = await startTestApp();
  day = await fullDay(app, 'lop-mot');
});
afterAll(() => app.stop());

const list = async <T>(
  route: 'sites' | 'participants' | 'sessions' | 'checkpoints' | 'materials',
  id: string,
) => made(await app.organizer.get<Page<T>>(pathTo(ROUTES[route], id))).items;
/** Their rows are about a conference, and stay when it goes. */
const ABOUT = ['conference_copy', 'audit_line'];
/** Rows of each table that name the conference. */
async function rowsOf(conferenceId: string): Promise<Record<string, number>> {
  const { reader } = app.app.get(Databases);
  const counts: Record<string, number> = {};
  for (const { tableName, columns } of reader.entityMetadatas) {
    const has = (name: string): boolean => columns.some(({ databaseName }) => databaseName === name);
    const sites = `SELECT "id" FROM "site" WHERE "conferenceId" = '${conferenceId}'`;
    const where = has('conferenceId')
      ? `"conferenceId" = '${conferenceId}'`
      : has('siteId')
        ? `"siteId" IN (${sites})`
        : null;
    if (where === null || ABOUT.includes(tableName)) continue;
    const [row] = await reader.query(`SELECT COUNT(*) AS "n" FROM "${tableName}" WHERE ${where}`);
    if (Number(row.n) > 0) counts[tableName] = Number(row.n);
  }
  return counts;
}

describe('the copy of a conference', () => {
  it('is for organizers alone', async () => {
    const path = pathTo(ROUTES.copies, day.conference);
    const { id } = await copied(app.organizer, day.conference, { parts: ['settings'] });
    expectProblem(await app.anonymous.post(path, wish()), 401, 'auth.required');
    for (const actor of [day.coordinator, day.trainee, day.wall]) {
      expectProblem(await actor.post(path, wish()), 403, 'auth.forbidden');
      expectProblem(await actor.get(path), 403, 'auth.forbidden');
      expectProblem(await actor.get(pathTo(ROUTES.copy, id)), 403, 'auth.forbidden');
    }
    expectProblem(await app.organizer.get(pathTo(ROUTES.copy, randomUUID())), 404, 'copy.not-found');
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.copies, 'khong-co'), wish()),
      404,
      'conference.not-found',
    );
  });

  it('counts beforehand what there is to be copied', async () => {
    const { body } = await app.organizer.get<CopyPreview>(pathTo(ROUTES.copies, 'lop-mot'));
    expect(body).toEqual({
      conferenceId: day.conference,
      counts: {
        sites: 3,
        participants: 2,
        schedule: 1,
        checkpoints: 1,
        materials: 1,
        settings: 6,
        broadcast: 2,
      },
    });
  });

  it('is a draft that has all parts, each under its own ids', async () => {
    const before = await rowsOf(day.conference);
    const copy = await copied(app.organizer, day.conference, { parts: [...COPY_PARTS] });
    expect(copy).toMatchObject({ state: 'done', sourceId: day.conference, done: 16, of: 16, code: null });
    const conference = copy.conference!;
    expect(conference).toMatchObject({
      title: 'Tập huấn lớp hai',
      startsOn: '2026-11-29',
      endsOn: '2026-11-29',
      status: 'draft',
      timezone: 'Asia/Ho_Chi_Minh',
      hotline: '0204 555 666',
      broadcastUrl: 'https://zoom.us/j/chung',
      broadcastPublic: true,
    });
    const sites = await list<Site>('sites', conference.id);
    expect(sites.map(({ code }) => code)).toEqual(['A', 'C1', 'KV']);
    expect(sites[0]).toMatchObject({
      expected: 15,
      contactName: 'Lương Văn Minh',
      line: 'VNPT',
      parentId: sites[2]!.id,
    });
    const [session] = await list<Session>('sessions', conference.id);
    expect(session).toMatchObject({
      startsAt: '2026-11-29T01:00:00.000Z',
      endsAt: '2026-11-29T02:00:00.000Z',
      status: 'planned',
      startedAt: null,
      broadcastUrl: 'https://zoom.us/j/phien-1',
    });
    expect(await list<Checkpoint>('checkpoints', conference.id)).toMatchObject([
      { name: 'Khai mạc', opensAt: '2026-11-29T00:30:00.000Z', closesAt: null, sessionId: session!.id },
    ]);
    const [material] = await list<Material>('materials', conference.id);
    expect(material).toMatchObject({
      title: 'A',
      sessionId: session!.id,
      releaseAt: '2026-11-29T05:00:00.000Z',
      version: 1,
    });
    const { body: readiness } = await app.organizer.get<ReadinessSettings>(
      pathTo(ROUTES.readinessItems, conference.id),
    );
    expect(readiness).toMatchObject({ staleHours: 48, deadline: '2026-11-28T09:00:00.000Z' });
    const { body: runbook } = await app.organizer.get<Runbook>(pathTo(ROUTES.runbook, conference.id));
    expect(runbook.ours).toBe('Gọi phòng máy');
    const { body: paper } = await app.organizer.get<PaperSettings>(
      pathTo(ROUTES.paperSettings, conference.id),
    );
    expect(paper).toMatchObject({ issuingBody: 'Sở Nội vụ', number: null, date: null });
    expect(await rowsOf(day.conference)).toEqual(before);
  });

  it('has rows in no table that is never copied, whatever has happened on the day', async () => {
    const { conference } = await copied(app.organizer, day.conference, { parts: [...COPY_PARTS] });
    const [source, copy] = [await rowsOf(day.conference), await rowsOf(conference!.id)];
    expect(Object.keys(source).length).toBeGreaterThan(20);
    expect(Object.keys(copy).filter((table) => !(table in COPIED_TABLES))).toEqual([]);
    expect(copy).toMatchObject({
      site: 3,
      participant: 2,
      session_item: 1,
      import_mapping: 1,
      unit_merge: 1,
    });
  });

  it('says of what it was made, and since when', async () => {
    const { conference, startedAt } = await copied(app.organizer, day.conference, { parts: ['settings'] });
    const originOf = async (id: string) =>
      made(await app.organizer.get<ConferenceProgress>(pathTo(ROUTES.progress, id))).copiedFrom;
    expect(await originOf(conference!.id)).toEqual({
      conferenceId: day.conference,
      slug: 'lop-mot',
      title: 'lop-mot',
      at: startedAt,
    });
    expect(await originOf(day.conference)).toBeNull();
  });

  it('hides which one it was made of from who may not see that, and nothing else', async () => {
    const { conference } = await copied(app.organizer, day.conference, { parts: ['settings'] });
    const { id } = conference!;
    const local = await colleague(app, { login: 'chi-ban-sao', role: 'organizer', scope: [id] });
    const told = made(await local.get<ConferenceProgress>(pathTo(ROUTES.progress, id)));
    expect(told).toMatchObject({ conferenceId: id, copiedFrom: null });
  });

  it('gives people other codes, and the office’s next file finds them by its own', async () => {
    const { conference } = await copied(app.organizer, day.conference);
    const [old, people] = [
      await list<Participant>('participants', day.conference),
      await list<Participant>('participants', conference!.id),
    ];
    expect(people.map(({ fullName, unit, mode }) => [fullName, unit, mode])).toEqual([
      ['Nguyễn Hữu Dũng', 'Sở Nội vụ', 'online'],
      ['Đặng Thị Hường', null, 'in_person'],
    ]);
    const codes = [...old, ...people].map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code } of old)
      expectProblem(
        await app.anonymous.post(pathTo(ROUTES.trainee), { code, conferenceId: conference!.id }),
        401,
        'auth.code-invalid',
      );
    const { body: report } = await app.organizer.upload<{ created: number; updated: number }>(
      `${pathTo(ROUTES.participantImport, conference!.id)}?dryRun=true`,
      { name: 'p.csv', content: 'code,fullName,siteCode\nCB-0042,Nguyễn Hữu Dũng,A' },
    );
    expect([report.created, report.updated]).toEqual([0, 0]);
  });

  it('takes the parts that were asked for, and leaves the links of the last time', async () => {
    const { conference } = await copied(app.organizer, day.conference, {
      parts: ['checkpoints', 'materials', 'schedule'],
    });
    expect(conference).toMatchObject({ hotline: null, broadcastUrl: null, broadcastPublic: false });
    expect(await rowsOf(conference!.id)).toEqual({ checkpoint: 1, material: 1, session_item: 1 });
    expect((await list<Session>('sessions', conference!.id))[0]!.broadcastUrl).toBeNull();
    const { conference: other } = await copied(app.organizer, day.conference, {
      parts: ['checkpoints', 'materials'],
    });
    expect((await list<Checkpoint>('checkpoints', other!.id))[0]!.sessionId).toBeNull();
    expect((await list<Material>('materials', other!.id))[0]!.sessionId).toBeNull();
  });

  it('keeps its file when the material of the other is removed', async () => {
    const source = await copied(app.organizer, day.conference, { parts: ['materials'] });
    const { conference } = await copied(app.organizer, source.conference!.id, { parts: ['materials'] });
    const [material] = await list<Material>('materials', conference!.id);
    for (const { id } of await list<Material>('materials', source.conference!.id))
      await app.organizer.delete(pathTo(ROUTES.material, id));
    const { status, body } = await app.organizer.get<string>(pathTo(ROUTES.materialContent, material!.id));
    expect([status, body]).toEqual([200, '%PDF-1.7\n%%EOF']);
  });

  it('asked for twice is one copy; the same id with another wish is refused', async () => {
    const body = wish();
    const path = pathTo(ROUTES.copies, day.conference);
    const answers = await Promise.all([1, 2].map(() => app.organizer.post<ConferenceCopy>(path, body)));
    expect(answers.map(({ status, body: { id } }) => [status, id])).toEqual([
      [201, body.id],
      [201, body.id],
    ]);
    const { conference } = await ended(app.organizer, body.id);
    expect(
      (await begun(app.organizer, day.conference, { ...body, parts: [...body.parts].reverse() })).conference,
    ).toEqual(conference);
    expectProblem(await app.organizer.post(path, { ...body, title: 'Khác' }), 409, 'copy.id-reused');
    const { items } = made(
      await app.organizer.get<Page<Conference>>(`${pathTo(ROUTES.conferences)}?limit=500`),
    );
    expect(items.filter(({ slug }) => slug === body.slug)).toHaveLength(1);
  });

  it.each([
    [{ slug: 'lop-mot' }, 409, 'conference.slug-taken'],
    [{ parts: ['participants'] }, 422, 'copy.parts-missing'],
    [{ timezone: 'Mars' }, 422, 'conference.timezone-unknown'],
    [{ parts: [] }, 400, 'request.invalid'],
    [{ parts: ['attendance'] }, 400, 'request.invalid'],
    [{ id: 'x' }, 400, 'request.invalid'],
    [{ startsOn: '2026-02-30' }, 400, 'request.invalid'],
  ] as const)('refuses %j', async (more, status, code) => {
    const body = { ...wish(), ...more };
    expectProblem(await app.organizer.post(pathTo(ROUTES.copies, day.conference), body), status, code);
  });

  it('may be in another time zone: the hours stay those of the clock', async () => {
    const parts = ['schedule'] as const;
    const { conference } = await copied(app.organizer, day.conference, {
      timezone: 'Europe/Berlin',
      startsOn: '2027-07-01',
      parts: [...parts],
    });
    expect(conference).toMatchObject({ timezone: 'Europe/Berlin', endsOn: '2027-07-01' });
    const [session] = await list<Session>('sessions', conference!.id);
    expect(session).toMatchObject({
      startsAt: '2027-07-01T06:00:00.000Z',
      endsAt: '2027-07-01T07:00:00.000Z',
    });
  });
});
