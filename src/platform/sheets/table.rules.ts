import { folded } from '../../contract/folded.js';
import { Problem } from '../http/problem.js';
import type { Sheet, SheetRow } from './sheet-program.js';

/** A column that a table may have, and what offices call it: any case, with or without diacritics and blanks. */
export interface ColumnSpec<Name extends string> {
  name: Name;
  headings: readonly string[];
  required?: true;
}
/** One row below the headings, by the columns' names; '' where the cell is empty. */
export interface TableRow<Name extends string> {
  row: number;
  cells: Record<Name, string>;
}
export interface Table<Name extends string> {
  /** Columns that the file has. */
  columns: Set<Name>;
  /** Without blank rows. Never empty. */
  rows: TableRow<Name>[];
}
type Places<Name> = Map<Name, number>;

/** Titles, dates and addressees stand above the headings; further down there are none. */
const HEADING_ROWS = 60;

/**
 * Finds the table in the sheets: the first row that holds the headings of all required columns, in the first sheet that
 * has one. Unknown columns are left out; of two columns of one name the first counts.
 * @throws Problem import.columns-missing, import.empty
 */
export function tableOf<Name extends string>(
  sheets: readonly Sheet[],
  specs: readonly ColumnSpec<Name>[],
): Table<Name> {
  if (sheets.every((sheet) => sheet.every(isBlank))) throw new Problem('import.empty');
  const names = new Map(
    specs.flatMap(({ name, headings }) =>
      [name, ...headings].map((heading) => [keyOf(heading), name] as const),
    ),
  );
  const required = specs.filter((spec) => spec.required).map(({ name }) => name);
  let nearest: Places<Name> = new Map();
  for (const sheet of sheets) {
    for (const [at, { cells }] of sheet.slice(0, HEADING_ROWS).entries()) {
      const places = placesOf(cells, names);
      if (required.every((name) => places.has(name))) return below(sheet, at, places, names, required, specs);
      if (places.size > nearest.size) nearest = places;
    }
  }
  throw columnsMissing(required.filter((name) => !nearest.has(name)));
}

function below<Name extends string>(
  sheet: Sheet,
  heading: number,
  found: Places<Name>,
  names: Map<string, Name>,
  required: readonly Name[],
  specs: readonly ColumnSpec<Name>[],
): Table<Name> {
  let places = found;
  let first = heading + 1;
  // Headings merged over two rows stand in both, and the second may add some: `Contact` above `Name` and `Telephone`.
  for (; first < sheet.length; first += 1) {
    const more = placesOf(sheet[first]!.cells, names);
    if (!required.every((name) => more.has(name))) break;
    places = new Map([...more, ...places]);
  }
  const rows = sheet.slice(first).flatMap(({ row, cells }) => {
    const named = Object.fromEntries(
      specs.map(({ name }) => [name, cells[places.get(name) ?? -1] ?? '']),
    ) as Record<Name, string>;
    return Object.values(named).every((cell) => cell === '') ? [] : [{ row, cells: named }];
  });
  if (rows.length === 0) throw new Problem('import.empty');
  return { columns: new Set(places.keys()), rows };
}

function placesOf<Name>(cells: readonly string[], names: ReadonlyMap<string, Name>): Places<Name> {
  const places: Places<Name> = new Map();
  cells.forEach((cell, column) => {
    const name = nameOf(cell, names);
    if (name !== undefined && !places.has(name)) places.set(name, column);
  });
  return places;
}

/** `Mã (*)`, `Mã / Code` and `MÃ:` all are `ma`. */
function nameOf<Name>(cell: string, names: ReadonlyMap<string, Name>): Name | undefined {
  if (cell === '' || cell.length > 80) return undefined;
  const plain = cell.replace(/\([^)]*\)/g, ' ');
  for (const words of [cell, plain, ...plain.split('/')]) {
    const name = names.get(keyOf(words));
    if (name !== undefined) return name;
  }
  return undefined;
}

const keyOf = (heading: string): string => folded(heading).replace(/[^\p{L}\p{N}]+/gu, '');
const isBlank = ({ cells }: SheetRow): boolean => cells.every((cell) => cell === '');

function columnsMissing(missing: readonly string[]): Problem {
  const errors = missing.map((name) => ({
    path: name,
    code: 'column.missing',
    message: `No column is headed ${name} or a name that offices use for it`,
  }));
  return new Problem(
    'import.columns-missing',
    `The file has no row of headings with ${missing.join(' and ')}`,
    { errors },
  );
}
