import type { PlanChange } from '../contract/schedule.js';
import type { SessionRow } from './session.entity.js';

/** A session on the plan, as far as the timeline tells of it. */
export type Planned = Pick<SessionRow, 'id' | 'conferenceId' | 'title' | 'startsAt' | 'endsAt' | 'status'>;

/**
 * What became of a session on the plan, the greatest change alone; `null` if nothing that the timeline tells.
 * What starts and ends it is told by its own times.
 */
export function planChangeOf(before: Planned | null, after: Planned | null): PlanChange | null {
  if (before === null) return after === null ? null : 'added';
  if (after === null) return 'removed';
  if (before.status !== 'cancelled' && after.status === 'cancelled') return 'cancelled';
  if (before.status === 'cancelled' && after.status !== 'cancelled') return 'restored';
  if (before.startsAt !== after.startsAt || before.endsAt !== after.endsAt) return 'moved';
  return before.title === after.title ? null : 'renamed';
}
