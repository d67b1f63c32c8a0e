import type { ImportColumn, ImportFault, ImportSheet, ImportWarning } from '../../contract/import.js';
import { Problem } from '../http/problem.js';
import { assigned, type Assignment, type ColumnMapping, type ColumnSpec } from './columns.rules.js';
import { type Headings, possibleHeadings } from './headings.rules.js';
import { passedOver } from './passed-over.rules.js';
import type { CellFlaw, Sheet, SheetRow } from './sheet.js';
import { countOf } from '../log/count-of.js';

/** One row below the headings, by the columns' names; '' where the cell is empty. */
export interface TableRow<Name extends string> {
  row: number;
  /** `null` if only one sheet of the file is read. */
  sheet: string | null;
  cells: Record<Name, string>;
  flaws: Partial<Record<Name, CellFlaw>>;
}
export interface Table<Name extends string> {
  /** Fields that the file has. */
  columns: Set<Name>;
  /** Without blank rows and those that are passed over. Never empty. */
  rows: TableRow<Name>[];
  /** The understood parts, for the report. */
  read: { sheets: ImportSheet[]; columns: ImportColumn[] };
  faults: ImportFault[];
  warnings: ImportWarning[];
}
interface Found<Name extends string> extends Assignment<Name> {
  sheet: Sheet;
  headings: Headings;
}

/**
 * Finds the tables in all visible sheets: in each the first rows of headings that name all required columns.
 * @throws Problem import.empty; import.columns-missing, which carries what was understood,
 * so that a person can say the rest
 */
export function tableOf<Name extends string>(
  sheets: readonly Sheet[],
  specs: readonly ColumnSpec<Name>[],
  mapping: ColumnMapping<Name> = {},
): Table<Name> {
  if (sheets.every(({ rows }) => rows.every(isBlank))) throw new Problem('import.empty');
  const required = specs.filter((spec) => spec.required).map(({ name }) => name);
  const nearest = sheets
    .filter(({ isHidden }) => !isHidden)
    .map((sheet) => nearestIn(sheet, specs, required, mapping));
  const found = nearest.filter(
    (one) => one !== null && required.every((name) => isNamed(one, name)),
  ) as Found<Name>[];
  const read = {
    sheets: sheets.map((sheet) =>
      sheetRead(
        sheet,
        found.find((one) => one.sheet === sheet),
      ),
    ),
    columns: distinct(
      (found.length > 0 ? found : nearest.filter((one) => one !== null)).flatMap(({ columns }) => columns),
    ),
  };
  if (found.length === 0) throw columnsMissing(required, nearest, read);
  const tables = found.map((one) => below(one, specs, found.length > 1 ? one.sheet.name : null));
  const rows = tables.flatMap((table) => table.rows);
  if (rows.length === 0) throw new Problem('import.empty');
  return {
    columns: new Set(found.flatMap(({ places }) => [...places.keys()])),
    rows,
    read,
    faults: found.flatMap(({ unclear }) => unclear),
    warnings: tables.flatMap(({ warnings }) => warnings),
  };
}

/** A field whose columns are unclear is named all the same: its fault says what to do. */
const isNamed = <Name extends string>({ places, unclear }: Assignment<Name>, name: Name): boolean =>
  places.has(name) || unclear.some(({ column }) => column === name);

function nearestIn<Name extends string>(
  sheet: Sheet,
  specs: readonly ColumnSpec<Name>[],
  required: readonly Name[],
  mapping: ColumnMapping<Name>,
): Found<Name> | null {
  let nearest: Found<Name> | null = null;
  let whole: Found<Name> | null = null;
  for (const headings of possibleHeadings(sheet.rows)) {
    // Headings of fewer rows at the same place may name more: those that name the most count.
    if (whole !== null && headings.at > whole.headings.at) break;
    const found = { sheet, headings, ...assigned(sheet, headings, specs, mapping) };
    const isWhole = required.every((name) => isNamed(found, name));
    if (isWhole && (whole === null || found.places.size > whole.places.size)) whole = found;
    if (found.places.size > 0 && (nearest === null || found.places.size > nearest.places.size))
      nearest = found;
  }
  return whole ?? nearest ?? firstRow(sheet, specs, mapping);
}

/**
 * Nothing is known by its heading: the first row of several cells may be the headings,
 * for a person to say what they mean.
 */
function firstRow<Name extends string>(
  sheet: Sheet,
  specs: readonly ColumnSpec<Name>[],
  mapping: ColumnMapping<Name>,
): Found<Name> | null {
  for (const headings of possibleHeadings(sheet.rows))
    if (headings.texts.filter(Boolean).length > 1)
      return { sheet, headings, ...assigned(sheet, headings, specs, mapping) };
  return null;
}

function below<Name extends string>(
  { sheet, headings, places }: Found<Name>,
  specs: readonly ColumnSpec<Name>[],
  name: string | null,
): { rows: TableRow<Name>[]; warnings: ImportWarning[] } {
  const required = specs.filter((spec) => spec.required).map((spec) => spec.name);
  const rows = sheet.rows.slice(headings.at + headings.depth);
  const named = rows.map((row) => tableRow(row, places, specs, name));
  const lacks = (at: number): boolean =>
    required.some((field) => !named[at]!.cells[field] && !named[at]!.flaws[field]);
  const passed = passedOver(rows, lacks);
  const warnings: ImportWarning[] = passed.map(({ at, why }) => ({ row: rows[at]!.row, ...why }));
  const hidden = rows.filter(
    (row, at) => row.isHidden && !passed.some((one) => one.at === at) && !isEmpty(named[at]!),
  );
  if (hidden.length > 0) {
    const count = countOf(hidden.length, 'row is hidden', 'rows are hidden');
    const message = `${count}, by a filter perhaps, and imported all the same: ${rangesOf(hidden)}`;
    warnings.push({ row: hidden[0]!.row, code: 'rows.hidden', message });
  }
  const skipped = new Set(passed.map(({ at }) => at));
  return {
    rows: named.filter((row, at) => !skipped.has(at) && !isEmpty(row)),
    warnings: warnings.map((warning) => (name === null ? warning : { ...warning, sheet: name })),
  };
}

function tableRow<Name extends string>(
  { row, cells, flaws }: SheetRow,
  places: ReadonlyMap<Name, number[]>,
  specs: readonly ColumnSpec<Name>[],
  sheet: string | null,
): TableRow<Name> {
  const named = {} as Record<Name, string>;
  const flawed: Partial<Record<Name, CellFlaw>> = {};
  for (const { name, isCode } of specs) {
    const at = places.get(name) ?? [];
    named[name] = at
      .map((column) => cells[column] ?? '')
      .filter(Boolean)
      .join(' ');
    const flaw = at
      .map(
        (column) => flaws?.find(([flawColumn]) => flawColumn === column)?.[1] ?? writtenFlaw(cells[column]),
      )
      .find(Boolean);
    // A date is what it is, but where a code or a number was meant.
    if (flaw && (flaw !== 'date' || isCode)) flawed[name] = flaw;
  }
  return { row, sheet, cells: named, flaws: flawed };
}

/**
 * Text files carry a spreadsheet's errors and its rounded numbers as words; `###` is a
 * column too narrow for its number.
 */
function writtenFlaw(text = ''): CellFlaw | null {
  const sign = text.charCodeAt(0);
  // `#`, or a sign or digit at the head: asked first, for every cell comes here.
  if (sign !== 0x23 && !(sign >= 0x2b && sign <= 0x39)) return null;
  if (/^(#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|#{3,})$/i.test(text)) return 'error';
  return /^[+-]?\d([.,]\d+)?E[+-]?\d+$/i.test(text) ? 'number-lost' : null;
}

const isBlank = ({ cells }: SheetRow): boolean => cells.every((cell) => cell === '');
const isEmpty = ({ cells, flaws }: TableRow<string>): boolean =>
  Object.values(cells).every((cell) => cell === '') && Object.keys(flaws).length === 0;

function sheetRead<Name extends string>(sheet: Sheet, found: Found<Name> | undefined): ImportSheet {
  const state = sheet.isHidden
    ? 'hidden'
    : found
      ? 'read'
      : sheet.rows.every(isBlank)
        ? 'empty'
        : 'no-headings';
  const first = found ? found.headings.at + found.headings.depth : 0;
  const rows = sheet.rows.slice(first).filter((row) => !isBlank(row));
  const places = found
    ? { headingRow: sheet.rows[found.headings.at]!.row, firstRow: rows[0]?.row, lastRow: rows.at(-1)?.row }
    : {};
  return { name: sheet.name, state, rows: found ? rows.length : 0, ...places };
}

/** Describes each of several sheets with the same headings in one line. */
function distinct(columns: readonly ImportColumn[]): ImportColumn[] {
  return [...new Map(columns.map((column) => [`${column.key} ${column.field ?? ''}`, column])).values()];
}

/** `5–19, 23` */
export function rangesOf(rows: readonly { row: number }[]): string {
  const ranges: [number, number][] = [];
  for (const { row } of rows) {
    const last = ranges.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  const words = ranges.slice(0, 10).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return words.join(', ') + (ranges.length > 10 ? ', …' : '');
}

function columnsMissing<Name extends string>(
  required: readonly Name[],
  nearest: readonly (Found<Name> | null)[],
  read: { sheets: ImportSheet[]; columns: ImportColumn[] },
): Problem {
  const known = new Set(nearest.flatMap((one) => (one ? [...one.places.keys()] : [])));
  const missing = required.filter((name) => !known.has(name));
  const named = missing.length > 0 ? missing : required;
  const errors = named.map((name) => ({
    path: name,
    code: 'column.missing',
    message: `No column is headed ${name} or a name that offices use for it`,
  }));
  return new Problem(
    'import.columns-missing',
    `The file has no row of headings with ${named.join(' and ')}`,
    {
      errors,
      extra: { ...read },
    },
  );
}
