import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImportReport } from '../src/contract/import.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';
import { peopleReport, report, workbook } from './support/import-reports.js';
import { zip } from './support/zip.js';

type Rejection = Omit<ProblemBody, 'errors'> & ImportReport;
type File = Buffer | string;

let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => void (hall = await makeHall(app.organizer, { sites: 0, people: 0 })));
afterAll(() => app.stop());

const send = <T>(route: string, file: File, query = '', name = 'danh-sach.csv'): Promise<Answer<T>> =>
  app.organizer.upload<T>(route + query, { name, content: file });
const sendSites = <T = ImportReport>(file: File, query = ''): Promise<Answer<T>> =>
  send<T>(pathTo(ROUTES.siteImport, hall.conference.id), file, query);
const sendPeople = <T = ImportReport>(file: File, query = ''): Promise<Answer<T>> =>
  send<T>(pathTo(ROUTES.participantImport, hall.conference.id), file, query);
const sites = async (): Promise<Site[]> =>
  made(await app.organizer.get<Page<Site>>(`${pathTo(ROUTES.sites, hall.conference.id)}?limit=500`)).items;
const SITES =
  'code,name,level,parentCode,expected,address,contactName,contactPhone,Nhà mạng/đường truyền\n' +
  'X1,Xã Đồng Sơn,commune,H1,15,"Số 1, đường Lê Lợi",Nguyễn Thị Hà,0912345678,Viettel\n' +
  'H1,Thành phố Bắc Giang,district,,30,,,,\n';

describe('access to imports', () => {
  test('only organizers import', async () => {
    const place = await makeHall(app.organizer, { sites: 1, people: 1 });
    const console = app.anonymous.as((await pair(app.organizer, place.sites[0]!.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, place.people[0]![0]!.code!)).token);
    for (const route of [ROUTES.siteImport, ROUTES.participantImport]) {
      const path = pathTo(route, place.conference.id);
      expect((await app.anonymous.upload(path, { name: 'a.csv', content: SITES })).status).toBe(401);
      for (const client of [console, trainee])
        expect((await client.upload(path, { name: 'a.csv', content: SITES })).status).toBe(403);
    }
  });
  test('a conference that does not exist takes no file', async () => {
    expect((await send<ProblemBody>(pathTo(ROUTES.siteImport, 'no-such'), SITES)).body.code).toBe(
      'conference.not-found',
    );
  });
});

describe('sites', () => {
  test('a file is imported as a whole, parents below children too, and again changes nothing', async () => {
    const first = await sendSites(SITES);
    expect([first.status, first.body]).toEqual([200, report(2, 0, 0)]);
    const [district, commune] = (await sites()) as [Site, Site];
    expect(commune).toMatchObject({
      code: 'X1',
      name: 'Xã Đồng Sơn',
      level: 'commune',
      parentId: district.id,
      expected: 15,
      address: 'Số 1, đường Lê Lợi',
      contactName: 'Nguyễn Thị Hà',
      contactPhone: '0912345678',
      line: 'Viettel',
    });
    expect(district).toMatchObject({
      code: 'H1',
      level: 'district',
      parentId: null,
      expected: 30,
      address: null,
      line: null,
    });
    const stamps = (await sites()).map(({ updatedAt }) => updatedAt);
    expect(made(await sendSites(SITES))).toEqual(report(0, 0, 2));
    expect((await sites()).map(({ updatedAt }) => updatedAt)).toEqual(stamps);
  });

  test('a changed file changes only differences; a missing column keeps, an empty cell clears', async () => {
    made(await sendSites(SITES));
    expect(made(await sendSites('code,name,expected\nx1,Xã Đồng Sơn,\nX2,Xã Song Mai,20\n'))).toEqual(
      report(1, 1, 0),
    );
    expect((await sites()).find(({ code }) => code === 'x1')).toMatchObject({
      expected: null,
      address: 'Số 1, đường Lê Lợi',
      contactPhone: '0912345678',
      level: 'commune',
    });
  });

  test('a dry run gives the same report and writes nothing', async () => {
    expect(made(await sendSites(SITES, '?dryRun=true'))).toEqual(report(2, 0, 0, true));
    expect(await sites()).toEqual([]);
    expect(made(await sendSites(SITES, '?dryRun=false'))).toEqual(report(2, 0, 0));
  });

  test('one bad row stops the import, and each fault names its row and column', async () => {
    const file =
      'code;name;level;parentCode;expected;contactPhone\n' +
      'X1;A;xã;;15;\n\n' +
      'X2;;làng;Z9;many;\n' +
      'x1;B;;X3;200000;\n' +
      'X3;C;;x4;;\n' +
      'X4;D;;X3;;\n';
    const wanted = [
      [4, 'name', 'cell.required'],
      [4, 'level', 'cell.unknown-value'],
      [4, 'expected', 'cell.not-a-number'],
      [5, 'expected', 'cell.out-of-range'],
      [5, 'code', 'cell.duplicate'],
      [6, 'parentCode', 'cell.circle'],
      [7, 'parentCode', 'cell.circle'],
    ];
    const refused = await sendSites<Rejection>(file);
    expect([refused.status, refused.body.code]).toEqual([422, 'import.rejected']);
    expect(refused.body).toMatchObject({ created: 0, updated: 0, unchanged: 0, dryRun: false });
    expect(refused.body.errors.map(({ row, column, code }) => [row, column, code])).toEqual(wanted);
    expect(refused.body.errors.every(({ message }) => message.length > 10)).toBe(true);
    const dry = await sendSites(file, '?dryRun=true');
    expect([
      dry.status,
      dry.body.created,
      dry.body.errors.map(({ row, column, code }) => [row, column, code]),
    ]).toEqual([200, 0, wanted]);
    expect(await sites()).toEqual([]);
  });

  test('a workbook from an office: title rows, Vietnamese headings, numbers without their zero', async () => {
    const file = workbook(
      [
        ['UBND TỈNH BẮC GIANG'],
        ['DANH SÁCH ĐIỂM CẦU HỘI NGHỊ'],
        [],
        [
          'STT',
          'MÃ ĐIỂM CẦU',
          'Tên điểm cầu'.normalize('NFD'),
          'Cấp',
          'Mã cấp trên',
          'Dự kiến',
          'Địa chỉ',
          'Người liên hệ',
          'Điện thoại',
          'Ghi chú',
        ],
        [1, 'H1', 'Huyện Yên Thế', 'Huyện', null, 30, null, null, null, 'đã gọi'],
        [],
        [
          2,
          'X1',
          ' Xã\u00a0 Đông Sơn'.normalize('NFD'),
          'xã',
          'h1',
          15,
          'Thôn 3',
          'Đỗ Thị Hường',
          912345678,
          null,
        ],
      ],
      ['A1:J1', 'A2:J2'],
    );
    expect(made(await sendSites(file))).toEqual(report(2, 0, 0));
    const [district, commune] = (await sites()) as [Site, Site];
    expect(commune).toMatchObject({
      code: 'X1',
      name: 'Xã Đông Sơn',
      level: 'commune',
      parentId: district.id,
      expected: 15,
      contactName: 'Đỗ Thị Hường',
      contactPhone: '0912345678',
    });
    expect(made(await sendSites(file))).toEqual(report(0, 0, 2));
    const bad = await sendSites<Rejection>(
      workbook([['DANH SÁCH'], [], ['Mã', 'Tên', 'Dự kiến'], [], ['X9', 'A', 'mười']], ['A1:C1']),
    );
    expect(bad.body.errors.map(({ row, column }) => [row, column])).toEqual([[5, 'expected']]);
  });
});

describe('what is no list', () => {
  const refused = async (file: File): Promise<[number, string]> => {
    const { status, body } = await sendSites<ProblemBody>(file);
    return [status, body.code];
  };
  test('an empty file, one of headings alone, one without the headings', async () => {
    expect(await refused(Buffer.alloc(0))).toEqual([422, 'import.empty']);
    expect(await refused('code,name\n\n,,\n')).toEqual([422, 'import.empty']);
    const { status, body } = await sendSites<ProblemBody>('code,colour\nX1,red\n');
    expect([status, body.code, body.errors?.map(({ path }) => path)]).toEqual([
      422,
      'import.columns-missing',
      ['name'],
    ]);
  });
  test("random bytes under a workbook's name", async () => {
    const noise = Buffer.from(
      Array.from({ length: 20_000 }, (_, at) => (at * 7919 + (at >> 3) * 104729) % 256),
    );
    const answer = await app.organizer.upload<ProblemBody>(pathTo(ROUTES.siteImport, hall.conference.id), {
      name: 'danh-sach.xlsx',
      content: noise,
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'import.file-unreadable']);
    expect(await refused(Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]))).toEqual([
      422,
      'import.file-unreadable',
    ]);
  });
  test('a workbook that unpacks to more than an import takes', async () => {
    expect(
      await refused(zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(200 * 1024 * 1024) }])),
    ).toEqual([413, 'import.file-too-large']);
  });
  test('more bytes than an import takes', async () => {
    expect(await refused(Buffer.alloc(17 * 1024 * 1024, 'a'))).toEqual([413, 'import.file-too-large']);
  });
  test('a request without a file, a file under another name, a body that is no form', async () => {
    const path = pathTo(ROUTES.siteImport, hall.conference.id);
    const empty = new FormData();
    empty.append('note', 'x');
    expect((await app.organizer.send<ProblemBody>('POST', path, empty)).body.code).toBe(
      'import.file-missing',
    );
    const misnamed = new FormData();
    misnamed.append('sheet', new Blob([SITES]), 'a.csv');
    expect((await app.organizer.send<ProblemBody>('POST', path, misnamed)).body.code).toBe(
      'import.file-missing',
    );
    expect((await app.organizer.post<ProblemBody>(path, { file: SITES })).body.code).toBe(
      'request.media-type',
    );
    for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data']) {
      const broken = await app.organizer.send<ProblemBody>('POST', path, '--x\r\nnonsense', {
        'content-type': type,
      });
      expect([broken.status, broken.body.code]).toEqual([400, 'request.invalid']);
    }
    expect((await sendSites<ProblemBody>(SITES, '?dryRun=perhaps')).body.code).toBe('request.invalid');
  });
});

describe("the model day's size", () => {
  const siteRows = Array.from({ length: 239 }, (_, at) => [
    `D${at}`,
    `Điểm cầu ${at}`,
    at < 20 ? 'Sở' : 'Xã',
    at < 20 ? null : `D${at % 20}`,
    15,
  ]);
  const personRows = Array.from({ length: 3_624 }, (_, at) => [
    `Nguyễn Văn ${at % 40}`,
    `Đơn vị ${at % 300}`,
    at % 7 === 0 ? 'Phó phòng' : null,
    `D${at % 239}`,
    at % 5 === 0 ? 'Trực tuyến' : 'Trực tiếp',
    912000000 + at,
  ]);

  test('other requests are answered while it is imported, and a second run changes nothing', async () => {
    expect(
      made(await sendSites(workbook([['Mã', 'Tên', 'Cấp', 'Mã cấp trên', 'Dự kiến'], ...siteRows]))),
    ).toEqual(report(239, 0, 0));
    const file = workbook([
      ['DANH SÁCH ĐẠI BIỂU'],
      ['Họ và tên', 'Đơn vị', 'Chức vụ', 'Mã điểm cầu', 'Hình thức', 'Điện thoại'],
      ...personRows,
    ]);
    let isDone = false;
    const importing = sendPeople(file).finally(() => (isDone = true));
    let answered = 0;
    while (!isDone) {
      const { status } = await app.anonymous.get(pathTo(ROUTES.conference, hall.conference.slug));
      expect(status).toBe(200);
      if (!isDone) answered += 1;
    }
    expect(made(await importing)).toEqual(peopleReport(3_624, 0, 0));
    expect(answered).toBeGreaterThan(10);
    expect(made(await sendPeople(file))).toEqual(peopleReport(0, 0, 3_624));
  });
});
