import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AuditLine, AuditState, AuditVerdict } from '../src/contract/audit.js';
import type { MeReply } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ConferenceOfService } from '../src/identity/guard/conference-of.service.js';
import { FailedSignInsService } from '../src/identity/attempts/failed-sign-ins.service.js';
import type { Page } from '../src/contract/wire.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { actsOfRoutes } from './support/entrances.js';
import { expectProblem } from './support/expect-problem.js';
import { made, present, makeHall } from './support/hall.js';
import { type Place, place } from './support/two-conferences.js';
import { type Case, nameOf, pathOf, TABLE } from './support/who-may.js';

let app: TestApp;
let owner: Client;
let ownerId: string;
let own: Place;
beforeAll(async () => {
  app = await startTestApp();
  owner = await ownersBrowser(app);
  const { principal } = made(await owner.get<MeReply>(pathTo(ROUTES.me)));
  ownerId = (principal as { accountId: string }).accountId;
  own = await place(app, 'hoi-nghi-nay', 'open');
});
afterAll(() => app.stop());

const lines = async (query = ''): Promise<AuditLine[]> =>
  made(await owner.get<Page<AuditLine>>(`${pathTo(ROUTES.audit)}${query}`)).items;
const csv = async (query = ''): Promise<string> =>
  made(await owner.get<string>(`${pathTo(ROUTES.auditCsv)}${query}`));
/** What has been noted since this line, oldest first. */
const since = async (seq: number): Promise<AuditLine[]> => (await lines(`?since=${seq}`)).reverse();
const head = async (): Promise<number> => (await lines('?limit=1'))[0]?.seq ?? 0;

describe('the audit trail', () => {
  test('is read, exported and checked by nobody but owners, by a token that may read too', async () => {
    const organizer = await colleague(app, { login: 'ban-to-chuc-2', role: 'organizer' });
    for (const path of [ROUTES.audit, ROUTES.auditCsv, ROUTES.auditVerify])
      expectProblem(await organizer.get(pathTo(path)), 403, 'auth.forbidden');
    expectProblem(await organizer.post(pathTo(ROUTES.auditVerify), {}), 403, 'auth.forbidden');
    expect((await app.organizer.get(pathTo(ROUTES.audit))).status).toBe(200);
    const token = { ...ORGANIZER, name: 'Bàn cửa', scopes: ['attendance:write'] };
    const { token: narrow } = made(await app.anonymous.post<{ token: string }>(pathTo(ROUTES.tokens), token));
    expectProblem(await app.anonymous.as(narrow).get(pathTo(ROUTES.audit)), 403, 'auth.token-scope');
  });

  test('says who changed what, by ids, and what the row was before and after', async () => {
    const path = pathTo(ROUTES.site, own.site);
    made(await owner.patch(path, { name: 'Xã Một', contactName: 'Giáp Văn Hùng' }));
    made(await owner.patch(path, { name: 'Xã Hai' }));
    const [second, first] = (await lines(`?object=${own.site}`)) as [AuditLine, AuditLine];
    expect(second).toMatchObject({
      actor: { kind: 'account', id: ownerId },
      act: 'site.changed',
      object: { kind: 'site', id: own.site },
      conferenceId: own.conference,
    });
    expect(second.actor.signInId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.before).toBe(first.after);
    expect(second.after).not.toBe(second.before);
  });

  test('holds nothing about refused acts, dry runs, and changes that change nothing', async () => {
    const from = await head();
    const file = { name: 'a.csv', content: 'Mã;Tên điểm cầu\nX1;Xã X\n' };
    made(await owner.upload(`${pathTo(ROUTES.siteImport, own.conference)}?dryRun=true`, file));
    expect((await owner.patch(pathTo(ROUTES.site, own.site), { parentId: own.site })).status).toBe(422);
    expect((await owner.delete(pathTo(ROUTES.site, randomUUID()))).status).toBe(404);
    expect(await since(from)).toEqual([]);
  });

  test('says of a removed site which code it had', async () => {
    const { id } = made(
      await owner.post<{ id: string }>(pathTo(ROUTES.sites, own.conference), { code: 'GO-01', name: 'Xã X' }),
    );
    expect((await owner.delete(pathTo(ROUTES.site, id))).status).toBe(204);
    const [removed, added] = (await lines(`?object=${id}`)) as [AuditLine, AuditLine];
    expect(removed).toMatchObject({ act: 'site.removed', after: null, detail: { code: 'GO-01' } });
    expect(removed.before).toBe(added.after);
  });

  test('holds a line of a failed sign-in: kind and a hash of the login, and whose it was', async () => {
    const attempt = (login: string) =>
      app.anonymous.post(pathTo(ROUTES.signIn), { login, password: 'khong-phai-mat-khau' });
    for (const login of [ORGANIZER.login, 'mat-khau-go-nham-239'])
      expect((await attempt(login)).status).toBe(401);
    await app.app.get(FailedSignInsService).idle();
    const failed = await lines('?act=sign-in.failed');
    expect(
      failed.map(({ actor, object, accountId, detail }) => [actor.kind, object!.kind, accountId, detail]),
    ).toEqual([
      ['nobody', 'login', null, { kind: 'password', count: 1 }],
      ['nobody', 'login', ownerId, { kind: 'password', count: 1 }],
    ]);
    expect((await attempt(ORGANIZER.login)).status).toBe(401);
    expect(await lines('?act=sign-in.failed')).toHaveLength(2);
  });

  test('is read by time, number, actor, object and act, and page by page', async () => {
    const all = await lines('?limit=500');
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => all.length - at));
    const some = all.filter(({ act }) => act.startsWith('site.'));
    expect(await lines('?act=site&limit=500')).toEqual(some);
    expect(await lines('?actor=device')).toEqual(all.filter(({ actor }) => actor.kind === 'device'));
    expect(await lines(`?actor=${ownerId}&limit=500`)).toEqual(
      all.filter(({ actor }) => actor.id === ownerId),
    );
    expect(await lines('?machine=false&limit=500')).toEqual(
      all.filter(({ actor }) => actor.kind !== 'service'),
    );
    const third = all.at(-3)!;
    expect(await lines(`?since=${third.at}&limit=500`)).toEqual(all.filter(({ at }) => at >= third.at));
    expect(await lines(`?until=${third.at}`)).toEqual(all.filter(({ at }) => at < third.at));
    const read: AuditLine[] = [];
    for (let after = ''; after !== null;) {
      const page = made(
        await owner.get<Page<AuditLine>>(`${pathTo(ROUTES.audit)}?limit=7${after && `&after=${after}`}`),
      );
      read.push(...page.items);
      after = page.next as string;
    }
    expect(read).toEqual(all);
    expect((await owner.get(`${pathTo(ROUTES.audit)}?since=hôm%20qua`)).status).toBe(400);
  });
});

/** What the table of who may leaves out, since it is about rights alone. */
const BODIES: Partial<Record<string, (things: Record<string, string>) => unknown>> = {
  'POST accounts': () => ({ login: `ng-${randomUUID().slice(0, 8)}`, name: 'Người mới', role: 'reader' }),
  'POST grants': ({ site, account }) => ({ siteId: site, accountId: account, role: 'watcher' }),
  'DELETE grants': ({ site, account }) => ({ siteId: site, accountId: account }),
};
const FILES: Partial<Record<string, string>> = {
  'POST siteImport': 'Mã;Tên điểm cầu\nX1;Xã X\n',
  'POST participantImport': 'Mã điểm cầu;Họ và tên\nA;Đỗ Văn Tệp\n',
  'POST sessionImport': 'Ngày;Thời gian;Nội dung\n22/11/2026;14:00-15:00;Thảo luận\n',
};
/** Told in stories of their own: nobody is signed in or bound, or the sign-in or all else ends. */
const ELSEWHERE = [
  'POST signIn',
  'POST tokens',
  'POST setUp',
  'POST invited',
  'POST pair',
  'POST invitationPair',
  'POST password',
  'DELETE ownSignIn',
  'DELETE token',
  'POST signOut',
  'DELETE conference',
  'DELETE oidcLink',
  'DELETE accountProvider',
];

describe('each route that leaves a trace', () => {
  const acts = (): Map<string, string> => actsOfRoutes(app);
  const traced = (): Case[] => TABLE.filter((row) => acts().has(nameOf(row)));

  test('is in the table', () => {
    const named = new Set(TABLE.map(nameOf));
    expect([...acts().keys()].filter((name) => !named.has(name))).toEqual([]);
    expect(acts().size).toBeGreaterThan(60);
  });

  test('leaves it in the name of whoever asked, with what it was done to', async () => {
    const things = await thingsToChange();
    const missing: unknown[] = [];
    const conferenceOf = app.app.get(ConferenceOfService);
    for (const row of traced()) {
      const short = `${row.method} ${row.route}`;
      if (ELSEWHERE.includes(short)) continue;
      const from = await head();
      const { status, body } = await call(row, things);
      const found = await since(from);
      const act = acts().get(nameOf(row));
      const isNoted = found.some(
        (line) => line.act === act && line.actor.id === ownerId && line.actor.signInId !== null,
      );
      if (status >= 300 || !isNoted) missing.push({ short, status, body, act, found });
      // Where the route names something of a conference, its lines are found with a conference.
      const isOfConference = conferenceOf.thing(pathOf(row.route).split('/')[3]!) !== null;
      const lost = found.filter((line) => line.act === act && line.conferenceId === null);
      if (isOfConference && row.thing !== null && lost.length > 0) missing.push({ short, lost });
    }
    expect(missing).toEqual([]);
  });

  /** Ids by what the table calls them, and by route where it has to be another one. */
  async function thingsToChange(): Promise<Record<string, string>> {
    const add = async (path: string, body: object): Promise<string> =>
      made(await owner.post<{ id: string }>(path, body)).id;
    const account = { login: 'thu-quyen', name: 'Thử', role: 'reader', scope: [] };
    const site = (code: string): Promise<string> =>
      add(pathTo(ROUTES.sites, own.conference), { code, name: 'Xã mới' });
    const walkIns = [0, 1].map((nth) => ({
      ...present(own.checkpoint, ''),
      participantId: undefined,
      walkIn: { fullName: `Khách ${nth}` },
    }));
    made(await own.coordinator.post(pathTo(ROUTES.attendance, own.site), { entries: walkIns }));
    const closed = (await makeHall(app.organizer, { sites: 0, people: 0 })).conference.id;
    made(await app.organizer.patch(pathTo(ROUTES.conference, closed), { status: 'closed' }));
    return {
      ...(own as unknown as Record<string, string>),
      account: await add(pathTo(ROUTES.accounts), account),
      'POST siteInvitation': await site('M1'),
      'DELETE site': await site('M2'),
      'PUT reportSigned': closed,
      'DELETE reportSigned': closed,
      'POST join': walkIns[0]!.id,
      'DELETE join': walkIns[0]!.id,
      'POST participantsRemove': walkIns[1]!.id,
    };
  }

  async function call(row: Case, things: Record<string, string>): Promise<Answer<unknown>> {
    const short = `${row.method} ${row.route}`;
    const isOfMany = short === 'POST participantsRemove';
    const id = row.thing === null ? '' : ((isOfMany ? null : things[short]) ?? things[row.thing]!);
    const path = pathOf(row.route).replace(':id', id);
    if (row.upload) {
      const content = FILES[short];
      return owner.upload(path, content === undefined ? row.upload() : { name: 'a.csv', content });
    }
    const body = isOfMany ? { participantIds: [things[short]] } : row.body?.(own, own);
    return owner.send(row.method, path, BODIES[short]?.(things) ?? body);
  }
});

describe('what somebody has to answer for', () => {
  test('no byte of the trail is a name, a phone number or a login', async () => {
    const text = await csv();
    expect(text.split('\r\n').length).toBeGreaterThan(80);
    for (const planted of ['Đặng Thị Hường', 'Giáp Văn Hùng', 'Xã Một', ORGANIZER.login, 'mat-khau-go-nham'])
      expect(text.includes(planted)).toBe(false);
  });

  test('the file holds what the list holds, and that it was taken', async () => {
    const rows = (await csv('?act=site')).trim().split('\r\n');
    const listed = await lines('?act=site&limit=500');
    expect(rows.slice(1).map((row) => Number(row.split(';')[0]))).toEqual(listed.map(({ seq }) => seq));
    expect((await lines('?act=audit.exported'))[0]).toMatchObject({ actor: { id: ownerId } });
  });

  test('after all of it the trail is whole, and holds an earlier end', async () => {
    const verify = async (body: object): Promise<AuditVerdict> =>
      made(await owner.post<AuditVerdict>(pathTo(ROUTES.auditVerify), body));
    const first = await verify({});
    expect(first).toMatchObject({ isWhole: true, breaks: [], noted: 0 });
    const second = await verify({ anchors: [first.head] });
    expect(second).toMatchObject({ isWhole: true, lostByRestore: [] });
    expect(second.lines).toBeGreaterThan(first.lines);
    const forged = { ...first.head, hash: '0'.repeat(64) };
    expect(await verify({ anchors: [forged] })).toMatchObject({
      isWhole: false,
      breaks: [{ what: 'replaced', from: forged.seq, to: forged.seq }],
    });
    const { verdict } = made(await owner.get<AuditState>(pathTo(ROUTES.auditVerify)));
    expect(verdict?.isWhole).toBe(false);
  });
});
