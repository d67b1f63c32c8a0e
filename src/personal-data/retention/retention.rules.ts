import type { DataRetention } from '../../contract/data-policy.js';
import type { RetentionKind } from '../../contract/personal-data.js';
import type { Day } from '../../contract/wire.js';
import { plusDays, plusYears } from '../requests/working-days.rules.js';

/**
 * The day from which on each kind of data is deleted. It counts from the end, or from the signature where
 * that is later, so that a wrong end deletes nothing.
 * @param signedOn `null` while the report is not signed
 */
export function dueDays(
  endsOn: Day,
  signedOn: Day | null,
  { contactsDays, presenceDays, ledgerYears }: DataRetention,
): Record<RetentionKind, Day> {
  const from = signedOn !== null && signedOn > endsOn ? signedOn : endsOn;
  return {
    contacts: plusDays(from, contactsDays + 1),
    presence: plusDays(from, presenceDays + 1),
    ledger: plusDays(plusYears(from, ledgerYears), 1),
  };
}

/** The kinds that are due today; none while the conference is not closed or its report is not signed. */
export const dueKinds = (due: Record<RetentionKind, Day>, mayGo: boolean, today: Day): RetentionKind[] =>
  mayGo ? (Object.keys(due) as RetentionKind[]).filter((kind) => due[kind] <= today) : [];
