import type { ImportFault, ImportFaultCode } from '../../contract/import.js';

/** More faults than these help nobody: the file is of another kind. */
export const FAULT_LIMIT = 1_000;

/** Collects the faults of one import, row by row. */
export class Faults {
  readonly found: ImportFault[] = [];

  add(row: number, column: string, code: ImportFaultCode, message: string): void {
    if (this.found.length < FAULT_LIMIT) this.found.push({ row, column, code, message });
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** In order of the file. */
  sorted(): ImportFault[] {
    return [...this.found].sort((a, b) => a.row - b.row);
  }
}
