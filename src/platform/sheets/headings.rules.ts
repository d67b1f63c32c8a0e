import type { SheetRow } from './sheet.js';

/** One row of headings, or several that belong together. */
export interface Headings {
  /** Index of the first row among the sheet's rows, and how many rows there are. */
  at: number;
  depth: number;
  /** By column; '' where there is none. Of several rows: `upper · lower`. */
  texts: string[];
  /** Columns whose heading is merged with the one before. */
  merged: ReadonlySet<number>;
}

/** Titles, dates and addressees stand above the headings; further down there are none. */
const SEARCHED_ROWS = 60;
const MOST_DEPTH = 3;
/** Rows that have so many cells alike are one above the other because their cells are merged. */
const ALIKE = 2;

/**
 * Yields possible headings of a sheet: each of its first rows, with the rows below that continue it, deepest
 * first.
 */
export function* possibleHeadings(rows: readonly SheetRow[]): Generator<Headings> {
  for (let at = 0; at < Math.min(rows.length, SEARCHED_ROWS); at += 1) {
    let deepest = 1;
    while (
      deepest < MOST_DEPTH &&
      at + deepest < rows.length &&
      continues(rows[at + deepest - 1]!, rows[at + deepest]!)
    )
      deepest += 1;
    for (let depth = deepest; depth >= 1; depth -= 1) yield headingsAt(rows, at, depth);
  }
}

function headingsAt(rows: readonly SheetRow[], at: number, depth: number): Headings {
  const block = rows.slice(at, at + depth);
  const width = Math.max(...block.map(({ cells }) => cells.length));
  const merged = new Set<number>();
  const texts = Array.from({ length: width }, (_, column) => {
    const words: string[] = [];
    for (const [level, row] of block.entries()) {
      const text =
        cellAt(row, column) || (level < depth - 1 ? groupOf(row, rows[at + level + 1]!, column) : '');
      if (text !== '' && words.at(-1) !== text) words.push(text);
    }
    return words.join(' · ');
  });
  for (const [start, end] of block.flatMap(({ spans }) => spans ?? []))
    for (let column = start + 1; column <= end; column += 1)
      if (texts[column] !== '' && texts[column] === texts[start]) merged.add(column);
  return { at, depth, texts, merged };
}

/** Returns the text of the cell, or of the cell that it is merged with. */
function cellAt({ cells, spans }: SheetRow, column: number): string {
  const own = cells[column] ?? '';
  const span = own === '' ? spans?.find(([start, end]) => start < column && column <= end) : undefined;
  return span ? (cells[span[0]] ?? '') : own;
}

/** A file that knows no merged cells has blanks right of a heading that stands over several columns. */
function groupOf(upper: SheetRow, lower: SheetRow, column: number): string {
  if (!lower.cells[column]) return '';
  for (let left = column - 1; left >= 0; left -= 1) {
    if (!lower.cells[left]) return '';
    const text = upper.cells[left];
    if (text) return text;
  }
  return '';
}

/**
 * Whether the lower row holds headings that belong below the upper one's. Each of its cells stands
 * below a blank, below a heading over several columns, or repeats the one above. A row of data has
 * cells below headings of one column.
 */
function continues(upper: SheetRow, lower: SheetRow): boolean {
  const width = Math.max(upper.cells.length, lower.cells.length);
  let [alike, below, others] = [0, 0, 0];
  for (let column = 0; column < width; column += 1) {
    const [over, under] = [cellAt(upper, column), cellAt(lower, column)];
    if (under === '') continue;
    if (over === under) alike += 1;
    else if (over === '' || isOverSeveral(upper, column)) below += 1;
    else others += 1;
  }
  if (alike + below === 0 || isCounted(lower.cells)) return false;
  return alike >= ALIKE || (others === 0 && cellsOf(upper) > 0 && below > 0 && hasGroup(upper));
}

const cellsOf = ({ cells }: SheetRow): number => cells.filter(Boolean).length;
const hasGroup = (row: SheetRow): boolean =>
  row.cells.some((cell, column) => cell !== '' && isOverSeveral(row, column));

/** Merged to the right, or followed by a blank: the last column has nothing to its right. */
function isOverSeveral({ cells, spans }: SheetRow, column: number): boolean {
  if (spans?.some(([start, end]) => start <= column && column <= end)) return true;
  return Boolean(cells[column]) && column + 1 < cells.length && !cells[column + 1];
}

/**
 * The row below official headings that counts them: `1 2 3`, `(1) (2) (3)`, `A B
 * 1 2`. Blanks between are allowed.
 */
export function isCounted(cells: readonly string[]): boolean {
  const filled = cells.filter(Boolean);
  if (filled.length < 2) return false;
  const marks = filled.map((cell) => /^[([]?\s*(\d{1,2}|[A-Za-z])\s*(?:=.*)?[)\]]?$/.exec(cell)?.[1]);
  if (marks.includes(undefined)) return false;
  const numbers = marks.filter((mark) => /^\d/.test(mark!)).map(Number);
  const letters = marks.filter((mark) => /^\D/.test(mark!)).map((mark) => mark!.toUpperCase().charCodeAt(0));
  const follows = (places: number[], first: number): boolean =>
    places.every((place, at) => place === first + at);
  return (
    follows(letters, 65) && (numbers.length === 0 || follows(numbers, numbers[0]! <= 1 ? numbers[0]! : 1))
  );
}
