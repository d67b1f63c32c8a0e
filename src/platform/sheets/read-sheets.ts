import { type DenseWorkSheet, read, set_cptable } from '@e965/xlsx';
import { serialize } from 'node:v8';
import { type CellLimits, tooLarge } from './cell-limits.js';
import type { SheetRow } from './sheet.js';
import type { PackedSheet, SheetJob, SheetOutcome } from './sheet-job.js';
import { textRows } from './text-rows.js';
import { partsOf, plainArchive } from './workbook-parts.js';
import { workbookRows } from './workbook-rows.js';
import { sheetFacts } from './worksheet-xml.js';

/** @throws when there are more rows than are taken */
function packed(rows: Iterable<SheetRow>, limits: CellLimits): Uint8Array[] {
  const slices: Uint8Array[] = [];
  let slice: SheetRow[] = [];
  let count = 0;
  for (const row of rows) {
    count += 1;
    if (count > limits.rows) throw tooLarge(`it has more than ${limits.rows} rows`);
    slice.push(row);
    if (slice.length < 1_000) continue;
    slices.push(serialize(slice));
    slice = [];
  }
  if (slice.length > 0) slices.push(serialize(slice));
  return slices;
}

async function workbookSheets(job: SheetJob): Promise<PackedSheet[]> {
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  const parts = job.entries && partsOf(bytes, job.entries, job.limits);
  // Old workbooks may be in a code page. The table of them takes as long to load as the parser.
  if (parts === null) set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  const facts = parts ? sheetFacts(parts) : [];
  const book = read(parts ? plainArchive(parts) : bytes, {
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
      workbookRows(book.Sheets[name] as DenseWorkSheet, facts[at], job.limits, left),
      job.limits,
    ),
  }));
}

/** Reads one file. */
export async function readSheets(job: SheetJob): Promise<SheetOutcome> {
  try {
    if (job.kind === 'workbook') return { sheets: await workbookSheets(job) };
    const slices = packed(textRows(job.bytes, job.limits), job.limits);
    return { sheets: [{ name: '', isHidden: false, hiddenColumns: [], slices }] };
  } catch (fault) {
    const isTooLarge = (fault as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    const detail = String((fault as Error).message ?? fault).slice(0, 200);
    if (/password-protected|encrypt/i.test(detail))
      return { refused: 'file-encrypted', detail: 'it has a password' };
    return { refused: isTooLarge ? 'file-too-large' : 'file-unreadable', detail };
  }
}
