import { read as readBook, utils } from '@e965/xlsx';
import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import {
  type Chase,
  type ChaseItem,
  DEFAULT_READINESS,
  READINESS_NEEDS,
  type ReadinessItem,
  type ReadinessSummary,
  type SiteContact,
  type SiteReadiness,
} from '../src/contract/readiness.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { cursorOf } from '../src/platform/http/page.dto.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
/** Nine sites, in every way that a site may stand. */
let hall: Hall;
const tokens: string[] = [];
const PASSED: ReadinessItem[] = DEFAULT_READINESS.items.map((key) => ({ key, outcome: 'passed' }));
const FAILED = PASSED.map((item) => (item.key === 'upload' ? { ...item, outcome: 'failed' as const } : item));
const CONTACT = { contactName: 'Trần Văn Bình', contactPhone: '0912 345 678' };

beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 9, people: 0 });
  for (const { id } of hall.sites.slice(0, 7)) tokens.push((await pair(app.organizer, id)).token);
  for (const { id } of hall.sites.slice(0, 6))
    made(await app.organizer.patch(pathTo(ROUTES.site, id), CONTACT));
  await test(0, PASSED);
  await test(1, FAILED);
  await test(3, PASSED, { recordedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() });
  await test(4, PASSED);
  await pair(app.organizer, hall.sites[4]!.id);
  await test(5, [{ key: 'tone', outcome: 'not_measured' }]);
  await test(6, PASSED);
  made(
    await app.organizer.post(pathTo(ROUTES.readinessPass, hall.sites[7]!.id), {
      reason: 'Đã kiểm tra tại chỗ',
    }),
  );
  made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[7]!.id), CONTACT));
});
afterAll(() => app.stop());

async function test(at: number, items: ReadinessItem[], more: object = {}): Promise<void> {
  const { id } = hall.sites[at]!;
  const body = { id: randomUUID(), items, signedBy: 'Hà', ...more };
  made(await app.anonymous.as(tokens[at]!).send('PUT', pathTo(ROUTES.siteReadiness, id), body));
}
const chase = async (query = ''): Promise<Chase> =>
  made(await app.organizer.get<Chase>(pathTo(ROUTES.chase, hall.conference.id) + query));
async function sheetOf(conferenceId: string, query = ''): Promise<Record<string, string>[]> {
  const answer = await fetch(app.url + pathTo(ROUTES.chaseXlsx, conferenceId) + query, {
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
  expect(answer.headers.get('content-disposition')).toContain('.xlsx');
  const book = readBook(Buffer.from(await answer.arrayBuffer()));
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!);
}
const shown = (items: ChaseItem[]): unknown[] =>
  items.map(({ code, missing, stage }) => [code, missing.join(' '), stage]);
const WORST_FIRST = [
  ['S008', 'link test contact', 'invited'],
  ['S001', 'failed', 'tested'],
  ['S002', 'test', 'confirmed'],
  ['S005', 'test', 'tested'],
  ['S003', 'stale', 'tested'],
  ['S004', 'stale', 'tested'],
  ['S006', 'contact', 'ready'],
];

describe('access to the chase list', () => {
  it('is for organizers alone', async () => {
    const own = await place(app, 'ai-duoc-goi-dien', 'open');
    for (const who of [own.coordinator, own.trainee, own.wall])
      for (const path of [
        pathTo(ROUTES.chase, own.conference),
        pathTo(ROUTES.conferenceReadiness, own.conference),
        pathTo(ROUTES.chaseXlsx, own.conference),
        pathTo(ROUTES.siteContacts, own.site),
      ])
        expect([path, (await who.get<ProblemBody>(path)).body.code]).toEqual([path, 'auth.forbidden']);
    const refused = await app.organizer.get<ProblemBody>(pathTo(ROUTES.chase, randomUUID()));
    expect(refused.body.code).toBe('conference.not-found');
  });
});

describe('the chase list', () => {
  it('names what each site lacks, worst first, in pages and by one need', async () => {
    expect(shown((await chase()).items)).toEqual(WORST_FIRST);
    const seen: ChaseItem[] = [];
    for (let after = ''; ;) {
      const { items, next } = await chase(`?limit=2${after}`);
      seen.push(...items);
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(shown(seen)).toEqual(WORST_FIRST);
    expect(shown((await chase('?need=stale')).items)).toEqual(WORST_FIRST.slice(4, 6));
    expect((await chase('?need=none')).items.map(({ code, isByHand }) => [code, isByHand])).toEqual([
      ['S000', false],
      ['S007', true],
    ]);
    const [, failed] = (await chase()).items;
    expect(failed).toMatchObject({ ...CONTACT, failed: ['upload'], state: 'failed', lastContact: null });
    for (const query of ['?need=luck', '?after=x', `?after=${cursorOf('9', 'a')}`])
      expect(
        (await app.organizer.get<ProblemBody>(pathTo(ROUTES.chase, hall.conference.id) + query)).body.code,
      ).toBe('request.invalid');
  });

  it('says of each site what the site itself is told', async () => {
    const all = [...(await chase()).items, ...(await chase('?need=none')).items];
    expect(all).toHaveLength(9);
    for (const { siteId, state, stage, failed } of all) {
      const { body } = await app.organizer.get<SiteReadiness>(pathTo(ROUTES.siteReadiness, siteId));
      expect({ state: body.state, stage: body.stage, failed: body.failed }).toEqual({ state, stage, failed });
      expect(body.staleBecause !== null).toBe(state === 'stale');
    }
  });

  it('adds up', async () => {
    const path = pathTo(ROUTES.conferenceReadiness, hall.conference.id);
    const { asOf, ...summary } = made(await app.organizer.get<ReadinessSummary>(path));
    expect(Date.parse(asOf)).not.toBeNaN();
    expect(summary).toEqual({
      sites: 9,
      opened: 7,
      confirmed: 6,
      tested: 7,
      states: { untested: 3, passed: 3, failed: 1, stale: 2 },
      needs: { link: 1, failed: 1, test: 2, stale: 2, contact: 1, none: 2 },
      beginsAt: null,
    });
    for (const need of READINESS_NEEDS)
      expect((await chase(`?need=${need}`)).items).toHaveLength(summary.needs[need]);
  });

  it('keeps who called and what was noted; the same once more is stored once', async () => {
    const { id } = hall.sites[1]!;
    const path = pathTo(ROUTES.siteContacts, id);
    const call = { id: randomUUID(), called: true };
    const first = made(await app.organizer.post<SiteContact>(path, call));
    expect(made(await app.organizer.post<SiteContact>(path, call))).toEqual(first);
    const reused = await app.organizer.post<ProblemBody>(path, { ...call, note: 'khác' });
    expect([reused.status, reused.body.code]).toEqual([409, 'contact.id-reused']);
    const empty = await app.organizer.post<ProblemBody>(path, { note: '  ' });
    expect([empty.status, empty.body.code]).toEqual([422, 'contact.empty']);
    const noted = made(
      await app.organizer.post<SiteContact>(path, { note: ' Chiều nay\nđổi đường truyền ' }),
    );
    expect(noted).toMatchObject({ called: false, note: 'Chiều nay đổi đường truyền', siteId: id });
    expect(made(await app.organizer.get<Page<SiteContact>>(path)).items).toEqual([noted, first]);
    expect((await chase()).items[1]!.lastContact).toEqual(noted);
  });

  it('is a workbook in the reader’s language, with everybody who is to be called', async () => {
    const vietnamese = await sheetOf(hall.conference.id);
    expect(vietnamese.map((row) => row['Mã'])).toEqual(WORST_FIRST.map(([code]) => code));
    expect(vietnamese[1]).toMatchObject({
      'Còn thiếu': 'Kiểm tra không đạt',
      'Mục không đạt': 'Tốc độ tải lên',
      'Điện thoại': '0912 345 678',
    });
    expect((await sheetOf(hall.conference.id, '?lang=en'))[0]).toMatchObject({
      Missing: 'Link not opened; Not tested; Nobody named in charge',
    });
  });

  it('has each of many sites once, worst first, however many are read at a time', async () => {
    const { organizer } = app;
    const { conference } = await makeHall(organizer, { sites: 0, people: 0 });
    const named = (at: number): string => (at % 3 === 0 ? ',Bình,0912345678' : ',,');
    const codes = Array.from({ length: 620 }, (_, at) => `M${String(at).padStart(3, '0')}`);
    const content = [
      'code,name,contactName,contactPhone',
      ...codes.map((code, at) => `${code},Xã${named(at)}`),
    ];
    const path = pathTo(ROUTES.siteImport, conference.id);
    expect((await organizer.upload(path, { name: 's.csv', content: content.join('\n') })).status).toBe(200);
    const { items } = made(
      await organizer.get<Page<Site>>(`${pathTo(ROUTES.sites, conference.id)}?limit=500`),
    );
    for (const at of [0, 1, 299, 300, 499]) {
      const reason = 'Đã kiểm tra tại chỗ';
      made(await organizer.post(pathTo(ROUTES.readinessPass, items[at]!.id), { reason }));
    }
    const ready = ['M000', 'M300'];
    const alone = ['M001', 'M299', 'M499'];
    const without = codes.filter((code) => ![...ready, ...alone].includes(code));
    expect((await sheetOf(conference.id)).map((row) => row['Mã'])).toEqual([...without, ...alone]);
  });

  it('closes a site that has confirmed the last roll', async () => {
    const { id } = hall.sites[0]!;
    const entries = [
      {
        id: randomUUID(),
        checkpointId: hall.checkpoint.id,
        kind: 'confirm',
        method: 'roll_call',
        headcount: 0,
        recordedAt: new Date().toISOString(),
      },
    ];
    made(await app.anonymous.as(tokens[0]!).post(pathTo(ROUTES.attendance, id), { entries }));
    expect((await chase('?need=none')).items.map(({ code, stage }) => [code, stage])).toEqual([
      ['S000', 'closed'],
      ['S007', 'ready'],
    ]);
  });
});
