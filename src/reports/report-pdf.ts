import { messages as reportMessages } from '#messages/all/reports.js';
import { inSnapshot, type OwnSnapshot } from '../platform/database/own-snapshot.js';
import { writePdf } from './pdf.js';
import type { PdfJob } from './pdf-layout.js';
import { type PdfReportJob, TooLargeReport } from './report-job.js';
import { ReportRead } from './report-read.js';
import { ReportTables } from './report-tables.js';
import { TABLES } from './report-tables.rules.js';
import { localTime, type SlicedTable, type Table } from './table.js';

/** Some 1,000 pages: who has more takes the tables as CSV, or the lists part by part. */
const MOST_PEOPLE = 30_000;

/** Reads one moment of the database and writes its tables on paper. @throws TooLargeReport */
export async function writeReportPdf(job: PdfReportJob): Promise<Uint8Array> {
  return writePdf(await inSnapshot(job.database, (source) => tablesOf(source, job)));
}

async function tablesOf(
  source: OwnSnapshot,
  { scope, conference, checkpoints: [checkpoint], below, at, lang }: PdfReportJob,
): Promise<PdfJob> {
  const read = await ReportRead.begin(source, scope);
  if (read.people > MOST_PEOPLE) throw new TooLargeReport(`${read.people} people`);
  const words = reportMessages[lang];
  const { paper } = words;
  const { timezone } = conference;
  const tables = new ReportTables(read, conference, words);
  // The scan that lists the people counts them for the tables before it.
  const people = await collected(tables.people());
  const all: Table[] = [];
  for (const name of TABLES) all.push(name === 'person' ? people : await tables.table(name));
  const moment = paper.moment({ time: localTime(at, timezone), timezone });
  return {
    title: paper.title,
    lines: [
      conference.title,
      ...(below ? [`${words.columns.area}: ${below.name}`] : []),
      `${paper.checkpoint}: ${checkpoint.name}`,
      moment,
      words.shareOf,
    ],
    foot: {
      text: `${conference.title} · ${checkpoint.name} · ${moment}`,
      page: paper.page({ page: '{page}', pages: '{pages}' }),
    },
    sign: { when: paper.sign.when, who: [paper.sign.drawnUp, paper.sign.confirmed], how: paper.sign.how },
    language: lang,
    tables: all.filter(hasRows),
  };
}

async function collected({ slices, ...frame }: SlicedTable): Promise<Table> {
  const rows: Table['rows'] = [];
  for await (const slice of slices) rows.push(...slice);
  return { ...frame, rows };
}

/** On paper a table without rows is a head alone. */
const hasRows = ({ rows }: Table): boolean => rows.length > 0;
