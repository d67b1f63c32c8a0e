import type { Fraction } from './wire.js';

/**
 * One fault in one cell. `row` is the row's number in the file, the header being counted;
 * `column` is the contract's name.
 */
export interface ImportFault {
  row: number;
  column: string;
  code: ImportFaultCode;
  message: string;
  /** The text of the cell, if that is at fault; at most 200 characters. */
  value?: string;
  /** Present if several sheets of a workbook are read. */
  sheet?: string;
}
/**
 * `cell.error`: the cell shows a spreadsheet's error; `cell.not-computed`: its formula has no stored result;
 * `cell.number-lost`: a spreadsheet took a code or a telephone number for a number or a date and changed it;
 * `cell.ambiguous`: several sites have this name; `row.duplicate`: an equal row stands above;
 * `column.unclear`: it is not clear which column holds the field, see `mapping`; `cell.is-group`: a group has
 * no roster and no expected figure; `cell.group-in-use`: a site with people cannot become a group;
 * `cell.unit-unknown`: with `oldCodes`, a code that no unit has or had.
 */
export const IMPORT_FAULT_CODES = [
  'cell.required',
  'cell.too-long',
  'cell.not-a-number',
  'cell.out-of-range',
  'cell.unknown-value',
  'cell.duplicate',
  'cell.not-found',
  'cell.zeros-lost',
  'cell.circle',
  'cell.invalid',
  'cell.error',
  'cell.not-computed',
  'cell.number-lost',
  'cell.ambiguous',
  'row.duplicate',
  'column.unclear',
  'cell.is-group',
  'cell.group-in-use',
  'cell.unit-unknown',
] as const;
export type ImportFaultCode = (typeof IMPORT_FAULT_CODES)[number];

/** A doubt that stops nothing. Without `row` it is about the whole file. */
export interface ImportWarning {
  row?: number;
  column?: string;
  code: ImportWarningCode;
  message: string;
  /** Present if several sheets of a workbook are read. */
  sheet?: string;
}
/**
 * `code.short`: a personal code of fewer than 8 characters; `code.consecutive`: one that is counted up beside
 * others; `row.numbering`, `row.total`, `row.section`, `row.footer`: a row that is no record was passed over;
 * `rows.hidden`: hidden rows are imported; `person.repeated`: somebody of this name with the same phone,
 * e-mail or code stands above; `text.tcvn3`, `text.vni`, `text.mojibake`: letters of an old font or a wrong
 * reading, three samples in `message`; `unit.old-codes`: most codes are of units that ended on 1 July 2025;
 * `unit.merged`: several rows with such codes become one site.
 */
export const IMPORT_WARNING_CODES = [
  'code.short',
  'code.consecutive',
  'row.numbering',
  'row.total',
  'row.section',
  'row.footer',
  'rows.hidden',
  'person.repeated',
  'text.tcvn3',
  'text.vni',
  'text.mojibake',
  'unit.old-codes',
  'unit.merged',
] as const;
export type ImportWarningCode = (typeof IMPORT_WARNING_CODES)[number];

/** A sheet of the file. Hidden ones are passed over; a text file is one sheet without a name. */
export interface ImportSheet {
  name: string;
  state: 'read' | 'hidden' | 'no-headings' | 'empty';
  /** Rows below the headings that hold something. */
  rows: number;
  headingRow?: number;
  firstRow?: number;
  lastRow?: number;
}
/** A column of the file and the field that it became; `null` if it is not used. */
export interface ImportColumn {
  /** Its name in `mapping`: stays the same for files with the same headings. */
  key: string;
  /** As a spreadsheet names it: `B`. */
  column: string;
  /** The heading, over several rows as `upper · lower`; '' if there is none. */
  heading: string;
  field: string | null;
  sheet?: string;
  isHidden?: boolean;
}
/** A row as it would be stored; null where the cell is empty or at fault. */
export interface ImportRow {
  row: number;
  sheet?: string;
  values: Record<string, string | Fraction | null>;
}

/**
 * The result of an import, or with `dryRun` of its plan. All rows or none: with `errors` nothing was written
 * (422 `import.rejected` with these fields beside the problem's; a dry run answers 200). Beside the file the
 * form takes `mapping`, a JSON object of a column's `key` to a field or null, and of people `choices`, a JSON
 * object of a text that names no site to the id of the site that it means. A mapping is remembered for files
 * with the same headings; `isRemembered` says that one was used.
 */
export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  errors: ImportFault[];
  /** At most 1,000, in order of the file. */
  warnings: ImportWarning[];
  /**
   * Only for participants: weak codes that were replaced by generated codes, or with
   * `dryRun` would be.
   */
  replaced?: number;
  /** Only for sites with `oldCodes`: rows whose code is another one now. */
  mapped?: number;
  dryRun: boolean;
  sheets: ImportSheet[];
  columns: ImportColumn[];
  /** The first rows, at most five. */
  rows: ImportRow[];
  isRemembered: boolean;
}
