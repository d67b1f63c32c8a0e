import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';
import { type Program, WorkerFault, Workers } from '../platform/workers/workers.js';
import type { Paper } from './papers/paper.js';
import { PAPER_PROGRAMS } from './papers/paper-programs.js';
import type { writePdf } from './pdf.js';
import type { PdfJob } from './pdf-layout.js';
import type { Table } from './table.js';
import type { writeXlsx } from './xlsx.js';

type Writing<Job> = (job: Job) => Promise<Uint8Array>;

const XLSX: Program<typeof writeXlsx> = {
  entry: new URL('./xlsx.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 1_024, milliseconds: 120_000 },
};
const PDF: Program<typeof writePdf> = {
  entry: new URL('./pdf.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 1_024, milliseconds: 120_000 },
};

/** Writes what takes long in a worker: a report of thousands of people must not hold up their check-ins. */
@Injectable()
export class ReportWriter {
  constructor(private readonly workers: Workers) {}

  /** @throws Problem report.too-large, server.failed, server.busy when the service is ending */
  xlsx(tables: readonly Table[]): Promise<Buffer> {
    return this.written(XLSX, tables);
  }

  /** @throws Problem as `xlsx` */
  pdf(content: PdfJob): Promise<Buffer> {
    return this.written(PDF, content);
  }

  /** @throws Problem as `xlsx` */
  paper(paper: Paper, format: keyof typeof PAPER_PROGRAMS): Promise<Buffer> {
    return this.written(PAPER_PROGRAMS[format], paper);
  }

  private async written<Job>(program: Program<Writing<Job>>, job: Job): Promise<Buffer> {
    const bytes = await this.workers.run(program, job).catch(refuse);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function refuse(fault: unknown): never {
  if (!(fault instanceof WorkerFault)) throw fault;
  if (fault.reason === 'stopped')
    throw new Problem('server.busy', 'The service is stopping; try again shortly');
  if (fault.reason === 'program')
    throw new Problem('server.failed', undefined, { cause: fault.cause ?? fault });
  throw new Problem('report.too-large');
}
