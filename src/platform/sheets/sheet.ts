/**
 * Why a cell's text is not what somebody wrote there: it shows an error; its formula has no result; a
 * spreadsheet has taken a code or a telephone number for a number and dropped digits, or for a date.
 */
export type CellFlaw = 'error' | 'not-computed' | 'number-lost' | 'date';
/** Cells are cleaned and without stray blanks; `row` is the number that a spreadsheet shows. */
export interface SheetRow {
  row: number;
  cells: string[];
  /** By column, from 0. */
  flaws?: [number, CellFlaw][];
  /** Cells of this row that are merged to the right: first and last column. Of the first rows alone. */
  spans?: [number, number][];
  isHidden?: true;
}
/** A sheet as it lies in the file; a text file is one without a name. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  hiddenColumns: number[];
  rows: SheetRow[];
}
