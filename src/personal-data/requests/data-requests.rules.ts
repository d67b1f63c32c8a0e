import type { DataRequest } from '../../contract/personal-data.js';
import type { ProblemCode } from '../../contract/problem.js';
import type { Day, Instant } from '../../contract/wire.js';
import { zoned } from '../../platform/clock/zoned.js';
import type { DataRequestRow } from './data-request.entity.js';
import { plusDays, workingDaysAfter } from './working-days.rules.js';

/** By Law 91/2025 and Decree 356/2025: an answer in 2 working days, the act in 15 days, once 15 more. */
const ANSWER_WORKING_DAYS = 2;
const ACT_DAYS = 15;

export interface Calendar {
  timezone: string;
  holidays: readonly Day[];
  now: Instant;
}

export function dueDates(
  { receivedAt, extended, answeredAt, closedAt }: DataRequestRow,
  { timezone, holidays, now }: Calendar,
): Pick<DataRequest, 'answerBy' | 'actBy' | 'dueBy' | 'isLate'> {
  const received = zoned(receivedAt, timezone).day;
  const answerBy = workingDaysAfter(received, ANSWER_WORKING_DAYS, holidays);
  const actBy = plusDays(received, extended === null ? ACT_DAYS : 2 * ACT_DAYS);
  const dueBy = closedAt !== null ? null : answeredAt === null && answerBy < actBy ? answerBy : actBy;
  return { answerBy, actBy, dueBy, isLate: dueBy !== null && dueBy < zoned(now, timezone).day };
}

/** Why the step cannot be taken; `null` if it can. */
export function stepFault(
  row: Pick<DataRequestRow, 'closedAt' | 'extended'>,
  step: { extends: boolean },
): ProblemCode | null {
  if (row.closedAt !== null) return 'data-request.closed';
  return step.extends && row.extended !== null ? 'data-request.extended' : null;
}
