import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import type { ImportReport } from '../src/contract/import.js';
import type { Participant } from '../src/contract/participant.js';
import { isCodeSound } from '../src/contract/personal-code.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';
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
const people = async (): Promise<Participant[]> =>
  made(
    await app.organizer.get<Page<Participant>>(
      `${pathTo(ROUTES.participants, hall.conference.id)}?limit=500`,
    ),
  ).items;
const workbook = (rows: unknown[][], merges: string[] = []): Buffer => {
  const sheet = utils.aoa_to_sheet(rows);
  sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Danh sách');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};
const report = (created: number, updated: number, unchanged: number, dryRun = false): ImportReport => ({
  created,
  updated,
  unchanged,
  errors: [],
  warnings: [],
  dryRun,
});
const peopleReport = (created: number, updated: number, unchanged: number, dryRun = false): ImportReport => ({
  ...report(created, updated, unchanged, dryRun),
  replaced: 0,
  warnings: expect.any(Array) as never,
});

const SITES =
  'code,name,level,parentCode,expected,address,contactName,contactPhone\nX1,Xã Đồng Sơn,commune,H1,15,"Số 1, đường Lê Lợi",Nguyễn Thị Hà,0912345678\nH1,Thành phố Bắc Giang,district,,30,,,\n';
const PEOPLE =
  'code,fullName,unit,position,siteCode,mode,phone,email\nHV1,Nguyễn Hữu Dũng,UBND xã,Chủ tịch,X1,in_person,0987654321,dung@example.vn\nHV2,Đỗ Thị Hường,UBND xã,,X1,online,,\n';

describe('who may not', () => {
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
  test('a file is taken whole, parents below their children included; again it changes nothing', async () => {
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
    });
    expect(district).toMatchObject({
      code: 'H1',
      level: 'district',
      parentId: null,
      expected: 30,
      address: null,
    });
    const stamps = (await sites()).map(({ updatedAt }) => updatedAt);
    expect(made(await sendSites(SITES))).toEqual(report(0, 0, 2));
    expect((await sites()).map(({ updatedAt }) => updatedAt)).toEqual(stamps);
  });

  test('a changed file changes what differs; a column left out stays, an empty cell empties', async () => {
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

  test('a dry run says the same and leaves nothing', async () => {
    expect(made(await sendSites(SITES, '?dryRun=true'))).toEqual(report(2, 0, 0, true));
    expect(await sites()).toEqual([]);
    expect(made(await sendSites(SITES, '?dryRun=false'))).toEqual(report(2, 0, 0));
  });

  test('one bad row, and nothing is taken; each fault names its row and column', async () => {
    const file =
      'code;name;level;parentCode;expected;contactPhone\nX1;A;xã;;15;\n\nX2;;làng;Z9;many;\nx1;B;;X3;200000;\nX3;C;;x4;;\nX4;D;;X3;;\n';
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

  test('a workbook as an office makes it: title rows, Vietnamese headings, numbers that lost their zero', async () => {
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

describe('participants', () => {
  beforeEach(async () => void made(await sendSites(SITES)));

  test('a file is taken whole; again it changes nothing', async () => {
    expect(made(await sendPeople(PEOPLE))).toEqual(peopleReport(2, 0, 0));
    const found = await people();
    expect(
      found.map(({ code, fullName, unit, position, mode, phone, email, origin }) => [
        code,
        fullName,
        unit,
        position,
        mode,
        phone,
        email,
        origin,
      ]),
    ).toEqual([
      [
        'HV1',
        'Nguyễn Hữu Dũng',
        'UBND xã',
        'Chủ tịch',
        'in_person',
        '0987654321',
        'dung@example.vn',
        'roster',
      ],
      ['HV2', 'Đỗ Thị Hường', 'UBND xã', null, 'online', null, null, 'roster'],
    ]);
    expect(made(await sendPeople(PEOPLE))).toEqual(peopleReport(0, 0, 2));
    expect(await people()).toEqual(found);
  });

  test('people without codes get some, namesakes stay apart, and a second run changes nothing', async () => {
    const file =
      'Họ và tên;Đơn vị;Chức vụ;Mã điểm cầu;Hình thức;Điện thoại\nNguyễn Văn Hùng;UBND xã;;X1;Trực tiếp;912000001\nNguyễn Văn Hùng;UBND xã;;X1;trực tuyến;912000002\nNguyễn Văn Hưng;UBND xã;;X1;;\nNguyễn Văn Hùng;UBND xã;;H1;;\n';
    expect(made(await sendPeople(file))).toEqual(peopleReport(4, 0, 0));
    const found = await people();
    expect(new Set(found.map(({ code }) => code)).size).toBe(4);
    expect(found.flatMap(({ phone, mode }) => (phone === null ? [] : [[phone, mode]])).sort()).toEqual([
      ['0912000001', 'in_person'],
      ['0912000002', 'online'],
    ]);
    expect(made(await sendPeople(file))).toEqual(peopleReport(0, 0, 4));
    expect(await people()).toEqual(found);
  });

  test('codes that can be guessed are warned of and replaced if wanted; the same file changes nothing then', async () => {
    const file =
      'code,fullName,siteCode\nQX7,Nguyễn Hữu Dũng,X1\nBGDT-2026-0001,Đỗ Thị Hường,X1\nBGDT-2026-0002,Lê Thị Lan,X1\nK7Q2M9XZ44,Bùi Thị Yến,X1\n';
    const dry = made(await sendPeople(file, '?dryRun=true'));
    expect(dry.warnings.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'code', 'code.short'],
      [3, 'code', 'code.consecutive'],
      [4, 'code', 'code.consecutive'],
    ]);
    expect(dry.warnings.every(({ message }) => message.length > 20)).toBe(true);
    expect(made(await sendPeople(file))).toMatchObject({ created: 4, replaced: 0, warnings: dry.warnings });
    const guesser = app.anonymous.as((await signInTrainee(app.anonymous, 'QX7')).token);
    const before = await people();
    const replaced = made(await sendPeople(file, '?replaceCodes=true'));
    expect(replaced).toEqual({
      created: 0,
      updated: 3,
      unchanged: 1,
      errors: [],
      warnings: [],
      replaced: 3,
      dryRun: false,
    });
    const after = await people();
    expect(after.map(({ id, fullName }) => [id, fullName])).toEqual(
      before.map(({ id, fullName }) => [id, fullName]),
    );
    expect(after.map(({ code }) => isCodeSound(code!)).filter((isSound) => isSound === true)).toHaveLength(3);
    expect((await guesser.get(pathTo(ROUTES.me))).status).toBe(401);
    expect((await app.anonymous.post(pathTo(ROUTES.trainee), { code: 'QX7' })).status).toBe(401);
    expect(
      (
        await app.anonymous.post(pathTo(ROUTES.trainee), {
          code: after.find(({ fullName }) => fullName === 'Lê Thị Lan')!.code,
        })
      ).status,
    ).toBe(201);
    const found = made(
      await app.organizer.get<Page<Participant>>(
        `${pathTo(ROUTES.participants, hall.conference.id)}?search=bgdt20260002`,
      ),
    ).items;
    expect(found.map(({ fullName }) => fullName)).toEqual(['Lê Thị Lan']);
    for (const query of ['', '?replaceCodes=true', '?replaceCodes=false'])
      expect(made(await sendPeople(file, query))).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 4,
        replaced: 0,
      });
    expect(await people()).toEqual(after);
  });

  test('a file with errors says what it warns of too; an option that is neither is refused', async () => {
    const refused = await sendPeople<Rejection>('code,fullName,siteCode\nHV1,A,X1\nHV2,,X1\n');
    expect([refused.status, refused.body.errors.length, refused.body.warnings.map(({ row }) => row)]).toEqual(
      [422, 1, [2]],
    );
    expect((await sendPeople<ProblemBody>(PEOPLE, '?replaceCodes=maybe')).body.code).toBe('request.invalid');
  });

  test('a person whose code comes with another site moves there', async () => {
    made(await sendPeople(PEOPLE));
    const before = await people();
    expect(made(await sendPeople(PEOPLE.replace('Chủ tịch,X1', 'Chủ tịch,h1')))).toEqual(
      peopleReport(0, 1, 1),
    );
    const [district] = (await sites()) as [Site];
    expect((await people()).map(({ id, siteId }) => [id, siteId])).toEqual([
      [before[0]!.id, district.id],
      [before[1]!.id, before[1]!.siteId],
    ]);
  });

  test('each fault names its row and column, and nothing is taken', async () => {
    const file = `code,fullName,siteCode,mode,email,unit\nHV1,A,X1,,,\nHV2,,X1,,,\nHV3,C,Z9,,,\nHV4,D,,hybrid,,\nhv-1,E,X1,,nobody,${'x'.repeat(201)}\n`;
    const refused = await sendPeople<Rejection>(file);
    expect([refused.status, refused.body.code]).toEqual([422, 'import.rejected']);
    expect(refused.body.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'fullName', 'cell.required'],
      [4, 'siteCode', 'cell.not-found'],
      [5, 'siteCode', 'cell.required'],
      [5, 'mode', 'cell.unknown-value'],
      [6, 'unit', 'cell.too-long'],
      [6, 'email', 'cell.invalid'],
      [6, 'code', 'cell.duplicate'],
    ]);
    expect(await people()).toEqual([]);
  });

  test('codes of sites that a spreadsheet took for numbers are told from those that nobody knows', async () => {
    made(await sendSites('Mã;Tên\n00123;Xã Một\n'));
    const bad = await sendPeople<Rejection>(
      workbook([
        ['Họ và tên', 'Mã điểm cầu'],
        ['Nguyễn Văn A', 123],
        ['Nguyễn Văn B', '00123'],
        ['Nguyễn Văn C', 124],
      ]),
    );
    expect(bad.body.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'siteCode', 'cell.zeros-lost'],
      [4, 'siteCode', 'cell.not-found'],
    ]);
    expect(bad.body.errors[0]!.message).toContain('"00123"');
  });

  test('faults are named up to a thousand', async () => {
    const refused = await sendPeople<Rejection>(`fullName,siteCode\n${'A,Z9\n'.repeat(1_500)}`);
    expect([refused.status, refused.body.errors.length]).toEqual([422, 1_000]);
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
