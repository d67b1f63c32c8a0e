/**
 * The form of every CSV file that we write: UTF-8 with its mark, CRLF, and `;` unless told otherwise.
 * Vietnamese Excel opens it in columns by a double click (docs/decisions/csv-for-vietnamese-excel.md). A text
 * that a spreadsheet would take for a formula gets an apostrophe.
 */
export const CSV_FORM = {
  bom: true,
  delimiter: ';',
  record_delimiter: 'windows',
  escape_formulas: true,
} as const;
