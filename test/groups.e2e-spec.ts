import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { SitePairings } from '../src/contract/auth.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { ImportReport } from '../src/contract/import.js';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site, SiteCreate } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let group: Site;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 2, people: 2 });
  group = await makeSite({ code: 'K1', name: 'Cụm Lục Ngạn', kind: 'group' });
  made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { parentId: group.id }));
});
afterAll(() => app.stop());

const makeSite = async (body: SiteCreate): Promise<Site> =>
  made(await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), body));
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];
const sites = async (query = ''): Promise<Site[]> =>
  made(await app.organizer.get<Page<Site>>(pathTo(ROUTES.sites, hall.conference.id) + query)).items;
const board = async (): Promise<BoardSnapshot> =>
  made(await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)));
const send = (route: string, content: string) =>
  app.organizer.upload<ImportReport & ProblemBody>(pathTo(route as never, hall.conference.id), {
    name: 'a.csv',
    content,
  });
const faults = ({ errors }: { errors: unknown }): unknown[] =>
  (errors as { row: number; column: string; code: string }[]).map(({ row, column, code }) => [
    row,
    column,
    code,
  ]);
const csv = async (by: string): Promise<string[]> => {
  const answer = await app.organizer.get<string>(
    `${pathTo(ROUTES.reportCsv, hall.conference.id)}?by=${by}&separator=comma`,
  );
  return String(answer.body).replace('\ufeff', '').trim().split('\r\n');
};

describe('a group of sites', () => {
  test('has the kind `group`; all other sites are points', async () => {
    expect(group).toMatchObject({ kind: 'group', expected: null, level: 'other' });
    expect((await sites()).map(({ code, kind }) => [code, kind])).toEqual([
      ['K1', 'group'],
      ['S000', 'point'],
      ['S001', 'point'],
    ]);
    expect((await sites('?kind=point')).map(({ code }) => code)).toEqual(['S000', 'S001']);
    expect((await sites('?kind=group')).map(({ code }) => code)).toEqual(['K1']);
    expect(
      refusal(await app.organizer.get(`${pathTo(ROUTES.sites, hall.conference.id)}?kind=cluster`)),
    ).toEqual([400, 'request.invalid']);
  });

  test('pairs no console, alone or in bulk', async () => {
    expect(refusal(await app.organizer.post(pathTo(ROUTES.pairings, group.id)))).toEqual([
      422,
      'site.is-group',
    ]);
    const all = made(
      await app.organizer.post<SitePairings>(pathTo(ROUTES.conferencePairings, hall.conference.id)),
    );
    expect(all.items.map(({ siteCode }) => siteCode)).toEqual(['S000', 'S001']);
  });

  test('has no roster: nobody can be created, moved, imported or marked there', async () => {
    const person = hall.people[0]![0]!;
    const path = pathTo(ROUTES.participants, hall.conference.id);
    expect(refusal(await app.organizer.post(path, { siteId: group.id, fullName: 'Đỗ Thị Hường' }))).toEqual([
      422,
      'site.is-group',
    ]);
    const moved = await app.organizer.patch(pathTo(ROUTES.participant, person.id), { siteId: group.id });
    expect(refusal(moved)).toEqual([422, 'site.is-group']);
    expect(made(await app.organizer.get<Participant>(pathTo(ROUTES.participant, person.id))).siteId).toBe(
      hall.sites[0]!.id,
    );
    const file = await send(
      ROUTES.participantImport,
      'fullName,siteCode\nĐỗ Thị Hường,k1\nBùi Văn An,S000\n',
    );
    expect([file.status, faults(file.body)]).toEqual([422, [[2, 'siteCode', 'cell.is-group']]]);
    expect(refusal(await app.organizer.get(pathTo(ROUTES.roster, group.id)))).toEqual([422, 'site.is-group']);
    const walkIn = {
      ...present(hall.checkpoint.id, ''),
      participantId: undefined,
      walkIn: { fullName: 'Khách' },
      method: 'walk_in',
    };
    const marked = await app.organizer.post(pathTo(ROUTES.attendance, group.id), { entries: [walkIn] });
    expect(refusal(marked)).toEqual([422, 'site.is-group']);
    expect(made(await app.organizer.get<Page<Participant>>(path)).items).toHaveLength(4);
  });

  test('has no expected figure', async () => {
    const path = pathTo(ROUTES.sites, hall.conference.id);
    const withFigure = { code: 'K2', name: 'Cụm 2', kind: 'group', expected: 30 };
    expect(refusal(await app.organizer.post(path, withFigure))).toEqual([422, 'site.is-group']);
    expect(refusal(await app.organizer.patch(pathTo(ROUTES.site, group.id), { expected: 0 }))).toEqual([
      422,
      'site.is-group',
    ]);
    const point = await makeSite({ code: 'P9', name: 'Điểm 9', expected: 12 });
    expect(refusal(await app.organizer.patch(pathTo(ROUTES.site, point.id), { kind: 'group' }))).toEqual([
      422,
      'site.is-group',
    ]);
    const turned = made(
      await app.organizer.patch<Site>(pathTo(ROUTES.site, point.id), { kind: 'group', expected: null }),
    );
    expect(turned).toMatchObject({ kind: 'group', expected: null });
  });

  test('is named by the board and the report, and counted by neither', async () => {
    const { totals, sites: rows, groups } = await board();
    expect([totals.sites, totals.expected, totals.presence.never]).toEqual([2, 4, 2]);
    expect(rows.map(({ code, parentId }) => [code, parentId])).toEqual([
      ['S000', group.id],
      ['S001', null],
    ]);
    expect(groups).toEqual([
      { siteId: group.id, code: 'K1', name: 'Cụm Lục Ngạn', level: 'other', parentId: null },
    ]);
    const bySite = await csv('site');
    expect(bySite).toHaveLength(4);
    expect(bySite[1]).toContain('Cụm Lục Ngạn');
    expect((await csv('area'))[1]).toMatch(/^Cụm Lục Ngạn,1,2,/);
    expect((await csv('level')).at(-1)).toMatch(/^Tổng cộng,2,4,/);
    const at = `${pathTo(ROUTES.board, hall.conference.id)}?checkpointId=${hall.checkpoint.id}`;
    expect(made(await app.organizer.get<BoardSnapshot>(at)).groups.map(({ code }) => code)).toEqual(['K1']);
  });

  test('makes boards fetch a new snapshot when it is renamed', async () => {
    const before = await board();
    made(await app.organizer.patch(pathTo(ROUTES.site, group.id), { name: 'Khu vực Lục Ngạn' }));
    expect((await board()).groups[0]!.name).toBe('Khu vực Lục Ngạn');
    const changes = await app.organizer.get(
      `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${before.seq}`,
    );
    expect(refusal(changes)).toEqual([410, 'board.too-old']);
  });

  test('cannot be deleted while it holds sites', async () => {
    expect(refusal(await app.organizer.delete(pathTo(ROUTES.site, group.id)))).toEqual([409, 'site.in-use']);
    made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { parentId: null }));
    expect((await app.organizer.delete(pathTo(ROUTES.site, group.id))).status).toBe(204);
  });
});

describe('a site becomes a group', () => {
  const turn = (siteId: string) => app.organizer.patch<Site>(pathTo(ROUTES.site, siteId), { kind: 'group' });

  test('only while nothing but sites depends on it', async () => {
    const [withPeople] = hall.sites as [Site];
    const paired = await makeSite({ code: 'P1', name: 'P1' });
    await pair(app.organizer, paired.id);
    const marked = await makeSite({ code: 'P2', name: 'P2' });
    const entry = present(hall.checkpoint.id, hall.people[1]![0]!.id, { id: randomUUID() });
    made(await app.organizer.post(pathTo(ROUTES.attendance, marked.id), { entries: [entry] }));
    for (const { id } of [withPeople, paired, marked])
      expect(refusal(await turn(id))).toEqual([409, 'site.group-in-use']);
    expect((await sites()).filter(({ kind }) => kind === 'group').map(({ code }) => code)).toEqual(['K1']);
    expect((await sites()).find(({ code }) => code === 'S000')!.parentId).toBe(group.id);
  });

  test('and keeps its sites; its pairing codes no longer pair', async () => {
    const parent = await makeSite({ code: 'P3', name: 'Huyện Mẫu' });
    const child = await makeSite({ code: 'P4', name: 'Xã Mẫu', parentId: parent.id });
    const { code } = made(await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, parent.id)));
    expect(made(await turn(parent.id))).toMatchObject({ kind: 'group', name: 'Huyện Mẫu' });
    expect(made(await app.organizer.get<Site>(pathTo(ROUTES.site, child.id))).parentId).toBe(parent.id);
    expect(refusal(await app.anonymous.post(pathTo(ROUTES.pair), { code, deviceName: 'Máy' }))).toEqual([
      401,
      'auth.code-invalid',
    ]);
    const back = await app.organizer.patch<Site>(pathTo(ROUTES.site, parent.id), { kind: 'point' });
    expect(made(back).kind).toBe('point');
    await pair(app.organizer, parent.id);
  });
});

describe('an import', () => {
  const FILE =
    'Mã,Tên,Loại,Cấp trên\n' +
    'KV,Khu vực miền núi,Khu vực,\n' +
    'C1,Cụm Sơn Động,Cụm,KV\n' +
    'X1,Xã An Lạc,Xã,C1\n' +
    'DK,Phú Quốc,Đặc khu,\n';

  test('reads groups from the column Loại, and a second run changes nothing', async () => {
    expect(await send(ROUTES.siteImport, FILE)).toMatchObject({
      status: 200,
      body: { created: 4, errors: [] },
    });
    const found = new Map((await sites()).map((site) => [site.code, site]));
    const seen = ['KV', 'C1', 'X1', 'DK']
      .map((code) => found.get(code)!)
      .map(({ kind, level }) => [kind, level]);
    expect(seen).toEqual([
      ['group', 'other'],
      ['group', 'other'],
      ['point', 'commune'],
      ['point', 'special_zone'],
    ]);
    expect(found.get('X1')!.parentId).toBe(found.get('C1')!.id);
    expect(await send(ROUTES.siteImport, FILE)).toMatchObject({
      body: { created: 0, updated: 0, unchanged: 4 },
    });
  });

  test('reads groups from the column of the level too', async () => {
    const file = 'code,name,level\nKV,Khu vực 1,Khu vực\nC1,Cụm 1,Cụm\nX1,Xã An Lạc,Xã\n';
    expect(await send(ROUTES.siteImport, file)).toMatchObject({ status: 200, body: { created: 3 } });
    expect((await sites('?kind=group')).map(({ code }) => code)).toEqual(['C1', 'K1', 'KV']);
  });

  test('names the rows that would turn a site with people into a group', async () => {
    const refused = await send(
      ROUTES.siteImport,
      'code,name,kind\nS000,Xã 0,group\nN1,Cụm mới,group\nS001,Xã 1,point\n',
    );
    expect([refused.status, faults(refused.body)]).toEqual([422, [[2, 'kind', 'cell.group-in-use']]]);
    expect((await sites('?kind=group')).map(({ code }) => code)).toEqual(['K1']);
    const figure = await send(ROUTES.siteImport, 'code,name,kind,expected\nN1,Cụm mới,cụm,120\n');
    expect([figure.status, faults(figure.body)]).toEqual([422, [[2, 'expected', 'cell.is-group']]]);
  });
});
