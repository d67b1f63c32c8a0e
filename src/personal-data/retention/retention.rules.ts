import type { DataRetention } from '../../contract/data-policy.js';
import type { RetentionKind } from '../../contract/personal-data.js';
import type { Day } from '../../contract/wire.js';
import { plusDays, plusYears } from '../requests/working-days.rules.js';

/** From which day on each kind of data goes. */
export const dueDays = (
  endsOn: Day,
  { contactsDays, presenceDays, ledgerYears }: DataRetention,
): Record<RetentionKind, Day> => ({
  contacts: plusDays(endsOn, contactsDays + 1),
  presence: plusDays(endsOn, presenceDays + 1),
  ledger: plusDays(plusYears(endsOn, ledgerYears), 1),
});

/** What goes today; nothing while the report is not signed. */
export const dueKinds = (due: Record<RetentionKind, Day>, isSigned: boolean, today: Day): RetentionKind[] =>
  isSigned ? (Object.keys(due) as RetentionKind[]).filter((kind) => due[kind] <= today) : [];
