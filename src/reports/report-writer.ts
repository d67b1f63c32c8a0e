import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Databases } from '../platform/database/databases.js';
import { Problem } from '../platform/http/problem.js';
import { type Program, WorkerFault, Workers } from '../platform/workers/workers.js';
import type { writeFigures } from './figures-file.js';
import { PAPER_PROGRAMS } from './papers/paper-programs.js';
import type { PaperJob } from './papers/paper-read.js';
import type { writePdf } from './pdf.js';
import type { PdfJob } from './pdf-layout.js';
import type { writeReport } from './report-file.js';
import type { FileJob, PdfReportJob, PeriodJob } from './report-job.js';
import type { writeReportPdf } from './report-pdf.js';
import type { Table } from './table.js';
import { packed } from './packed-table.js';
import type { writePackedTables } from './packed-tables-file.js';

/** Native code of a database is never cut; and a slow reader holds up no other. */
const READING = { endsByItself: true, atOnce: 3 } as const;
const REPORT: Program<typeof writeReport> = {
  entry: new URL('./report.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8, milliseconds: 300_000 },
  ...READING,
};
const FIGURES: Program<typeof writeFigures> = {
  entry: new URL('./figures.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8, milliseconds: 120_000 },
  ...READING,
};
const REPORT_PDF: Program<typeof writeReportPdf> = {
  entry: new URL('./report-pdf.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 16, milliseconds: 120_000 },
  endsByItself: true,
};
const XLSX: Program<typeof writePackedTables> = {
  entry: new URL('./xlsx.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 256, milliseconds: 120_000 },
};
const PDF: Program<typeof writePdf> = {
  entry: new URL('./pdf.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 256, milliseconds: 120_000 },
};

/** A job without the place of the database, which only the writer knows. */
type Without<Job> = Omit<Job, 'database'>;

/**
 * Lets a thread write what takes long, which reads the database by itself: a report of thousands of people
 * must not hold up their check-ins. Each method throws Problem report.too-large, server.failed, or
 * server.busy when the service is ending; `signal` ends the work.
 */
@Injectable()
export class ReportWriter {
  constructor(
    private readonly workers: Workers,
    private readonly databases: Databases,
  ) {}

  report(job: Without<FileJob>, signal?: AbortSignal): Promise<Readable> {
    return this.workers.stream(REPORT, this.reading(job), signal).catch(refuse);
  }

  /** `ReportFigures` as JSON. */
  figures(job: Without<PeriodJob>, signal?: AbortSignal): Promise<Readable> {
    return this.workers.stream(FIGURES, this.reading(job), signal).catch(refuse);
  }

  reportPdf(job: Without<PdfReportJob>, signal?: AbortSignal): Promise<Buffer> {
    return bytesOf(this.workers.run(REPORT_PDF, this.reading(job), signal));
  }

  paper(job: Without<PaperJob>, format: keyof typeof PAPER_PROGRAMS, signal?: AbortSignal): Promise<Buffer> {
    return bytesOf(this.workers.run(PAPER_PROGRAMS[format], this.reading(job), signal));
  }

  /** A workbook of tables that are there already. */
  async xlsx(tables: readonly Table[], signal?: AbortSignal): Promise<Readable> {
    const job: Awaited<ReturnType<typeof packed>>[] = [];
    for (const table of tables) job.push(await packed(table));
    return this.workers.stream(XLSX, job, signal).catch(refuse);
  }

  /** Tables that are there already, on paper. */
  pdf(content: PdfJob, signal?: AbortSignal): Promise<Buffer> {
    return bytesOf(this.workers.run(PDF, content, signal));
  }

  private reading<Job extends object>(job: Job): Job & Pick<PeriodJob, 'database'> {
    return { ...job, database: this.databases.place };
  }
}

async function bytesOf(work: Promise<Uint8Array>): Promise<Buffer> {
  const bytes = await work.catch(refuse);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function refuse(fault: unknown): never {
  if (!(fault instanceof WorkerFault)) throw fault;
  if (fault.reason === 'stopped')
    throw new Problem('server.busy', 'The service is stopping; try again shortly');
  const isTooLarge = (fault.cause as { code?: unknown } | undefined)?.code === 'report.too-large';
  if (fault.reason === 'program' && !isTooLarge)
    throw new Problem('server.failed', undefined, { cause: fault.cause ?? fault });
  throw new Problem('report.too-large');
}
