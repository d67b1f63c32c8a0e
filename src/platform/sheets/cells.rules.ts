import { folded } from '../../contract/folded.js';
import { type Faults, shown } from './faults.rules.js';
import type { CellFlaw } from './sheet.js';
import type { TableRow } from './table.rules.js';

/** One cell on its way to a field: where it stands, what it says, where its faults go. */
export interface Cell {
  row: number;
  sheet: string | null;
  column: string;
  text: string;
  flaw?: CellFlaw;
}

/** The cell of a row that holds this field. */
export function cellOf<Name extends string>(
  { row, sheet, cells, flaws }: TableRow<Name>,
  column: Name,
): Cell {
  const flaw = flaws[column];
  return { row, sheet, column, text: cells[column], ...(flaw ? { flaw } : {}) };
}

const FLAWS = {
  error: ['cell.error', 'shows an error of the spreadsheet'],
  'not-computed': [
    'cell.not-computed',
    'holds a formula without a result: open the file in the spreadsheet and save it',
  ],
  'number-lost': [
    'cell.number-lost',
    'was taken for a number by a spreadsheet, and digits are lost: write it as text',
  ],
  date: ['cell.number-lost', 'was taken for a date by a spreadsheet: write it as text'],
} as const;

/** True if the cell is not what somebody wrote there, which is a fault. */
function isFlawed({ flaw, text, column, ...place }: Cell, faults: Faults): boolean {
  if (!flaw) return false;
  const [code, words] = FLAWS[flaw];
  faults.add(place, column, code, `${column} ${words}${text === '' ? '' : `: ${shown(text)}`}`, text);
  return true;
}

/** The text, null when the cell is empty or too long (which is a fault). */
export function textIn(cell: Cell, limit: number, faults: Faults): string | null {
  if (isFlawed(cell, faults)) return null;
  if (cell.text.length <= limit) return cell.text || null;
  faults.add(
    cell,
    cell.column,
    'cell.too-long',
    `${cell.column} has ${cell.text.length} characters; at most ${limit} are taken`,
  );
  return null;
}

/** As `textIn`; an empty cell is a fault. */
export function requiredTextIn(cell: Cell, limit: number, faults: Faults): string | null {
  if (cell.text === '' && !cell.flaw)
    faults.add(cell, cell.column, 'cell.required', `${cell.column} is empty`);
  return textIn(cell, limit, faults);
}

/** A whole number from 0 to `max`, written with digits alone. */
export function wholeNumberIn(cell: Cell, max: number, faults: Faults): number | null {
  if (isFlawed(cell, faults) || cell.text === '') return null;
  if (!/^[+-]?\d+([.,]0+)?$/.test(cell.text)) {
    faults.add(
      cell,
      cell.column,
      'cell.not-a-number',
      `${cell.column} is not a whole number: ${shown(cell.text)}`,
      cell.text,
    );
    return null;
  }
  const number = Number.parseInt(cell.text, 10);
  if (number >= 0 && number <= max) return number;
  faults.add(
    cell,
    cell.column,
    'cell.out-of-range',
    `${cell.column} must be from 0 to ${max}, not ${shown(cell.text)}`,
    cell.text,
  );
  return null;
}

/**
 * A telephone number; a spreadsheet's number has lost its leading 0
 * (Vietnam's have 10 digits, land lines 11).
 */
export function phoneIn(cell: Cell, limit: number, faults: Faults): string | null {
  const text = textIn(cell, limit, faults);
  return text !== null && (/^[35789]\d{8}$/.test(text) || /^2\d{9}$/.test(text)) ? `0${text}` : text;
}

/**
 * The value that one of the words stands for; words are compared without case, diacritics, blanks and signs.
 */
export function choiceIn<V extends string>(
  cell: Cell,
  words: ReadonlyMap<string, V>,
  faults: Faults,
): V | null {
  if (isFlawed(cell, faults) || cell.text === '') return null;
  const value = words.get(choiceKey(cell.text));
  if (value !== undefined) return value;
  faults.add(
    cell,
    cell.column,
    'cell.unknown-value',
    `${cell.column} is not one of ${[...new Set(words.values())].join(', ')}: ${shown(cell.text)}`,
    cell.text,
  );
  return null;
}

/** Words to values, ready for `choiceIn`. The values are words themselves. */
export function choices<V extends string>(words: Record<V, readonly string[]>): ReadonlyMap<string, V> {
  const entries = Object.entries(words) as [V, readonly string[]][];
  return new Map(
    entries.flatMap(([value, others]) => [value, ...others].map((word) => [choiceKey(word), value] as const)),
  );
}

const choiceKey = (word: string): string => folded(word).replace(/[^\p{L}\p{N}]+/gu, '');
