import type { ImportReport } from '../../contract/import.js';
import { Problem } from '../http/problem.js';
import { FAULT_LIMIT, type Faults } from './faults.rules.js';

/**
 * What an import did, or would do; with faults it does nothing.
 * @throws Problem import.rejected, carrying the report, when there are faults and it was no dry run
 */
export function reported(counts: { created: number; updated: number; unchanged: number }, faults: Faults, dryRun: boolean): ImportReport {
  if (faults.isEmpty) return { ...counts, errors: [], dryRun };
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, errors: faults.sorted(), dryRun };
  if (dryRun) return report;
  const { length } = report.errors;
  const faulty = length === 1 ? '1 cell has an error' : `${length === FAULT_LIMIT ? 'at least ' : ''}${length} cells have errors`;
  throw new Problem('import.rejected', `Nothing was imported: ${faulty}`, { extra: report });
}
