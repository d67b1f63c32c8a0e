import { describe, expect, test } from '@jest/globals';
import { utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import type { ProblemCode } from '../../contract/problem.js';
import { asZip64, changedPart, zip } from '../../../test/support/zip.js';
import type { Problem } from '../http/problem.js';
import { Workers } from '../workers/workers.js';
import { Sheets } from './sheets.js';

const sheets = new Sheets(new Workers());
const cellsOf = async (bytes: Buffer | string): Promise<string[][]> =>
  (await sheets.read(Buffer.from(bytes as string)))[0]!.rows.map(({ cells }) => cells);
const codeOf = (bytes: Buffer): Promise<ProblemCode | 'none'> =>
  sheets.read(bytes).then(
    () => 'none' as const,
    (fault: Problem) => fault.code,
  );
const workbook = (rows: unknown[][], bookType: 'xlsx' | 'biff8' = 'xlsx'): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Danh sách');
  return write(book, { type: 'buffer', bookType }) as Buffer;
};

describe('workbooks', () => {
  test('numbers come as their digits, texts as they are, old XLS too', async () => {
    const rows = [
      ['Mã', 'Dự kiến', 'Điện thoại'],
      ['007', 15, 912345678],
      ['X2', 0, 123456789012],
    ];
    const read = [
      ['Mã', 'Dự kiến', 'Điện thoại'],
      ['007', '15', '912345678'],
      ['X2', '0', '123456789012'],
    ];
    expect(await cellsOf(workbook(rows))).toEqual(read);
    expect(await cellsOf(workbook(rows, 'biff8'))).toEqual(read);
  });
  test('a number shown with leading zeros keeps them', async () => {
    const sheet = utils.aoa_to_sheet([['Mã'], [7]]);
    (sheet.A2 as { z: string }).z = '000';
    const book = utils.book_new(sheet, 'a');
    expect((await cellsOf(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer))[1]).toEqual(['007']);
  });
  test('a cell merged over rows counts for each', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Đơn vị', 'Tên'],
      ['Sở', 'A'],
      [null, 'B'],
    ]);
    sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    expect(
      (await cellsOf(write(utils.book_new(sheet, 'a'), { type: 'buffer', bookType: 'xlsx' }) as Buffer))[2],
    ).toEqual(['Sở', 'B']);
  });
});

describe('old encodings', () => {
  /** windows-1258 as Excel writes it: the tone after its letter. */
  const TONES: Record<string, number> = {
    '\u0300': 0xcc,
    '\u0309': 0xd2,
    '\u0303': 0xde,
    '\u0301': 0xec,
    '\u0323': 0xf2,
  };
  const OWN: Record<string, number> = {
    Ă: 0xc3,
    ă: 0xe3,
    Â: 0xc2,
    â: 0xe2,
    Đ: 0xd0,
    đ: 0xf0,
    Ê: 0xca,
    ê: 0xea,
    Ô: 0xd4,
    ô: 0xf4,
    Ơ: 0xd5,
    ơ: 0xf5,
    Ư: 0xdd,
    ư: 0xfd,
  };
  const in1258 = (text: string): Buffer => {
    const bytes: number[] = [];
    for (const letter of text.normalize('NFC')) {
      const marks = [...letter.normalize('NFD')].filter((sign) => sign in TONES);
      const bare = [...letter.normalize('NFD')]
        .filter((sign) => !(sign in TONES))
        .join('')
        .normalize('NFC');
      bytes.push(OWN[bare] ?? bare.charCodeAt(0), ...marks.map((mark) => TONES[mark]!));
    }
    return Buffer.from(bytes);
  };
  const text =
    'Mã;Họ và tên\r\n1;Nguyễn Thị Hường\r\n2;Đặng Văn Ước\r\n3;Trần Ngọc Ẩn\r\n4;Phạm Kỳ Hữu Nghĩa\r\n';
  test('windows-1258, which Vietnamese Excel writes as CSV', async () => {
    expect((await cellsOf(in1258(text))).map(([, name]) => name)).toEqual([
      'Họ và tên',
      'Nguyễn Thị Hường',
      'Đặng Văn Ước',
      'Trần Ngọc Ẩn',
      'Phạm Kỳ Hữu Nghĩa',
    ]);
  });
  test('a workbook of Excel 5 in windows-1258', async () => {
    const book = utils.book_new(utils.aoa_to_sheet([['x'], ['###c Quang']]), 'a');
    const bytes = write(book, { type: 'buffer', bookType: 'biff5' }) as Buffer;
    in1258('Đứ').copy(bytes, bytes.indexOf('###'));
    const codePage = bytes.indexOf(Buffer.from('42000200', 'hex')) + 4;
    bytes.writeUInt16LE(1258, codePage);
    expect((await cellsOf(bytes))[1]).toEqual(['Đức Quang']);
  });
  test('UTF-16 without its mark', async () => {
    expect((await cellsOf(Buffer.from(text, 'utf16le')))[1]).toEqual(['1', 'Nguyễn Thị Hường']);
  });
});

describe('what a workbook says beside its cells', () => {
  const book = (change: (sheet: WorkSheet, all: WorkBook) => void): Buffer => {
    const sheet = utils.aoa_to_sheet([
      ['Mã', 'Tên'],
      ['X1', 'A'],
      ['X2', 'B'],
      ['X3', 'C'],
    ]);
    const all = utils.book_new(sheet, 'Một');
    change(sheet, all);
    return write(all, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };
  test('hidden rows, hidden columns and hidden sheets', async () => {
    const bytes = book((sheet, all) => {
      sheet['!rows'] = [{}, {}, { hidden: true }, { hidden: true }];
      sheet['!cols'] = [{}, { hidden: true }];
      utils.book_append_sheet(all, utils.aoa_to_sheet([['Cũ']]), 'Cũ');
      all.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
    });
    const [first, second] = await sheets.read(bytes);
    expect([first!.name, first!.isHidden, second!.name, second!.isHidden]).toEqual([
      'Một',
      false,
      'Cũ',
      true,
    ]);
    expect(first!.rows.filter(({ isHidden }) => isHidden).map(({ row }) => row)).toEqual([3, 4]);
    expect(first!.hiddenColumns).toEqual([1]);
  });
  test('cells merged to the right', async () => {
    const bytes = book((sheet) => (sheet['!merges'] = [utils.decode_range('A1:B1')]));
    expect((await sheets.read(bytes))[0]!.rows[0]!.spans).toEqual([[0, 1]]);
  });
  test('errors, formulas without a result, and numbers that lost digits', async () => {
    const bytes = book((sheet) => {
      sheet.A2 = { t: 'e', v: 42 };
      sheet.A3 = { t: 'n', v: 1.5e19 };
      sheet.A4 = { t: 'n', v: 1, f: 'B4&"x"' };
      sheet.B3 = { t: 's', v: '', f: 'A1&""' };
    });
    // As programs write a formula that nobody has computed.
    const [first] = await sheets.read(
      changedPart(bytes, 'xl/worksheets/sheet1.xml', (xml) =>
        xml.replace(/(<c r="A4"[^>]*>.*?<\/f>)<v>[^<]*<\/v>/, '$1'),
      ),
    );
    expect(first!.rows.map(({ row, flaws }) => [row, flaws])).toEqual([
      [1, undefined],
      [2, [[0, 'error']]],
      [3, [[0, 'number-lost']]],
      [4, [[0, 'not-computed']]],
    ]);
  });
  test('zip64 archives', async () => {
    expect((await sheets.read(asZip64(book(() => undefined))))[0]!.rows[1]!.cells).toEqual(['X1', 'A']);
  });
});

describe('what is not read', () => {
  const honest = workbook([
    ['Mã', 'Tên'],
    ['X1', 'A'],
  ]);
  test('nothing', async () => expect(await codeOf(Buffer.alloc(0))).toBe('import.empty'));
  test('a cut workbook', async () =>
    expect(await codeOf(honest.subarray(0, honest.length / 2))).toBe('import.file-unreadable'));
  test('random bytes', async () => {
    const noise = Buffer.from(
      Array.from({ length: 4_096 }, (_, at) => (at * 7919 + (at >> 3) * 104729) % 256),
    );
    expect(await codeOf(noise)).toBe('import.file-unreadable');
    expect(await codeOf(Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]))).toBe(
      'import.file-unreadable',
    );
    expect(await codeOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise]))).toBe(
      'import.file-unreadable',
    );
  });
  test.each<[string, Buffer, ProblemCode]>([
    ['a zip that is no workbook', zip([{ name: 'a.txt', content: Buffer.from('a') }]), 'import.file-other'],
    ['a Word file', zip([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]), 'import.file-other'],
    [
      'an OpenDocument table',
      zip([
        { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
        { name: 'content.xml', content: Buffer.from('<a/>') },
      ]),
      'import.file-opendocument',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'import.file-other'],
    [
      'a web page named .xls',
      Buffer.from('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Mã'),
      'import.file-web-page',
    ],
    [
      'a table of HTML alone, with its mark',
      Buffer.from('\ufeff\r\n <TABLE border=1>'),
      'import.file-web-page',
    ],
    [
      'an XML table of Excel 2003',
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      'import.file-web-page',
    ],
    [
      'an encrypted workbook',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(512),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'import.file-encrypted',
    ],
    [
      'an old Word file',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(512),
        Buffer.from('WordDocument', 'utf16le'),
      ]),
      'import.file-other',
    ],
  ])('%s', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code));
  test('a bomb, by what its directory says', async () => {
    expect(
      await codeOf(zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(200 * 1024 * 1024) }])),
    ).toBe('import.file-too-large');
  });
  test('a bomb whose directory lies', async () => {
    expect(
      await codeOf(
        zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(50 * 1024 * 1024), stated: 1_000 }]),
      ),
    ).toBe('import.file-too-large');
  });
  test('more bytes or rows than an import takes', async () => {
    expect(await codeOf(Buffer.alloc(17 * 1024 * 1024, 'a'))).toBe('import.file-too-large');
    expect(await codeOf(Buffer.from('a,b\n'.repeat(50_001)))).toBe('import.file-too-large');
  });
});
