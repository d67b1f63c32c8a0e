import { zip } from './zip.js';

const MIB = 1024 * 1024;
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const type = (part: string, kind: string): string =>
  `<Override PartName="/xl/${part}.xml" ContentType="${WORKBOOK_TYPE}.${kind}+xml"/>`;
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${DOCUMENT}/${kind}" Target="${target}"/>`;

interface Parts {
  strings?: string;
  styles?: string;
  head?: string;
  more?: { name: string; content: Buffer }[];
  /** The size that the directory says the sheet has. */
  stated?: number;
}

/** A workbook with one sheet, part by part as Excel writes them. */
export function rawWorkbook(
  sheet: string,
  { strings = '', styles = '', head = '', more = [], stated }: Parts = {},
): Buffer {
  const part = (name: string, text: string) => ({ name, content: Buffer.from(XML + text) });
  const types =
    type('workbook', 'sheet.main') +
    type('worksheets/sheet1', 'worksheet') +
    type('sharedStrings', 'sharedStrings') +
    type('styles', 'styles');
  const parts =
    relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
    relation('rId2', 'sharedStrings', 'sharedStrings.xml') +
    relation('rId3', 'styles', 'styles.xml');
  return zip([
    part(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        `<Default Extension="xml" ContentType="application/xml"/>${types}</Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${RELATIONS}">` +
        `${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook ${NS} xmlns:r="${DOCUMENT}">` +
        '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${RELATIONS}">${parts}</Relationships>`),
    { ...part('xl/worksheets/sheet1.xml', `${head}<worksheet ${NS}>${sheet}</worksheet>`), stated },
    part('xl/sharedStrings.xml', `<sst ${NS}>${strings}</sst>`),
    part('xl/styles.xml', `<styleSheet ${NS}>${styles}</styleSheet>`),
    ...more,
  ]);
}

export const oneCell = (text: string): string =>
  `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`;
const rows = (count: number, cells: string | ((row: number) => string)): string => {
  const row = (nth: number): string =>
    `<row r="${nth}">${typeof cells === 'string' ? cells : cells(nth)}</row>`;
  return `<sheetData>${Array.from({ length: count }, (_, at) => row(at + 1)).join('')}</sheetData>`;
};
const blank = (count: number, size: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `xl/media/image${at}.png`,
    content: Buffer.alloc(size),
  }));
/** `a0` is three letters, `a29` ten to the twenty-ninth times as many. */
const tenfold = (at: number): string => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`;
const tenfolds = Array.from({ length: 29 }, (_, at) => tenfold(at)).join('');
const laughs = `<!DOCTYPE x [<!ENTITY a0 "lol">${tenfolds}]>`;

/**
 * Files that cost their sender nothing and a careless reader everything, by what is large in
 * them. Each is made when it is sent.
 */
export const BOMBS: Record<string, () => Buffer> = {
  'a workbook with one cell of 90 MB': () => rawWorkbook(oneCell('a'.repeat(90 * MIB))),
  'a workbook with one cell of 15 MB': () => rawWorkbook(oneCell('ễ'.repeat(5 * MIB))),
  'a workbook with one shared string of 15 MB': () =>
    rawWorkbook(rows(1, '<c r="A1" t="s"><v>0</v></c>'), {
      strings: `<si><t>${'a'.repeat(15 * MIB)}</t></si>`,
    }),
  'a workbook with a shared string of half a million runs': () =>
    rawWorkbook(rows(1, '<c r="A1" t="s"><v>0</v></c>'), {
      strings: `<si>${'<r><t>aaaaaaaaaaaaaaa</t></r>'.repeat(500_000)}</si>`,
    }),
  'a workbook whose one string of 32,000 characters stands in 320,000 cells': () =>
    rawWorkbook(
      rows(40_000, (row) =>
        [...'ABCDEFGH'].map((column) => `<c r="${column}${row}" t="s"><v>0</v></c>`).join(''),
      ),
      { strings: `<si><t>${'ab'.repeat(16_000)}</t></si>` },
    ),
  'a workbook with 400,000 cell styles': () =>
    rawWorkbook(oneCell('a'), { styles: `<cellXfs>${'<xf numFmtId="200"/>'.repeat(400_000)}</cellXfs>` }),
  'a workbook with a number format of 12 MB': () =>
    rawWorkbook(oneCell('a'), {
      styles: `<numFmts><numFmt numFmtId="200" formatCode="${'0.0;'.repeat(3 * MIB)}"/></numFmts>`,
    }),
  'a workbook with three million empty cells': () => rawWorkbook(rows(20_000, '<c/>'.repeat(150))),
  'a workbook with 600,000 rows': () =>
    rawWorkbook(`<sheetData>${'<row><c><v>1</v></c></row>'.repeat(600_000)}</sheetData>`),
  'a workbook of `<` alone': () => rawWorkbook('<'.repeat(15 * MIB)),
  'a workbook with three million `&amp;` in a cell': () => rawWorkbook(oneCell('&amp;'.repeat(3 * MIB))),
  'a workbook with entities of entities': () => rawWorkbook(oneCell('&a29;'), { head: laughs }),
  'a workbook with 480 large pictures': () => rawWorkbook(oneCell('a'), { more: blank(480, 100 * 1024) }),
  'a workbook with 600 parts': () => rawWorkbook(oneCell('a'), { more: blank(600, 1) }),
  'a workbook whose directory lies about a sheet of 60 MB': () =>
    rawWorkbook(oneCell('a'.repeat(60 * MIB)), { stated: 1_000 }),
  'a workbook whose directory lies about a sheet in the other way': () =>
    rawWorkbook(oneCell('a'), { stated: 15 * MIB }),
  'a workbook in a workbook, with a cell of 90 MB': () =>
    zip([
      {
        name: 'xl/workbook.xlsx',
        content: zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(90 * MIB, 'a') }]),
      },
    ]),
  'a CSV with one cell of 16 MB': () => Buffer.from(`code,name\n"${'a'.repeat(15.9 * MIB)}"\n`),
  'a CSV with one cell of 90 MB': () => Buffer.from(`code,name\n"${'a'.repeat(90 * MIB)}"\n`),
  'a CSV with a row of 16 million columns': () => Buffer.from(`code,name\n${','.repeat(15.9 * MIB)}`),
  'a CSV with columns over many lines of one quoted row': () =>
    Buffer.from(`${','.repeat(100_000)}"\n"`.repeat(160)),
  'a CSV with 16 million lines': () => Buffer.from('\n'.repeat(15.9 * MIB)),
  'a CSV whose quote never ends': () => Buffer.from(`code,name\n"a\n${'b\n'.repeat(7.9 * MIB)}`),
  'a CSV of quotes alone': () => Buffer.from(`code,name\n${'"'.repeat(15.9 * MIB)}`),
  'a UTF-16 text with one cell of 16 MB': () =>
    Buffer.from(`\ufeffcode;name\n${'ễ'.repeat(7.9 * MIB)}`, 'utf16le'),
  'an old workbook of 16 MB': () =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(15.9 * MIB, 9)]),
  'an old workbook that is a circle of sectors': () => compoundCircle(),
};

/** A compound file whose chain of directory sectors leads to itself. */
function compoundCircle(): Buffer {
  const file = Buffer.alloc(512 * 64);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(4_096, 56);
  for (let at = 76; at < 512; at += 4) file.writeUInt32LE(0, at);
  for (let at = 512; at < 1_024; at += 4) file.writeUInt32LE(1, at);
  return file;
}

/** Odd, but harmless: these are read, or refused with a word about their form. */
export const ODD: Record<string, () => Buffer> = {
  'a dimension that says a million rows of all columns': () =>
    rawWorkbook(`<dimension ref="A1:XFD1048576"/>${oneCell('a')}`),
  'a dimension beyond any sheet': () => rawWorkbook(`<dimension ref="A1:ZZZZZZ99999999999"/>${oneCell('a')}`),
  'columns to two thousand million': () =>
    rawWorkbook(`<cols><col min="1" max="2000000000" width="9"/></cols>${oneCell('a')}`),
  'a cell in a column that no sheet has': () => rawWorkbook(rows(1, '<c r="ZZZZZZZ1"><v>1</v></c>')),
  'a cell in a row that no sheet has': () =>
    rawWorkbook('<sheetData><row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData>'),
  'the last column of 10,000 rows': () => rawWorkbook(rows(10_000, (row) => `<c r="XFD${row}"><v>1</v></c>`)),
  '100,000 merges of 2,000 rows': () =>
    rawWorkbook(
      `${rows(2_000, '<c><v>1</v></c>')}<mergeCells>` +
        `${'<mergeCell ref="A1:A2000"/>'.repeat(100_000)}</mergeCells>`,
    ),
};
