import { utils, write } from '@e965/xlsx';
import type { ImportReport } from '../src/contract/import.js';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { type Hall, made, makeHall } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 2, people: 0 });
});
afterAll(() => app.stop());

interface Said {
  mapping?: Record<string, string | null>;
  choices?: Record<string, string>;
}
const send = <T = ImportReport>(
  content: Buffer | string,
  query = '',
  said: Said = {},
): Promise<Answer<T>> => {
  const fields = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const route = pathTo(ROUTES.participantImport, hall.conference.id) + query;
  return app.organizer.upload<T>(route, { name: 'danh-sach.csv', content }, fields);
};
const names = async (): Promise<string[]> =>
  made(
    await app.organizer.get<Page<Participant>>(
      `${pathTo(ROUTES.participants, hall.conference.id)}?limit=500`,
    ),
  ).items.map(({ fullName }) => fullName);
const faultsOf = ({ errors }: ImportReport): string[] =>
  errors.map(({ row, column, code }) => `${row} ${column} ${code}`);

describe('the report says what was understood', () => {
  it('sheets, columns and the first rows as they would be stored', async () => {
    const { body } = await send(
      'STT;Họ đệm;Tên;Đơn vị;Điểm cầu;Ghi chú\n1;Nguyễn Văn;An;Sở Y tế;S000;x\n',
      '?dryRun=true',
    );
    expect(body.sheets).toEqual([
      { name: '', state: 'read', rows: 1, headingRow: 1, firstRow: 2, lastRow: 2 },
    ]);
    expect(body.columns.map(({ column, heading, field }) => [column, heading, field])).toEqual([
      ['A', 'STT', null],
      ['B', 'Họ đệm', 'fullName'],
      ['C', 'Tên', 'fullName'],
      ['D', 'Đơn vị', 'unit'],
      ['E', 'Điểm cầu', 'siteCode'],
      ['F', 'Ghi chú', null],
    ]);
    expect(body.rows).toEqual([
      {
        row: 2,
        values: expect.objectContaining({
          fullName: 'Nguyễn Văn An',
          unit: 'Sở Y tế',
          siteCode: 'S000',
          code: null,
        }),
      },
    ]);
    expect(await names()).toEqual([]);
  });

  it('all sheets that hold the headings, and in which sheet a fault is', async () => {
    const book = utils.book_new(
      utils.aoa_to_sheet([
        ['Họ và tên', 'Điểm cầu'],
        ['An', 'S000'],
      ]),
      'Khối sở',
    );
    utils.book_append_sheet(book, utils.aoa_to_sheet([['Ghi chú'], ['gửi trước 20/11']]), 'Đọc trước');
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['Họ và tên', 'Điểm cầu'],
        ['Bình', 'S9'],
      ]),
      'Khối xã',
    );
    const { body } = await send(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, '?dryRun=true');
    expect(body.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['Khối sở', 'read'],
      ['Đọc trước', 'no-headings'],
      ['Khối xã', 'read'],
    ]);
    expect(body.errors).toEqual([
      expect.objectContaining({ sheet: 'Khối xã', row: 2, code: 'cell.not-found', value: 'S9' }),
    ]);
  });
});

describe('what a person says of the columns', () => {
  const file = 'Ai;Ở đâu;Chức vụ\nNguyễn Văn An;S000;Chủ tịch\n';
  const mapping = { ai: 'fullName', odau: 'siteCode', chucvu: null };

  it('is asked for where nothing is known, and what is there is told', async () => {
    const { status, body } = await send<ProblemBody & ImportReport>(file, '?dryRun=true');
    expect([status, body.code, body.columns.map(({ key, field }) => [key, field])]).toEqual([
      422,
      'import.columns-missing',
      [
        ['ai', null],
        ['odau', null],
        ['chucvu', 'position'],
      ],
    ]);
  });
  it('is done, and remembered for files with the same headings once one was imported', async () => {
    expect((await send(file, '?dryRun=true', { mapping })).body).toMatchObject({
      created: 1,
      isRemembered: false,
    });
    expect((await send<ProblemBody>(file, '?dryRun=true')).body.code).toBe('import.columns-missing');
    expect(made(await send(file, '', { mapping }))).toMatchObject({ created: 1 });
    const next = made(await send('Ai;Ở đâu;Chức vụ\nTrần Thị Bé;S001;Phó Chủ tịch\n'));
    expect(next).toMatchObject({ created: 1, isRemembered: true });
    expect(next.rows[0]!.values).toMatchObject({ fullName: 'Trần Thị Bé', position: null });
    expect(
      (await send(file, '?dryRun=true', { mapping: { ai: 'fullName', odau: 'siteCode' } })).body.isRemembered,
    ).toBe(false);
  });
  it.each([
    ['no JSON', { mapping: 'x' as never }],
    ['a list', { mapping: ['fullName'] as never }],
    ['a field that there is not', { mapping: { ai: 'name' } }],
    ['a number', { choices: { a: 1 as never } }],
  ])('%s is refused', async (_, said) => {
    expect((await send<ProblemBody>(file, '?dryRun=true', said)).body.code).toBe('request.invalid');
  });
});

describe('a site', () => {
  it('is known by a name that no other has, in any case and writing', async () => {
    const [site] = hall.sites;
    await send(`Họ và tên;Điểm cầu\nAn;${site!.name.toUpperCase()}\nBình;xa 1\n`);
    expect((await names()).sort()).toEqual(['An', 'Bình']);
  });
  it('of a name that two have is a fault which names their codes', async () => {
    made(
      await app.organizer.post(pathTo(ROUTES.sites, hall.conference.id), {
        code: 'Z1',
        name: hall.sites[0]!.name,
      }),
    );
    const { body } = await send(`Họ và tên;Điểm cầu\nAn;${hall.sites[0]!.name}\n`, '?dryRun=true');
    expect(faultsOf(body)).toEqual(['2 siteCode cell.ambiguous']);
    expect(body.errors[0]!.message).toContain('S000, Z1');
  });
  it('that nobody knows is chosen once for all rows that name it', async () => {
    const file = 'Họ và tên;Điểm cầu\nAn;Sở Y tế\nBình;Sở  Y Tế\n';
    expect(faultsOf((await send(file, '?dryRun=true')).body)).toEqual([
      '2 siteCode cell.not-found',
      '3 siteCode cell.not-found',
    ]);
    const choices = { 'Sở Y tế': hall.sites[1]!.id };
    expect(made(await send(file, '', { choices }))).toMatchObject({ created: 2, errors: [] });
    const foreign = await makeHall(app.organizer, { sites: 1, people: 0 });
    const { body } = await send(file, '?dryRun=true', { choices: { 'Sở Y tế': foreign.sites[0]!.id } });
    expect(faultsOf(body)).toHaveLength(2);
  });
});

describe('a line that stands twice', () => {
  it('is a fault when all of it is equal at one site', async () => {
    const { body } = await send(
      'Họ và tên;Đơn vị;Điểm cầu\nAn;Sở;S000\nAn;Sở;S000\nAn;Sở;S001\n',
      '?dryRun=true',
    );
    expect(faultsOf(body)).toEqual(['3 fullName row.duplicate']);
    expect(body.errors[0]!.message).toContain('row 2');
  });
  it('is a warning when the name and the telephone are the same, however they are written', async () => {
    const rows = 'Nguyễn An;0912 345 678;S000\nNguyen An;+84912345678;S001\nNguyễn An;0987654321;S000\n';
    const { body } = await send(`Họ và tên;SĐT;Điểm cầu\n${rows}`, '?dryRun=true');
    expect([body.errors, body.created]).toEqual([[], 3]);
    expect(body.warnings).toEqual([expect.objectContaining({ row: 3, code: 'person.repeated' })]);
    expect(body.warnings[0]!.message).toContain('row 2');
  });
});

describe('what a spreadsheet lost', () => {
  it('is a fault in the cell, and nothing is imported', async () => {
    const file = 'Mã;Họ và tên;SĐT;Điểm cầu\n3,82E+10;An;9.12E+08;S000\n;#N/A;;S000\n';
    const { status, body } = await send(file);
    expect([status, faultsOf(body)]).toEqual([
      422,
      ['2 code cell.number-lost', '2 phone cell.number-lost', '3 fullName cell.error'],
    ]);
    expect(await names()).toEqual([]);
  });
  it('in a column that is not used harms nobody', async () => {
    expect(made(await send('Họ và tên;Điểm cầu;Tuổi\nAn;S000;#N/A\n'))).toMatchObject({ created: 1 });
  });
  it('headings in letters of an old font: who reads that columns are missing is told why', async () => {
    const file =
      'STT;Hä vµ tªn;Chøc vô;M· ®iÓm cÇu\n1;NguyÔn V¨n An;Chñ tÞch;S000\n2;TrÇn ThÞ B×nh;V¨n th;S000\n';
    const { status, body } = await send<ProblemBody & ImportReport>(file, '?dryRun=true');
    expect([status, body.code, body.columns.length]).toEqual([422, 'import.columns-missing', 4]);
    expect(body.warnings).toEqual([
      expect.objectContaining({ code: 'text.tcvn3', message: expect.stringContaining('Hä vµ tªn') }),
    ]);
    expect(body.detail).toContain('UniKey');
  });
  it('letters of an old font are told, with samples', async () => {
    const { body } = await send(
      'Họ và tên;Điểm cầu\nNguyÔn V¨n An;S000\nTrÇn ThÞ H¹nh;S000\nPh¹m ®×nh Kú;S000\n',
      '?dryRun=true',
    );
    expect(body.warnings).toEqual([
      expect.objectContaining({ code: 'text.tcvn3', message: expect.stringContaining('NguyÔn V¨n An') }),
    ]);
  });
});
