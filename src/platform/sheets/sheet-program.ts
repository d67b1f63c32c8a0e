import type * as Xlsx from '@e965/xlsx';
import type { Options, parse } from 'csv-parse/sync';
import type * as Zlib from 'node:zlib';
import type { Program } from '../workers/workers.js';
import type { ZipEntry } from './zip-directory.js';

/** Cells are composed (NFC) and without stray blanks; `row` is the number that a spreadsheet shows. */
export interface SheetRow {
  row: number;
  cells: string[];
}
export type Sheet = SheetRow[];

export interface SheetJob {
  bytes: Uint8Array;
  kind: 'workbook' | 'text';
  /** Of a zipped workbook, to be held to their stated sizes. */
  entries: ZipEntry[];
  maxRows: number;
  maxColumns: number;
  /** Absolute paths of what the program requires. */
  modules: { xlsx: string; csv: string };
}
export type SheetOutcome = { sheets: Sheet[] } | { refused: 'file-unreadable' | 'file-too-large'; detail: string };

/** How a cell's text is compared and kept: as `oneLine` of platform/http. */
function tidy(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cc}\u200b\ufeff]+/gu, ' ').trim();
}

function rowOf(row: number, cells: string[], maxColumns: number): SheetRow {
  return { row, cells: Array.from(cells.slice(0, maxColumns), (cell) => tidy(cell ?? '')) };
}

/** UTF-16 with its mark, else UTF-8. @throws TypeError when it is neither */
function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  if (text.includes('\0')) throw new TypeError('it holds characters that no text has');
  return text;
}

/** The one that cuts the first lines into the most cells, evenly; a title line above them has little weight. */
function delimiterOf(text: string, parseCsv: typeof parse, options: Options): string {
  const head = text.slice(0, 100_000).split(/\r\n|\n|\r/).slice(0, 200).join('\n');
  let best = { delimiter: ',', weight: 0 };
  for (const delimiter of [',', ';', '\t']) {
    const counts = new Map<number, number>();
    let records: string[][] = [];
    try {
      records = parseCsv(head, { ...options, delimiter }) as unknown as string[][];
    } catch {
      // Cut inside a quoted cell, or not its delimiter.
    }
    for (const record of records) if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
    const weight = Math.max(0, ...[...counts].map(([cells, times]) => (cells - 1) * times));
    if (weight > best.weight) best = { delimiter, weight };
  }
  return best.delimiter;
}

function csvSheet(job: SheetJob, parseCsv: typeof parse): Sheet {
  const text = textOf(job.bytes);
  const options: Options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: 200_000 };
  const named = /^sep=(.)(?=[\r\n])/i.exec(text);
  const records = parseCsv(text, { ...options, delimiter: named?.[1] ?? delimiterOf(text, parseCsv, options), to: job.maxRows + 1 }) as unknown as string[][];
  return records.map((cells, at) => rowOf(at + 1, cells, job.maxColumns));
}

/** A number as its digits, not as a cell's width rounds it; a date, and a code like 007, as they are shown. */
function cellText(cell: Xlsx.CellObject | undefined, xlsx: typeof Xlsx): string {
  if (cell === undefined || cell === null || cell.v === undefined || cell.v === null || cell.t === 'e') return '';
  if (cell.t === 'n' && !/^0\d/.test(cell.w ?? '') && !(cell.z !== undefined && xlsx.SSF.is_date(String(cell.z)))) return String(cell.v);
  return cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v));
}

/** A cell merged over several rows counts for each of them. */
function filledDown(rows: Map<number, string[]>, merges: readonly Xlsx.Range[]): void {
  for (const { s, e } of merges.slice(0, 20_000)) {
    const value = rows.get(s.r)?.[s.c];
    if (value === undefined || value === '' || e.r - s.r > 2_000) continue;
    for (let at = s.r + 1; at <= e.r; at += 1) {
      const cells = rows.get(at);
      if (cells && !cells[s.c]) cells[s.c] = value;
    }
  }
}

function workbookSheet(sheet: Xlsx.DenseWorkSheet, xlsx: typeof Xlsx, maxColumns: number): Sheet {
  const rows = new Map<number, string[]>();
  // forEach passes over holes: a sheet may state a million rows and hold three.
  sheet['!data'].forEach((cells, at) => {
    const texts: string[] = [];
    cells?.slice(0, maxColumns).forEach((cell, column) => (texts[column] = cellText(cell, xlsx)));
    rows.set(at, texts);
  });
  filledDown(rows, sheet['!merges'] ?? []);
  return [...rows].map(([at, cells]) => rowOf(at + 1, cells, maxColumns));
}

/** @throws when an entry unpacks to more than the directory says: the sum was made of what it says */
function assertHonest(job: SheetJob, zlib: typeof Zlib): void {
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  for (const entry of job.entries) {
    const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    if (entry.method === 8) zlib.inflateRawSync(bytes.subarray(start, start + entry.packedSize), { maxOutputLength: Math.max(1, entry.size) });
    else if (entry.method !== 0) throw new TypeError('it is packed in an unknown way');
  }
}

function outcomeOf(job: SheetJob, load: NodeJS.Require): SheetOutcome {
  let sheets: Sheet[];
  try {
    if (job.kind === 'text') sheets = [csvSheet(job, (load(job.modules.csv) as { parse: typeof parse }).parse)];
    else {
      assertHonest(job, load('node:zlib') as typeof Zlib);
      const xlsx = load(job.modules.xlsx) as typeof Xlsx;
      const book = xlsx.read(job.bytes, { type: 'array', dense: true, cellNF: true, cellFormula: false, cellHTML: false, sheetRows: job.maxRows + 1 });
      sheets = book.SheetNames.slice(0, 20).map((name) => workbookSheet(book.Sheets[name] as Xlsx.DenseWorkSheet, xlsx, job.maxColumns));
    }
  } catch (fault) {
    const isTooLarge = (fault as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return { refused: isTooLarge ? 'file-too-large' : 'file-unreadable', detail: String((fault as Error).message ?? fault).slice(0, 200) };
  }
  if (sheets.some((sheet) => sheet.length > job.maxRows)) return { refused: 'file-too-large', detail: `it has more than ${job.maxRows} rows` };
  return { sheets };
}

/** Reads one file. A parser that needs more is being fooled; the service must outlive it. */
export const SHEET_PROGRAM: Program<SheetJob, SheetOutcome> = {
  entry: outcomeOf,
  parts: [tidy, rowOf, textOf, delimiterOf, csvSheet, cellText, filledDown, workbookSheet, assertHonest],
  limits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4, milliseconds: 8_000 },
};
