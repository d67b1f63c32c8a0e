import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImportReport } from '../src/contract/import.js';
import type { Participant } from '../src/contract/participant.js';
import { isCodeSound } from '../src/contract/personal-code.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall, signInTrainee } from './support/hall.js';
import { peopleReport, workbook, report } from './support/import-reports.js';

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
const SITES =
  'code,name,level,parentCode,expected,address,contactName,contactPhone\n' +
  'X1,Xã Đồng Sơn,commune,H1,15,"Số 1, đường Lê Lợi",Nguyễn Thị Hà,0912345678\n' +
  'H1,Thành phố Bắc Giang,district,,30,,,\n';
const PEOPLE =
  'code,fullName,unit,position,siteCode,mode,phone,email\n' +
  'HV1,Nguyễn Hữu Dũng,UBND xã,Chủ tịch,X1,in_person,0987654321,dung@example.vn\n' +
  'HV2,Đỗ Thị Hường,UBND xã,,X1,online,,\n';

describe('participants', () => {
  beforeEach(async () => void made(await sendSites(SITES)));

  test('a file is imported as a whole, and a second import changes nothing', async () => {
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

  test('people without codes get codes, namesakes stay apart, and a second run changes nothing', async () => {
    const file =
      'Họ và tên;Đơn vị;Chức vụ;Mã điểm cầu;Hình thức;Điện thoại\n' +
      'Nguyễn Văn Hùng;UBND xã;;X1;Trực tiếp;912000001\n' +
      'Nguyễn Văn Hùng;UBND xã;;X1;trực tuyến;912000002\n' +
      'Nguyễn Văn Hưng;UBND xã;;X1;;\n' +
      'Nguyễn Văn Hùng;UBND xã;;H1;;\n';
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

  test('guessable codes give a warning and can be replaced, and a second run changes nothing', async () => {
    const file =
      'code,fullName,siteCode\n' +
      'QX7,Nguyễn Hữu Dũng,X1\n' +
      'BGDT-2026-0001,Đỗ Thị Hường,X1\n' +
      'BGDT-2026-0002,Lê Thị Lan,X1\n' +
      'K7Q2M9XZ44,Bùi Thị Yến,X1\n';
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
    expect(replaced).toEqual({ ...report(0, 3, 1), replaced: 3 });
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

  test('a file with errors reports its warnings too, and an unknown option is refused', async () => {
    const refused = await sendPeople<Rejection>('code,fullName,siteCode\nHV1,A,X1\nHV2,,X1\n');
    expect([refused.status, refused.body.errors.length, refused.body.warnings.map(({ row }) => row)]).toEqual(
      [422, 1, [2]],
    );
    expect((await sendPeople<ProblemBody>(PEOPLE, '?replaceCodes=maybe')).body.code).toBe('request.invalid');
  });

  test('a person whose row names another site moves there', async () => {
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

  test('each fault names its row and column, and nothing is imported', async () => {
    const file =
      'code,fullName,siteCode,mode,email,unit\n' +
      'HV1,A,X1,,,\n' +
      'HV2,,X1,,,\n' +
      'HV3,C,Z9,,,\n' +
      'HV4,D,,hybrid,,\n' +
      `hv-1,E,X1,,nobody,${'x'.repeat(201)}\n`;
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

  test('site codes that lost their zeros are told from unknown site codes', async () => {
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

  test('at most a thousand faults are named', async () => {
    const refused = await sendPeople<Rejection>(`fullName,siteCode\n${'A,Z9\n'.repeat(1_500)}`);
    expect([refused.status, refused.body.errors.length]).toEqual([422, 1_000]);
  });
});
