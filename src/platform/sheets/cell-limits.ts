import { oneLine } from '../../contract/clean-text.js';
import type { SheetRow } from './sheet.js';

/** What the cells of a file may be, all sheets together. */
export interface CellLimits {
  rows: number;
  /** Columns further right are not looked at. */
  columns: number;
  cells: number;
  cellCharacters: number;
  characters: number;
}
/** How many cells and characters of a file may still come. */
export interface Allowance {
  cells: number;
  characters: number;
}

/** Makes the error of a file that is too large; `readSheets` knows it by `code`, which is zlib's. */
export function tooLarge(detail: string): Error {
  return Object.assign(new Error(detail), { code: 'ERR_BUFFER_TOO_LARGE' });
}

/** The row, and less left of the file's allowance. @throws when the file holds more than is taken */
export function rowOf(row: number, texts: string[], limits: CellLimits, left: Allowance): SheetRow {
  const cells = texts.slice(0, limits.columns);
  left.cells -= cells.length;
  if (left.cells < 0) throw tooLarge(`it has more than ${limits.cells} cells`);
  for (let at = 0; at < cells.length; at += 1) {
    const text = cells[at] ?? '';
    if (text.length > limits.cellCharacters)
      throw tooLarge(`row ${row} has a cell of more than ${limits.cellCharacters} characters`);
    left.characters -= text.length;
    if (left.characters < 0) throw tooLarge(`it has more than ${limits.characters} characters`);
    cells[at] = text === '' ? text : oneLine(text);
  }
  return { row, cells };
}
