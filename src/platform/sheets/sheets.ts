import { Injectable } from '@nestjs/common';
import { createRequire } from 'node:module';
import { Problem } from '../http/problem.js';
import { WorkerFault, Workers } from '../workers/workers.js';
import { type Sheet, SHEET_PROGRAM, type SheetJob, type SheetOutcome } from './sheet-program.js';
import { type ZipEntry, zipDirectory } from './zip-directory.js';

const MIB = 1024 * 1024;
/** What one file may hold. Rows beyond `rows` are refused, columns beyond `columns` are not looked at. */
export const SHEET_LIMITS = { bytes: 16 * MIB, unpackedBytes: 96 * MIB, entries: 500, rows: 50_000, columns: 100 } as const;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Reads CSV, XLSX and XLS that offices produce. Each file is parsed in a worker with limits, one at a time. */
@Injectable()
export class Sheets {
  private readonly require = createRequire(import.meta.url);

  constructor(private readonly workers: Workers) {}

  /** The sheets of the file, a CSV's only one. @throws Problem import.empty, import.file-unreadable, import.file-too-large, server.busy when the service is ending */
  async read(bytes: Buffer): Promise<Sheet[]> {
    const outcome = await this.workers.run(SHEET_PROGRAM, this.jobOf(bytes)).catch(outcomeOfFault);
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

function outcomeOfFault(fault: unknown): SheetOutcome {
  const reason = fault instanceof WorkerFault ? fault.reason : 'program';
  if (reason === 'stopped') throw new Problem('server.busy', 'The service is stopping; try again shortly');
  if (reason === 'memory') return { refused: 'file-too-large', detail: 'it needs too much memory' };
  return { refused: 'file-unreadable', detail: reason === 'time' ? 'it takes too long to read' : 'its form is not understood' };
}
