/** One fault in one cell. `row` is the row's number in the file, the header being counted; `column` is the contract's name. */
export interface ImportFault {
  row: number;
  column: string;
  code: ImportFaultCode;
  message: string;
}
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
] as const;
export type ImportFaultCode = (typeof IMPORT_FAULT_CODES)[number];

/** What is taken all the same, and yet worth a look. Without `row` it is about the whole file. */
export interface ImportWarning {
  row?: number;
  column?: string;
  code: ImportWarningCode;
  message: string;
}
/** `code.short`: a personal code of fewer than 8 characters; `code.consecutive`: one that is counted up beside others. */
export const IMPORT_WARNING_CODES = ['code.short', 'code.consecutive'] as const;
export type ImportWarningCode = (typeof IMPORT_WARNING_CODES)[number];

/**
 * What an import did, or with `dryRun` would do. All rows or none: with `errors` nothing was written
 * (422 `import.rejected` with these fields beside the problem's; a dry run answers 200).
 */
export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  errors: ImportFault[];
  /** At most 1,000, in order of the file. */
  warnings: ImportWarning[];
  /** Of participants: weak codes that were replaced by codes of the service's making, or with `dryRun` would be. */
  replaced?: number;
  dryRun: boolean;
}
