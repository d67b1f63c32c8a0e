import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';
import { type TextProgram, WorkerFault, Workers } from '../platform/workers/workers.js';
import type { Paper } from './papers/paper.js';
import { PAPER_DOCX_PROGRAM, paperDocxJob } from './papers/paper-docx.js';
import { PAPER_PDF_PROGRAM, paperPdfJob } from './papers/paper-pdf.js';
import { PDF_PROGRAM, pdfJob } from './pdf.js';
import type { Table } from './table.js';
import { XLSX_PROGRAM, xlsxJob } from './xlsx.js';

/** Writes what takes long in a worker: a report of thousands of people must not hold up their check-ins. */
@Injectable()
export class ReportWriter {
  constructor(private readonly workers: Workers) {}

  /** @throws Problem report.too-large, server.failed, server.busy when the service is ending */
  xlsx(tables: readonly Table[]): Promise<Buffer> {
    return this.written(XLSX_PROGRAM, xlsxJob(tables));
  }

  /** @throws Problem as `xlsx` */
  pdf(content: Parameters<typeof pdfJob>[0]): Promise<Buffer> {
    return this.written(PDF_PROGRAM, pdfJob(content));
  }

  /** @throws Problem as `xlsx` */
  paper(paper: Paper, format: 'docx' | 'pdf'): Promise<Buffer> {
    return format === 'docx'
      ? this.written(PAPER_DOCX_PROGRAM, paperDocxJob(paper))
      : this.written(PAPER_PDF_PROGRAM, paperPdfJob(paper));
  }

  private async written<Job>(program: TextProgram<Job, Uint8Array>, job: Job): Promise<Buffer> {
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
