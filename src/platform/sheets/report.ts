import type { ImportReport, ImportWarning } from '../../contract/import.js';
import { Problem } from '../http/problem.js';
import { FAULT_LIMIT, type Faults } from './faults.rules.js';

export type ImportCounts = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'replaced'>;

/**
 * What an import did, or would do; with faults it does nothing.
 * @throws Problem import.rejected, carrying the report, when there are faults and it was no dry run
 */
export function reported(
  counts: ImportCounts,
  faults: Faults,
  dryRun: boolean,
  found: readonly ImportWarning[] = [],
): ImportReport {
  const warnings = found.slice(0, FAULT_LIMIT);
  if (faults.isEmpty) return { ...counts, errors: [], warnings, dryRun };
  const report: ImportReport = {
    created: 0,
    updated: 0,
    unchanged: 0,
    errors: faults.sorted(),
    warnings,
    dryRun,
  };
  if (dryRun) return report;
  const { length } = report.errors;
  const faulty =
    length === 1
      ? '1 cell has an error'
      : `${length === FAULT_LIMIT ? 'at least ' : ''}${length} cells have errors`;
  throw new Problem('import.rejected', `Nothing was imported: ${faulty}`, { extra: report });
}
