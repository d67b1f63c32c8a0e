import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImportReport } from '../src/contract/import.js';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { modelSites } from '../src/demo/model-day/model-sites.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';

type Report = ImportReport & Omit<ProblemBody, 'errors'>;
let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => void (hall = await makeHall(app.organizer, { sites: 0, people: 0 })));
afterAll(() => app.stop());

const send = (
  route: 'siteImport' | 'participantImport',
  content: string,
  query = '?oldCodes=true',
): Promise<Answer<Report>> =>
  app.organizer.upload<Report>(pathTo(ROUTES[route], hall.conference.id) + query, { name: 'a.csv', content });
const sites = async (): Promise<Site[]> =>
  made(await app.organizer.get<Page<Site>>(`${pathTo(ROUTES.sites, hall.conference.id)}?limit=500`)).items;
const faults = ({ errors }: Report): unknown[] => errors.map(({ row, column, code }) => [row, column, code]);
const warnings = (report: Report): unknown[] => report.warnings.map(({ row, code }) => [row, code]);

const FILE =
  'code,name,expected\n07204,Phường Trần Nguyên Hãn,15\n07219,Phường Lê Lợi,20\n07222,Xã Song Mai,12\n';

describe('a file with codes of before 1 July 2025', () => {
  test('is mapped to today’s units with a warning for merged ones, and again nothing changes', async () => {
    const dry = await send('siteImport', FILE, '?oldCodes=true&dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { created: 2, mapped: 3 } });
    expect(await sites()).toEqual([]);
    const first = await send('siteImport', FILE);
    expect(first).toMatchObject({ status: 200, body: { created: 2, mapped: 3, errors: [] } });
    expect(warnings(first.body)).toEqual([[2, 'unit.merged']]);
    for (const part of ['07204 Phường Trần Nguyên Hãn', '07219 Phường Lê Lợi', 'row 3'])
      expect(first.body.warnings[0]!.message).toContain(part);
    const found = (await sites()).map(({ code, name, expected, level }) => [code, name, expected, level]);
    expect(found).toContainEqual(['07210', 'Phường Bắc Giang', 35, 'ward']);
    expect(found).toHaveLength(2);
    expect(await send('siteImport', FILE)).toMatchObject({ body: { created: 0, updated: 0, unchanged: 2 } });
  });

  test('is refused by row when a code is of no unit, and nothing is imported', async () => {
    const answer = await send(
      'siteImport',
      `${FILE}213,Thành phố Bắc Giang,30\n7228,Phường Đa Mai,\n99999,Xã Lạ,\n`,
    );
    expect([answer.status, faults(answer.body)]).toEqual([
      422,
      [
        [5, 'code', 'cell.unit-unknown'],
        [7, 'code', 'cell.unit-unknown'],
      ],
    ]);
    expect(await sites()).toEqual([]);
  });

  test('keeps groups above the new units', async () => {
    const file =
      'code,name,kind,parentCode\n' +
      '213,Cụm Bắc Giang,group,\n' +
      '07204,Phường Trần Nguyên Hãn,,213\n' +
      '07219,Phường Lê Lợi,,213\n';
    expect(await send('siteImport', file)).toMatchObject({ status: 200, body: { created: 2 } });
    const [group, ward] = ['213', '07210'].map((code) => ({ code }));
    const found = new Map((await sites()).map((site) => [site.code, site]));
    expect(found.get(group!.code)!.kind).toBe('group');
    expect(found.get(ward!.code)!.parentId).toBe(found.get(group!.code)!.id);
  });

  test('is imported as it is, with a warning, when nobody asks to map it', async () => {
    const report = made(await send('siteImport', FILE, ''));
    expect(report).toMatchObject({ created: 3 });
    expect(warnings(report)).toEqual([[undefined, 'unit.old-codes']]);
    expect((await sites()).map(({ code }) => code)).toEqual(['07204', '07219', '07222']);
    expect(report.mapped).toBeUndefined();
  });

  test('lists people by old codes, who come to today’s sites', async () => {
    made(await send('siteImport', FILE));
    const people = 'fullName,siteCode\nĐỗ Thị Hường,07219\nBùi Văn An,07210\nLê An,07204\n';
    expect((await send('participantImport', people, '')).status).toBe(422);
    expect(await send('participantImport', people)).toMatchObject({ status: 200, body: { created: 3 } });
    const list = await app.organizer.get<Page<Participant>>(pathTo(ROUTES.participants, hall.conference.id));
    const ward = (await sites()).find(({ code }) => code === '07210')!;
    expect(made(list).items.map(({ siteId }) => siteId)).toEqual([ward.id, ward.id, ward.id]);
    const unknown = await send('participantImport', 'fullName,siteCode\nLê An,07222x\n');
    expect(faults(unknown.body)).toEqual([[2, 'siteCode', 'cell.not-found']]);
  });

  test('maps the model day to units of Bắc Ninh, except two that ended before', async () => {
    const communes = modelSites().filter(({ level }) => !['department', 'district'].includes(level));
    const lines = communes.map(({ code, name }) => `${code},${name}`);
    const answer = await send('siteImport', `code,name\n${lines.join('\n')}\n`);
    expect(answer.status).toBe(422);
    const unknown = answer.body.errors.map(({ row }) => communes[row - 2]!.code);
    expect(unknown).toEqual(['07276', '07684']);
    const rest = lines.filter((line) => !unknown.some((code) => line.startsWith(code)));
    expect(await send('siteImport', `code,name\n${rest.join('\n')}\n`)).toMatchObject({
      status: 200,
      body: { created: 58 },
    });
  });
});
