import { utils, write } from '@e965/xlsx';
import type { ImportReport } from '../src/contract/import.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, makeHall } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 0, people: 0 });
});
afterAll(() => app.stop());

describe('a list of administrative units as published', () => {
  const HEAD = [
    'Tỉnh Thành Phố',
    'Mã TP',
    'Quận Huyện',
    'Mã QH',
    'Phường Xã',
    'Mã PX',
    'Cấp',
    'Tên Tiếng Anh',
  ];
  const rows = Array.from({ length: 10_000 }, (_, at) => {
    const code = String(at + 1).padStart(5, '0');
    const level = ['Phường', 'Xã', 'Thị trấn'][at % 3]!;
    return [
      'Tỉnh Bắc Giang',
      '24',
      `Huyện ${at % 90}`,
      String(at % 90).padStart(3, '0'),
      `${level} Đồng Hòa ${code}`,
      code,
      level,
      '',
    ];
  });
  const book = (type: 'xlsx' | 'biff8'): Buffer =>
    write(utils.book_new(utils.aoa_to_sheet([HEAD, ...rows]), 'Sheet1'), {
      type: 'buffer',
      bookType: type,
    }) as Buffer;
  it.each<[string, () => Buffer]>([
    ['XLSX', () => book('xlsx')],
    ['XLS', () => book('biff8')],
    [
      'CSV with its mark',
      () => Buffer.from(`\ufeff${[HEAD, ...rows].map((cells) => cells.join(',')).join('\r\n')}`),
    ],
  ])('of 10,000 rows is taken from %s, with the zeros of its codes', async (_, make) => {
    const route = `${pathTo(ROUTES.siteImport, hall.conference.id)}?dryRun=true`;
    const { body } = await app.organizer.upload<ImportReport>(route, { name: 'dvhc', content: make() });
    expect([body.created, body.errors]).toEqual([10_000, []]);
    expect(body.rows[0]!.values).toMatchObject({
      code: '00001',
      name: 'Phường Đồng Hòa 00001',
      level: 'ward',
      parentCode: null,
    });
    const unused = body.columns.filter(({ field }) => field === null).map(({ heading }) => heading);
    expect(unused).toEqual(['Tỉnh Thành Phố', 'Mã TP', 'Quận Huyện', 'Mã QH', 'Tên Tiếng Anh']);
  });
});
