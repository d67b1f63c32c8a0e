import { messages as reportMessages } from '#messages/all/reports.js';
import { openSnapshot } from '../platform/database/own-snapshot.js';
import { inPieces } from '../platform/workers/in-pieces.js';
import { writeCsv } from './csv.js';
import { type CsvForm, type FileJob, TooLargeReport } from './report-job.js';
import { ReportRead } from './report-read.js';
import { aboutTable, ReportTables } from './report-tables.js';
import { TABLES } from './report-tables.rules.js';
import { localTime, type Row, type SlicedTable, type Table } from './table.js';
import { type Sheet, SHEET_ROWS, writeWorkbook } from './xlsx.js';

/** Reads one moment of the database and writes it as a file, piece by piece. @throws TooLargeReport */
export async function* writeReport(job: FileJob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const source = await openSnapshot(job.database);
  try {
    const read = await ReportRead.begin(source, job.scope);
    yield* inPieces(job.form.kind === 'csv' ? csvOf(read, job, job.form) : workbookOf(read, job));
  } finally {
    await source.close();
  }
}

async function* csvOf(
  read: ReportRead,
  { conference, at, lang }: FileJob,
  { by, separator }: CsvForm,
): AsyncGenerator<Uint8Array> {
  const { timezone } = conference;
  const words = reportMessages[lang];
  const tables = new ReportTables(read, conference, words);
  const made = { title: words.made({ timezone }), at: localTime(at, timezone) };
  const table = by === 'person' ? tables.people() : sliced(await tables.table(by));
  yield* writeCsv(table, separator, made);
}

async function* workbookOf(
  read: ReportRead,
  { conference, lang, ...period }: FileJob,
): AsyncGenerator<Uint8Array> {
  if (read.people >= SHEET_ROWS) throw new TooLargeReport(`${read.people} people`);
  const words = reportMessages[lang];
  const tables = new ReportTables(read, conference, words);
  const sheets = TABLES.map((name): Sheet => ({
    name: words.sheets[name],
    open: async () => (name === 'person' ? tables.people() : sliced(await tables.table(name))),
  }));
  const about = aboutTable(words, conference, period);
  const people = sheets[TABLES.indexOf('person')]!;
  const all = [...sheets, { name: about.name, open: () => sliced(about) }];
  yield* writeWorkbook(all, people);
}

/** Rows that are written at a time: as one text, those of 37,000 sites take 100 MB. */
const SLICE = 500;
const sliced = ({ rows, ...frame }: Table): SlicedTable => ({ ...frame, slices: slicesOf(rows) });

function* slicesOf(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += SLICE) yield rows.slice(at, at + SLICE);
}
