import { inPieces } from '../platform/workers/in-pieces.js';
import { type PackedTable, unpacked } from './packed-table.js';
import { writeWorkbook } from './xlsx.js';

/** Writes tables that the service has made as a workbook, piece by piece. */
export function writePackedTables(tables: readonly PackedTable[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return inPieces(
    writeWorkbook(
      tables.map(({ packed, ...frame }) => ({
        name: frame.name,
        open: () => ({ ...frame, slices: unpacked(packed) }),
      })),
    ),
  );
}
