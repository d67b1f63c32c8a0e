import {
  columnName,
  escaped,
  SHEET_END,
  sheetFile,
  sheetStart,
  STYLES,
  workbookFiles,
} from './xlsx-parts.js';
import { TooLargeReport } from './report-job.js';
import type { Row, SlicedTable, TableColumn } from './table.js';
import { ZipWriter } from './zip.js';

/** Rows that Excel takes in one sheet, its heads included. */
export const SHEET_ROWS = 1_048_576;

/** A sheet whose table is made when its turn comes. */
export interface Sheet {
  name: string;
  open(): SlicedTable | Promise<SlicedTable>;
}

/**
 * A workbook, piece by piece: one sheet a table, its header frozen. Texts are text cells: Excel never takes
 * them for formulas, whatever they begin with.
 * @param sheets in the order shown
 * @param first the one that is written before the others, which are made of what it reads
 * @throws TooLargeReport
 */
export async function* writeWorkbook(
  sheets: readonly Sheet[],
  first: Sheet | undefined = sheets[0],
): AsyncGenerator<Uint8Array> {
  const zip = new ZipWriter();
  for (const [name, content] of Object.entries(workbookFiles(sheets.map(({ name }) => name)))) {
    yield zip.begin(name);
    yield zip.add(content);
    yield zip.end();
  }
  for (const sheet of new Set(first ? [first, ...sheets] : sheets)) {
    const nth = sheets.indexOf(sheet);
    yield zip.begin(sheetFile(nth + 1));
    for await (const xml of sheetXml(await sheet.open(), nth === 0)) yield zip.add(xml);
    yield zip.end();
  }
  yield zip.close();
}

async function* sheetXml(
  { columns, slices, hasTotal }: SlicedTable,
  isFirst: boolean,
): AsyncGenerator<string> {
  const names = columns.map((_, at) => columnName(at));
  const heads = columns.map(({ title }, at) => textCell(`${names[at]}1`, STYLES.head, title));
  yield `${sheetStart(columns, isFirst)}<row r="1">${heads.join('')}</row>`;
  let nth = 1;
  // The last row is held back until it is known to be the last.
  let last: Row | undefined;
  for await (const slice of slices) {
    if (nth + slice.length >= SHEET_ROWS) throw new TooLargeReport(`more than ${SHEET_ROWS} rows`);
    let xml = '';
    for (const row of slice) {
      if (last) xml += rowXml(last, (nth += 1), columns, names, false);
      last = row;
    }
    yield xml;
  }
  yield (last ? rowXml(last, nth + 1, columns, names, hasTotal) : '') + SHEET_END;
}

function rowXml(
  row: Row,
  nth: number,
  columns: readonly TableColumn[],
  names: readonly string[],
  isTotal: boolean,
): string {
  let cells = '';
  for (const [at, value] of row.entries()) {
    if (value === null || value === '') continue;
    const cell = `${names[at]}${nth}`;
    if (typeof value === 'string') cells += textCell(cell, isTotal ? STYLES.total : STYLES.plain, value);
    else cells += `<c r="${cell}" s="${numberStyle(columns[at]!, isTotal)}"><v>${value}</v></c>`;
  }
  return `<row r="${nth}">${cells}</row>`;
}

function numberStyle({ kind }: TableColumn, isTotal: boolean): number {
  if (kind === 'share') return isTotal ? STYLES.totalShare : STYLES.share;
  return isTotal ? STYLES.total : STYLES.plain;
}

const textCell = (cell: string, style: number, text: string): string =>
  `<c r="${cell}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
