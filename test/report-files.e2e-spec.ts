import { parse } from 'csv-parse/sync';
import { read, utils } from '@e965/xlsx';
import { extractText } from 'unpdf';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { TABLES } from '../src/reports/report-tables.rules.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type ReportDay, reportDay, rowsOf } from './support/report-day.js';

describe('the attendance report', () => {
  let app: TestApp;
  let { conference, commune, people, csv } = {} as ReportDay;
  beforeAll(async () => {
    app = await startTestApp();
    const day = await reportDay(app);
    ({ conference, commune, people, csv } = day);
    await day.takeRoll((await day.openCheckpoint()).id);
  });
  afterAll(() => app.stop());

  const file = async (route: (typeof ROUTES)[keyof typeof ROUTES], query = ''): Promise<ArrayBuffer> =>
    (
      await fetch(app.url + pathTo(route, conference.id) + query, {
        headers: { authorization: `Bearer ${app.organizer.token}` },
      })
    ).arrayBuffer();

  it('opens as a workbook of a sheet for each table, with texts as texts', async () => {
    const answer = await fetch(app.url + pathTo(ROUTES.reportXlsx, 'ngay-mau'), {
      headers: { authorization: `Bearer ${app.organizer.token}` },
    });
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(answer.headers.get('content-disposition')).toContain('Khai%20m%E1%BA%A1c%208%2000.xlsx');
    const book = read(Buffer.from(await answer.arrayBuffer()), { cellFormula: true });
    expect(book.SheetNames).toEqual([
      'Theo đơn vị',
      'Theo cấp',
      'Theo khu vực',
      'Theo điểm cầu',
      'Chốt điểm danh',
      'Theo người',
      'Sửa sau khi chốt',
      'Thông tin',
    ]);
    const table = (name: string): Record<string, string | number>[] =>
      utils.sheet_to_json(book.Sheets[name]!);
    expect(table('Theo người').map((row) => row['Họ và tên'])).toEqual(
      expect.arrayContaining(['=HYPERLINK("http://x")', 'Đặng Thị Hường']),
    );
    const cells = Object.values(book.Sheets['Theo người']!).filter(
      (cell): cell is { f?: string; t: string } => typeof cell === 'object' && 't' in (cell as object),
    );
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
    expect(table('Theo cấp').map((row) => [row['Cấp'], row['Số điểm cầu'], row['Tổng có mặt']])).toEqual([
      ['Tỉnh', 1, 1],
      ['Xã', 1, 2],
      ['Tổng cộng', 2, 3],
    ]);
    expect(table('Theo đơn vị').map((row) => row['Đơn vị'])).toEqual([
      'Đội 5',
      'Sở Y tế',
      '(Không ghi đơn vị)',
      'Tổng cộng',
    ]);
    expect(table('Theo điểm cầu').at(1)).toMatchObject({
      'Mã điểm cầu': 'BG-01',
      'Trực thuộc': 'Hội trường tỉnh',
      'Trong danh sách': 3,
      'Tỷ lệ có mặt': 0.67,
      'Dự tại điểm cầu khác': 1,
    });
    const about = utils.sheet_to_json<string[]>(book.Sheets['Thông tin']!, { header: 1 });
    expect(about.slice(1).map(([name]) => name)).toEqual([
      'Hội nghị',
      'Mốc điểm danh',
      'Số liệu lúc',
      'Múi giờ',
      'Cách tính',
    ]);
    expect([about[3]![1], about[4]![1]]).toEqual([
      expect.stringMatching(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
      'Asia/Ho_Chi_Minh',
    ]);
  });

  it('tells no personal code in any of its files: a code is what its owner signs in with', async () => {
    const generated = (
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
        siteId: commune.id,
        fullName: 'Có Mã Riêng',
      })
    ).body;
    const codes = [...people.map(({ code }) => code!), generated.code!];
    expect(codes.every(Boolean)).toBe(true);
    const texts: string[] = [];
    for (const by of TABLES)
      for (const lang of ['vi', 'en']) texts.push((await csv(`?by=${by}&lang=${lang}`)).body);
    const book = read(await file(ROUTES.reportXlsx));
    texts.push(...Object.values(book.Sheets).map((sheet) => utils.sheet_to_csv(sheet)));
    texts.push((await extractText(new Uint8Array(await file(ROUTES.reportPdf)), { mergePages: true })).text);
    texts.push((await app.organizer.get<string>(pathTo(ROUTES.scheduleJson, conference.id))).body as string);
    for (const text of texts) for (const code of codes) expect(JSON.stringify(text)).not.toContain(code);
    expect(texts.some((text) => text.includes('Có Mã Riêng'))).toBe(true);
    expect((await app.organizer.delete(pathTo(ROUTES.participant, generated.id))).status).toBe(204);
  });

  it('names its time zone and the time it was made, in every CSV and in the workbook', async () => {
    for (const by of TABLES)
      for (const row of rowsOf((await csv(`?by=${by}`)).body))
        expect(row['Số liệu lúc (giờ Asia/Ho_Chi_Minh)']).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
  });

  it('speaks English when asked to, and separates as asked', async () => {
    const answer = await csv('?lang=en&by=level&separator=comma');
    expect(parse(answer.body, { bom: true, columns: true })).toMatchObject([
      { Level: 'Province', Present: '1' },
      { Level: 'Commune', Present: '2' },
      { Level: 'Total', 'On the list': '5', 'Not on a list': '1' },
    ]);
  });
});
