import { type DenseWorkSheet, read, set_cptable } from '@e965/xlsx';
import { packed } from './packed-rows.js';
import type { PackedSheet, SheetJob } from './sheet-job.js';
import { partsOf, plainArchive } from './workbook-parts.js';
import { workbookRows } from './workbook-rows.js';
import { sheetFacts } from './worksheet-xml.js';

/** @throws when the workbook holds more than is taken, or is none */
export async function workbookSheets(job: SheetJob): Promise<PackedSheet[]> {
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
