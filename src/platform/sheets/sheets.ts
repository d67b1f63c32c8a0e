import { Injectable } from '@nestjs/common';
import { deserialize } from 'node:v8';
import { Problem } from '../http/problem.js';
import { inSlices } from '../pace/pace.js';
import { WorkerFault, Workers } from '../workers/workers.js';
import type { Sheet, SheetRow } from './sheet.js';
import type { PackedSheet, SheetJob, SheetOutcome } from './sheet-job.js';
import { SHEET_PROGRAM } from './sheet-program.js';
import { type ZipEntry, zipDirectory } from './zip-directory.js';

const MIB = 1024 * 1024;
/** Limits of one file. Columns beyond `columns` are ignored; more of anything else is refused. */
export const SHEET_LIMITS = {
  bytes: 16 * MIB,
  /** A workbook of the old kind is parsed as a whole, at many times its size. */
  compoundBytes: 6 * MIB,
  entries: 500,
  partBytes: 16 * MIB,
  unpackedBytes: 24 * MIB,
  otherPartBytes: 2 * MIB,
  textBytes: 256 * 1024,
  rows: 50_000,
  columns: 100,
  cells: 1_500_000,
  cellCharacters: 32_767,
  characters: 16 * MIB,
} as const;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

/**
 * Reads CSV, XLSX and XLS that offices produce. Each file is parsed in a worker with limits, one at a time.
 */
@Injectable()
export class Sheets {
  constructor(private readonly workers: Workers) {}

  /**
   * Reads the sheets of the file; a CSV has one.
   * @throws Problem import.empty, import.file-unreadable, import.file-too-large, import.file-encrypted; for
   * files of other kinds import.file-web-page, import.file-opendocument, import.file-other; server.busy if
   * the service is stopping
   */
  async read(bytes: Buffer): Promise<Sheet[]> {
    assertTable(bytes);
    const outcome = await this.workers.run(SHEET_PROGRAM, jobOf(bytes)).catch(outcomeOfFault);
    if ('refused' in outcome && outcome.refused === 'file-encrypted')
      throw new Problem('import.file-encrypted');
    if ('refused' in outcome)
      throw new Problem(`import.${outcome.refused}`, `The file cannot be imported: ${outcome.detail}`);
    return Promise.all(outcome.sheets.map(opened));
  }
}

const startsWith = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

function jobOf(bytes: Buffer): SheetJob {
  if (bytes.length === 0) throw new Problem('import.empty');
  if (bytes.length > SHEET_LIMITS.bytes) throw new Problem('import.file-too-large');
  const [isZip, isCompound] = [startsWith(bytes, ZIP), startsWith(bytes, COMPOUND)];
  if (isCompound && bytes.length > SHEET_LIMITS.compoundBytes)
    throw new Problem(
      'import.file-too-large',
      'An old workbook (.xls) of this size is not taken: save it as .xlsx or .csv',
    );
  return {
    bytes,
    kind: isZip || isCompound ? 'workbook' : 'text',
    entries: isZip ? entriesOf(bytes) : null,
    limits: SHEET_LIMITS,
  };
}

/** Refuses other file types, each with advice. @throws Problem import.file-… */
function assertTable(bytes: Buffer): void {
  if (startsWith(bytes, COMPOUND)) {
    // The streams of a compound file have their names in its directory.
    if (bytes.includes(wide('EncryptedPackage'))) throw new Problem('import.file-encrypted');
    if (['WordDocument', 'PowerPoint Document', '__substg1.0_'].some((name) => bytes.includes(wide(name))))
      throw new Problem('import.file-other');
    return;
  }
  if (startsWith(bytes, ZIP)) return;
  // Zeros between the letters: UTF-16.
  const head = bytes
    .toString('latin1', 0, 2_000)
    .replaceAll('\0', '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*/, '');
  if (/^<(\?xml|!doctype|!--|html|head|meta|body|table|workbook)\b/i.test(head))
    throw new Problem('import.file-web-page');
  if (/^(%PDF-|\u0089PNG|\u00ff\u00d8\u00ff|GIF8|\{\\rtf|Rar!|7z\u00bc\u00af|MIME-Version:)/.test(head))
    throw new Problem('import.file-other');
}

/** A large sheet slice by slice, so that others are served in between. */
async function opened({ slices, ...rest }: PackedSheet): Promise<Sheet> {
  const rows: SheetRow[] = [];
  await inSlices(slices, 1, ([slice]) => {
    for (const row of deserialize(slice!) as SheetRow[]) rows.push(row);
  });
  return { ...rest, rows };
}

/** Before anything is unpacked: is it a workbook, and how large would it become? */
function entriesOf(bytes: Buffer): ZipEntry[] {
  const entries = zipDirectory(bytes);
  if (!entries) throw new Problem('import.file-unreadable');
  if (!entries.some(({ name }) => name.startsWith('xl/'))) {
    const isOpenDocument = entries.some(
      ({ name }) => name === 'META-INF/manifest.xml' || name === 'mimetype',
    );
    throw new Problem(isOpenDocument ? 'import.file-opendocument' : 'import.file-other');
  }
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  const isLarge =
    entries.some(({ size }) => size > SHEET_LIMITS.partBytes) || unpacked > SHEET_LIMITS.unpackedBytes;
  if (entries.length > SHEET_LIMITS.entries || isLarge) throw new Problem('import.file-too-large');
  return entries;
}

function outcomeOfFault(fault: unknown): SheetOutcome {
  const reason = fault instanceof WorkerFault ? fault.reason : 'program';
  if (reason === 'stopped') throw new Problem('server.busy', 'The service is stopping; try again shortly');
  if (reason === 'memory')
    return { refused: 'file-too-large', detail: 'it needs too much memory; save it as CSV, or in parts' };
  return {
    refused: 'file-unreadable',
    detail: reason === 'time' ? 'it takes too long to read' : 'its form is not understood',
  };
}
