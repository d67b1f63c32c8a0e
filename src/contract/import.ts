/** One fault in one cell. `row` is the row's number in the file, the header being counted; `column` is the contract's name. */
export interface ImportFault {
  row: number;
  column: string;
  code: ImportFaultCode;
  message: string;
}
export const IMPORT_FAULT_CODES = [
  'cell.required', 'cell.too-long', 'cell.not-a-number', 'cell.out-of-range', 'cell.unknown-value',
  'cell.duplicate', 'cell.not-found', 'cell.zeros-lost', 'cell.circle', 'cell.invalid',
] as const;
export type ImportFaultCode = (typeof IMPORT_FAULT_CODES)[number];

/**
 * What an import did, or with `dryRun` would do. All rows or none: with `errors` nothing was written
 * (422 `import.rejected` with these fields beside the problem's; a dry run answers 200).
 */
export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  errors: ImportFault[];
  dryRun: boolean;
}
