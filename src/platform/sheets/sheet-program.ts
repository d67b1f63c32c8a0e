import type * as Xlsx from '@e965/xlsx';
import type { Options, parse } from 'csv-parse/sync';
import type * as V8 from 'node:v8';
import type * as Zlib from 'node:zlib';
import { cleanText, oneLine } from '../../contract/clean-text.js';
import type { TextProgram } from '../workers/workers.js';
import type { CellFlaw, Sheet, SheetRow } from './sheet.js';
import { assertText, looksLikeUtf16, textOf } from './text-encoding.js';
import {
  assertModest,
  type PartLimits,
  partsOf,
  plainArchive,
  tooLarge,
  unpacked,
} from './workbook-parts.js';
import { hiddenIn, notComputedIn, sheetFacts, tagAt, type WorksheetFacts } from './worksheet-xml.js';
import type { ZipEntry } from './zip-directory.js';

export interface SheetJob {
  bytes: Uint8Array;
  kind: 'workbook' | 'text';
  /** Null: no zip. Of a zipped workbook, to be held to their stated sizes. */
  entries: ZipEntry[] | null;
  limits: CellLimits & PartLimits;
  /** Absolute paths of what the program requires. */
  modules: { xlsx: string; csv: string };
}
/** What the cells of a file may be, all sheets together. */
export interface CellLimits {
  rows: number;
  /** Columns further right are not looked at. */
  columns: number;
  cells: number;
  cellCharacters: number;
  characters: number;
}
/** How many cells and characters of a file may still come. */
interface Allowance {
  cells: number;
  characters: number;
}
/** A sheet for the way between threads: rows as `v8.serialize` writes them, so many at a time. */
export type PackedSheet = Omit<Sheet, 'rows'> & { slices: Uint8Array[] };
export type SheetOutcome =
  | { sheets: PackedSheet[] }
  | { refused: 'file-unreadable' | 'file-too-large' | 'file-encrypted'; detail: string };

/** @throws when the file holds more than is taken */
function rowOf(row: number, texts: string[], limits: CellLimits, left: Allowance): SheetRow {
  const cells = texts.slice(0, limits.columns);
  left.cells -= cells.length;
  if (left.cells < 0) throw tooLarge(`it has more than ${limits.cells} cells`);
  for (let at = 0; at < cells.length; at += 1) {
    const text = cells[at] ?? '';
    if (text.length > limits.cellCharacters)
      throw tooLarge(`row ${row} has a cell of more than ${limits.cellCharacters} characters`);
    left.characters -= text.length;
    if (left.characters < 0) throw tooLarge(`it has more than ${limits.characters} characters`);
    cells[at] = text === '' ? text : oneLine(text);
  }
  return { row, cells };
}

/** @throws when there are more rows than are taken */
function packed(rows: Iterable<SheetRow>, limits: CellLimits, v8: typeof V8): Uint8Array[] {
  const slices: Uint8Array[] = [];
  let slice: SheetRow[] = [];
  let count = 0;
  for (const row of rows) {
    count += 1;
    if (count > limits.rows) throw tooLarge(`it has more than ${limits.rows} rows`);
    slice.push(row);
    if (slice.length < 1_000) continue;
    slices.push(v8.serialize(slice));
    slice = [];
  }
  if (slice.length > 0) slices.push(v8.serialize(slice));
  return slices;
}

/**
 * The one that cuts the first lines into the most cells, evenly; a title line above them has little weight.
 */
function delimiterOf(text: string, parseCsv: typeof parse, options: Options): string {
  const head = text
    .slice(0, 100_000)
    .split(/\r\n|\n|\r/)
    .slice(0, 200)
    .join('\n');
  let best = { delimiter: ',', weight: 0 };
  for (const delimiter of [',', ';', '\t']) {
    const counts = new Map<number, number>();
    let records: string[][] = [];
    try {
      records = parseCsv(head, { ...options, delimiter }) as unknown as string[][];
    } catch {
      // Cut inside a quoted cell, or not its delimiter.
    }
    for (const record of records)
      if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
    const weight = Math.max(0, ...[...counts].map(([cells, times]) => (cells - 1) * times));
    if (weight > best.weight) best = { delimiter, weight };
  }
  return best.delimiter;
}

/** The parser limits a record's length, not its number of cells. @throws when there are more than is taken */
function assertFewCells(text: string, delimiter: string, limits: CellLimits): void {
  let count = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    count += 1;
    if (count > limits.cells) throw tooLarge(`it has more than ${limits.cells} cells`);
  }
}

function* csvRows({ bytes, limits }: SheetJob, parseCsv: typeof parse): Generator<SheetRow> {
  const text = textOf(bytes);
  const options: Options = {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: 200_000,
  };
  const delimiter = /^sep=(.)(?=[\r\n])/i.exec(text)?.[1] ?? delimiterOf(text, parseCsv, options);
  assertFewCells(text, delimiter, limits);
  const left = { ...limits };
  const records = parseCsv(text, { ...options, delimiter, to: limits.rows + 1 }) as unknown as string[][];
  for (const [at, cells] of records.entries()) yield rowOf(at + 1, cells, limits, left);
}

/**
 * A number as its digits, not as a cell's width rounds it; a date, and a code like 007, as they are shown.
 */
function cellText(cell: Xlsx.CellObject | undefined, xlsx: typeof Xlsx): string {
  if (cell === undefined || cell === null || cell.v === undefined || cell.v === null || cell.t === 'e')
    return '';
  if (
    cell.t === 'n' &&
    !/^0\d/.test(cell.w ?? '') &&
    !(cell.z !== undefined && xlsx.SSF.is_date(String(cell.z)))
  )
    return String(cell.v);
  return cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v));
}

/** What is wrong with a cell that the parser has read. Spreadsheets keep 15 digits of a number. */
function flawOf(cell: Xlsx.CellObject | undefined, xlsx: typeof Xlsx): CellFlaw | null {
  if (cell?.t === 'e') return 'error';
  if (cell?.t !== 'n') return null;
  if (Math.abs(Number(cell.v)) >= 1e15) return 'number-lost';
  return cell.z !== undefined && xlsx.SSF.is_date(String(cell.z)) ? 'date' : null;
}

/**
 * A cell merged over several rows counts for each of them; one merged to the right is noted for the headings.
 */
function spread(rows: Map<number, SheetRow>, merges: readonly Xlsx.Range[]): void {
  for (const { s, e } of merges.slice(0, 20_000)) {
    const value = rows.get(s.r)?.cells[s.c];
    if (value === undefined || value === '' || e.r - s.r > 2_000) continue;
    for (let at = s.r; at <= e.r; at += 1) {
      const row = rows.get(at);
      if (row && !row.cells[s.c]) row.cells[s.c] = value;
      if (row && e.c > s.c && at < 80) (row.spans ??= []).push([s.c, e.c]);
    }
  }
}

function* workbookRows(
  sheet: Xlsx.DenseWorkSheet,
  facts: WorksheetFacts | undefined,
  xlsx: typeof Xlsx,
  limits: CellLimits,
  left: Allowance,
): Generator<SheetRow> {
  const rows = new Map<number, SheetRow>();
  // forEach passes over holes: a sheet may state a million rows and hold three.
  sheet['!data'].forEach((cells, at) => {
    const row: SheetRow = { row: at + 1, cells: [] };
    cells?.slice(0, limits.columns).forEach((cell, column) => {
      row.cells[column] = cellText(cell, xlsx);
      const flaw = flawOf(cell, xlsx);
      if (flaw !== null) (row.flaws ??= []).push([column, flaw]);
    });
    rows.set(at, row);
  });
  for (const name of facts?.notComputed ?? []) {
    const { r, c } = xlsx.utils.decode_cell(name);
    const row = rows.get(r);
    if (row && c < limits.columns) (row.flaws ??= []).push([c, 'not-computed']);
  }
  spread(rows, sheet['!merges'] ?? []);
  const hidden = new Set(
    facts?.hiddenRows ??
      ((sheet['!rows'] ?? []) as (Xlsx.RowInfo | undefined)[]).flatMap((row, at) =>
        row?.hidden ? [at + 1] : [],
      ),
  );
  for (const { row, cells, ...rest } of rows.values())
    yield { ...rowOf(row, cells, limits, left), ...rest, ...(hidden.has(row) ? { isHidden: true } : {}) };
}

function workbookSheets(job: SheetJob, load: NodeJS.Require): PackedSheet[] {
  const [xlsx, v8] = [load(job.modules.xlsx) as typeof Xlsx, load('node:v8') as typeof V8];
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  const parts = job.entries && partsOf(bytes, job.entries, job.limits, load('node:zlib') as typeof Zlib);
  const facts = parts ? sheetFacts(parts) : [];
  const book = xlsx.read(parts ? plainArchive(parts) : bytes, {
    type: 'buffer',
    dense: true,
    cellNF: true,
    cellFormula: false,
    cellHTML: false,
    // Of the old kind it alone tells which rows are hidden; of the new kind that is
    // read from the XML, at less cost.
    cellStyles: parts === null,
    sheetRows: job.limits.rows + 1,
  });
  const left = { ...job.limits };
  return book.SheetNames.slice(0, 20).map((name, at) => ({
    name,
    isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0,
    hiddenColumns: facts[at]?.hiddenColumns ?? [],
    slices: packed(
      workbookRows(book.Sheets[name] as Xlsx.DenseWorkSheet, facts[at], xlsx, job.limits, left),
      job.limits,
      v8,
    ),
  }));
}

function outcomeOf(job: SheetJob, load: NodeJS.Require): SheetOutcome {
  try {
    if (job.kind === 'workbook') return { sheets: workbookSheets(job, load) };
    const { parse: parseCsv } = load(job.modules.csv) as { parse: typeof parse };
    const slices = packed(csvRows(job, parseCsv), job.limits, load('node:v8') as typeof V8);
    return { sheets: [{ name: '', isHidden: false, hiddenColumns: [], slices }] };
  } catch (fault) {
    const isTooLarge = (fault as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    const detail = String((fault as Error).message ?? fault).slice(0, 200);
    if (/password-protected|encrypt/i.test(detail))
      return { refused: 'file-encrypted', detail: 'it has a password' };
    return { refused: isTooLarge ? 'file-too-large' : 'file-unreadable', detail };
  }
}

/**
 * Reads one file. A parser that needs more is being fooled; the service must outlive it. The heap's
 * limit does not count what lies outside it, the file and its unpacked parts: those have limits of their
 * own, and all together are 200 MB.
 */
export const SHEET_PROGRAM: TextProgram<SheetJob, SheetOutcome> = {
  entry: outcomeOf,
  parts: [
    cleanText,
    oneLine,
    rowOf,
    packed,
    looksLikeUtf16,
    assertText,
    textOf,
    delimiterOf,
    assertFewCells,
    csvRows,
    cellText,
    flawOf,
    spread,
    workbookRows,
    workbookSheets,
    tooLarge,
    unpacked,
    assertModest,
    partsOf,
    plainArchive,
    tagAt,
    hiddenIn,
    notComputedIn,
    sheetFacts,
  ],
  limits: { maxOldGenerationSizeMb: 112, maxYoungGenerationSizeMb: 16, stackSizeMb: 4, milliseconds: 4_500 },
};
