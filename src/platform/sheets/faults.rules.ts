import type { ImportFault, ImportFaultCode } from '../../contract/import.js';
import { shortened } from '../../contract/shortened.js';

/** More faults than these help nobody: the file is of another kind. */
export const FAULT_LIMIT = 1_000;

/** A row of the file. `sheet`: null where the file has but one sheet that is read. */
export interface Place {
  row: number;
  sheet?: string | null;
}

/** Where a row stands, in words. */
export const placed = ({ row, sheet }: Place): string => (sheet ? `row ${row} of "${sheet}"` : `row ${row}`);

/** A cell's words in a message, cut. */
export const shown = (text: string): string => `"${text.length > 60 ? `${shortened(text, 60)}…` : text}"`;

/** Collects the faults of one import, row by row. */
export class Faults {
  readonly found: ImportFault[] = [];

  /** @param value what stands in the cell, where that is at fault */
  add({ row, sheet }: Place, column: string, code: ImportFaultCode, message: string, value?: string): void {
    if (this.found.length >= FAULT_LIMIT) return;
    const more = { ...(value ? { value: shortened(value, 200) } : {}), ...(sheet ? { sheet } : {}) };
    this.found.push({ row, column, code, message, ...more });
  }
  /** Faults of the whole file, found while it was read. */
  addAll(faults: readonly ImportFault[]): void {
    this.found.push(...faults);
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** In order of the file; sheets in the order in which they were met. */
  sorted(): ImportFault[] {
    const sheets = [...new Set(this.found.map(({ sheet }) => sheet ?? ''))];
    const place = ({ sheet }: ImportFault): number => sheets.indexOf(sheet ?? '');
    return [...this.found].sort((a, b) => place(a) - place(b) || a.row - b.row);
  }
}
