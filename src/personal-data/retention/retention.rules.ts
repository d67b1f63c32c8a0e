import type { DataRetention } from '../../contract/data-policy.js';
import type { RetentionKind } from '../../contract/personal-data.js';
import type { Day } from '../../contract/wire.js';
import { plusDays, plusYears } from '../requests/working-days.rules.js';

/** The day from which on each kind of data is deleted. */
export const dueDays = (
  endsOn: Day,
  { contactsDays, presenceDays, ledgerYears }: DataRetention,
): Record<RetentionKind, Day> => ({
  contacts: plusDays(endsOn, contactsDays + 1),
  presence: plusDays(endsOn, presenceDays + 1),
  ledger: plusDays(plusYears(endsOn, ledgerYears), 1),
});

/** The kinds that are due today; none while the report is not signed. */
export const dueKinds = (due: Record<RetentionKind, Day>, isSigned: boolean, today: Day): RetentionKind[] =>
  isSigned ? (Object.keys(due) as RetentionKind[]).filter((kind) => due[kind] <= today) : [];
