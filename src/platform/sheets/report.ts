import type { ImportReport, ImportRow, ImportWarning } from '../../contract/import.js';
import { Problem } from '../http/problem.js';
import { FAULT_LIMIT, type Faults } from './faults.rules.js';

export type ImportCounts = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'replaced' | 'mapped'>;

/** The understood parts of the file, in the form of the report. */
export type Understood = Pick<ImportReport, 'sheets' | 'columns' | 'rows' | 'isRemembered'>;
/** The first rows as they would be stored. */
const SHOWN_ROWS = 5;
export const firstRows = <T>(rows: readonly T[], shownAs: (row: T) => ImportRow): ImportRow[] =>
  rows.slice(0, SHOWN_ROWS).map(shownAs);

/**
 * Reports what an import did or would do. With faults it does nothing.
 * @throws Problem import.rejected, carrying the report, when there are faults and it was no dry run
 */
export function reported(
  counts: ImportCounts,
  faults: Faults,
  dryRun: boolean,
  found: readonly ImportWarning[],
  understood: Understood,
): ImportReport {
  const warnings = found.slice(0, FAULT_LIMIT);
  if (faults.isEmpty) return { ...counts, errors: [], warnings, dryRun, ...understood };
  const none = { created: 0, updated: 0, unchanged: 0 };
  const report: ImportReport = { ...none, errors: faults.sorted(), warnings, dryRun, ...understood };
  if (dryRun) return report;
  const { length } = report.errors;
  const faulty =
    length === 1
      ? '1 cell has an error'
      : `${length >= FAULT_LIMIT ? 'at least ' : ''}${length} cells have errors`;
  throw new Problem('import.rejected', `Nothing was imported: ${faulty}`, { extra: report });
}
