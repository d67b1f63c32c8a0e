import { Injectable } from '@nestjs/common';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Problem } from '../http/problem.js';
import { programText, type Sheet, type SheetJob, type SheetOutcome } from './sheet-program.js';
import { type ZipEntry, zipDirectory } from './zip-directory.js';

const MIB = 1024 * 1024;
/** What one file may hold. Rows beyond `rows` are refused, columns beyond `columns` are not looked at. */
export const SHEET_LIMITS = { bytes: 16 * MIB, unpackedBytes: 96 * MIB, entries: 500, rows: 50_000, columns: 100, milliseconds: 8_000 } as const;
/** A parser that needs more is being fooled; the service must outlive it. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Reads CSV, XLSX and XLS that offices produce. Each file is parsed in a worker with limits, one at a time. */
@Injectable()
export class Sheets {
  private readonly require = createRequire(import.meta.url);
  private tail: Promise<unknown> = Promise.resolve();

  /** The sheets of the file, a CSV's only one. @throws Problem import.empty, import.file-unreadable, import.file-too-large */
  async read(bytes: Buffer): Promise<Sheet[]> {
    const job = this.jobOf(bytes);
    const reading = this.tail.then(() => inWorker(job));
    this.tail = reading.catch(() => undefined);
    const outcome = await reading;
    if ('refused' in outcome) throw new Problem(`import.${outcome.refused}`, `The file cannot be imported: ${outcome.detail}`);
    return outcome.sheets;
  }

  private jobOf(bytes: Buffer): SheetJob {
    if (bytes.length === 0) throw new Problem('import.empty');
    if (bytes.length > SHEET_LIMITS.bytes) throw new Problem('import.file-too-large');
    const isZip = startsWith(bytes, ZIP);
    return {
      bytes,
      kind: isZip || startsWith(bytes, COMPOUND) ? 'workbook' : 'text',
      entries: isZip ? entriesOf(bytes) : [],
      maxRows: SHEET_LIMITS.rows,
      maxColumns: SHEET_LIMITS.columns,
      modules: { xlsx: this.require.resolve('@e965/xlsx'), csv: this.require.resolve('csv-parse/sync') },
    };
  }
}

const startsWith = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/** Before anything is unpacked: is it a workbook, and how large would it become? */
function entriesOf(bytes: Buffer): ZipEntry[] {
  const entries = zipDirectory(bytes);
  if (!entries?.some(({ name }) => name.startsWith('xl/'))) throw new Problem('import.file-unreadable');
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > SHEET_LIMITS.entries || unpacked > SHEET_LIMITS.unpackedBytes) throw new Problem('import.file-too-large');
  return entries;
}

function inWorker(job: SheetJob): Promise<SheetOutcome> {
  const worker = new Worker(programText(), { eval: true, workerData: job, resourceLimits: WORKER_LIMITS, execArgv: [], stderr: true });
  return new Promise<SheetOutcome>((resolve) => {
    const timer = setTimeout(() => resolve({ refused: 'file-unreadable', detail: 'it takes too long to read' }), SHEET_LIMITS.milliseconds);
    timer.unref();
    worker.once('message', (outcome: SheetOutcome) => resolve(outcome));
    worker.once('error', (fault: NodeJS.ErrnoException) => {
      const isTooLarge = fault.code === 'ERR_WORKER_OUT_OF_MEMORY';
      resolve({ refused: isTooLarge ? 'file-too-large' : 'file-unreadable', detail: isTooLarge ? 'it needs too much memory' : 'its form is not understood' });
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve({ refused: 'file-unreadable', detail: 'its form is not understood' });
    });
  }).finally(() => worker.terminate());
}
