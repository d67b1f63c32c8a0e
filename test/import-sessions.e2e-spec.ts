import type { Conference } from '../src/contract/conference.js';
import type { ImportReport } from '../src/contract/import.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
let conference: Conference;
let count = 0;
beforeAll(async () => void (app = await startTestApp()));
afterAll(() => app.stop());
beforeEach(async () => {
  conference = made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      slug: `chuong-trinh-${(count += 1)}`,
      title: 'Tập huấn',
      startsOn: '2026-12-01',
      endsOn: '2026-12-02',
    }),
  );
});

const send = <T = ImportReport>(content: string, query = '', id = conference.id): Promise<Answer<T>> =>
  app.organizer.upload<T>(pathTo(ROUTES.sessionImport, id) + query, { name: 'chuong-trinh.csv', content });
const sessions = async (): Promise<Session[]> =>
  made(await app.organizer.get<Page<Session>>(pathTo(ROUTES.sessions, conference.id))).items;
const lines = async (): Promise<string[]> =>
  (await sessions()).map(
    ({ title, kind, startsAt, endsAt }) =>
      `${title}|${kind}|${startsAt.slice(0, 16)}|${endsAt.slice(11, 16)}`,
  );
const counts = ({ body }: Answer<ImportReport>): number[] => [body.created, body.updated, body.unchanged];

/** Under a title, with merged days, spans in one cell, and a signature below. */
const OFFICE =
  ';CHƯƠNG TRÌNH HỘI NGHỊ;;;\n' +
  'STT;Ngày;Thời gian;Nội dung;Báo cáo viên\n' +
  '1;Thứ Ba, 01/12/2026;7h30 - 8h00;Khai mạc;\n' +
  '2;;8h00;Tổng quan về chuyển đổi số;GS. | Hồ Tú Bảo | VIASM\n' +
  '3;;9h30 - 9h45;Giải lao;\n' +
  '4;02/12;13 giờ 30 – 15 giờ;Thảo luận;Nguyễn Văn A; Trần B\n';

describe('a file of the schedule', () => {
  it('is taken from organizers alone', async () => {
    const { coordinator, trainee, wall, conference: id } = await place(app, 'ai-nhap-chuong-trinh', 'open');
    const file = { name: 'a.csv', content: OFFICE };
    const path = pathTo(ROUTES.sessionImport, id);
    expectProblem(await app.anonymous.upload(path, file), 401, 'auth.required');
    for (const actor of [coordinator, trainee, wall])
      expectProblem(await actor.upload(path, file), 403, 'auth.forbidden');
    expectProblem(await send(OFFICE, '', 'khong-co'), 404, 'conference.not-found');
  });

  it('is read as offices write it, stored as a whole, and changes nothing the second time', async () => {
    const dry = await send(OFFICE, '?dryRun=true');
    expect(counts(dry)).toEqual([4, 0, 0]);
    expect(dry.body.rows?.[1]?.values).toMatchObject({
      date: '2026-12-01',
      startsAt: '08:00',
      endsAt: '09:30',
      speaker: 'Hồ Tú Bảo',
    });
    expect(await sessions()).toEqual([]);
    expect(counts(await send(OFFICE))).toEqual([4, 0, 0]);
    expect(await lines()).toEqual([
      'Khai mạc|opening|2026-12-01T00:30|01:00',
      'Tổng quan về chuyển đổi số|talk|2026-12-01T01:00|02:30',
      'Giải lao|break|2026-12-01T02:30|02:45',
      'Thảo luận|panel|2026-12-02T06:30|08:00',
    ]);
    const before = await sessions();
    expect(before[1]!.speakers).toEqual([{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'VIASM' }]);
    expect(counts(await send(OFFICE))).toEqual([0, 0, 4]);
    expect(await sessions()).toEqual(before);
  });

  it('moves a session whose time has changed, and keeps its id and what the file does not say', async () => {
    await send(OFFICE);
    const [opening] = await sessions();
    await app.organizer.patch(pathTo(ROUTES.session, opening!.id), { abstract: 'Chào cờ' });
    const later = 'Title,Start,End,Date\nKhai mạc,07:45,08:00,2026-12-01\nBế mạc,16:00,16:30,2026-12-02\n';
    expect(counts(await send(later))).toEqual([1, 1, 0]);
    const after = await sessions();
    expect(after).toHaveLength(5);
    expect(after[0]).toMatchObject({
      id: opening!.id,
      startsAt: '2026-12-01T00:45:00.000Z',
      abstract: 'Chào cờ',
    });
  });

  it('with one fault is refused as a whole, by row, column and code', async () => {
    const faulty =
      'Ngày;Giờ;Kết thúc;Nội dung\n' +
      '01/12/2026;sáng;;Khai mạc\n' +
      '05/12/2026;8h00;9h00;Chuyên đề 1\n' +
      '02/12/2026;9h00;8h00;Chuyên đề 2\n' +
      ';10h00;;Chuyên đề 3\n';
    const refused = await send<ImportReport & { code: string }>(faulty);
    expect([refused.status, refused.body.code]).toEqual([422, 'import.rejected']);
    expect(refused.body.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'startsAt', 'cell.invalid'],
      [3, 'date', 'cell.out-of-range'],
      [4, 'endsAt', 'cell.out-of-range'],
      [5, 'endsAt', 'cell.required'],
    ]);
    expect(await sessions()).toEqual([]);
  });
});
