import type { ConferenceStatus } from '../contract/conference.js';
import type { Id, Instant } from '../contract/wire.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { PlanChangeRow } from './plan-change.entity.js';
import { planChangeOf, type Planned } from './plan-changes.rules.js';

/** Writes down what became of a session, in the transaction that changes it. A draft concerns nobody yet. */
export async function notePlanChange(
  tx: Transaction,
  id: Id,
  at: Instant,
  before: Planned | null,
  after: Planned | null,
): Promise<void> {
  const change = planChangeOf(before, after);
  const session = after ?? before;
  if (change === null || session === null) return;
  const { conferenceId, title } = session;
  const [conference] = await tx.query<{ status: ConferenceStatus }>(
    'SELECT "status" FROM "conference" WHERE "id" = $1',
    [conferenceId],
  );
  if (conference!.status === 'draft') return;
  await tx.repo(PlanChangeRow).insert({
    id,
    conferenceId,
    sessionId: session.id,
    change,
    title,
    startedFrom: before?.startsAt ?? null,
    startsAt: after?.startsAt ?? null,
    at,
  });
}
