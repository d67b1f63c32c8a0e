import type { SavedSession, Session } from '../contract/schedule.js';
import { overlapping } from '../contract/session-overlap.js';
import type { Id, Instant } from '../contract/wire.js';
import { wallTimeOf } from '../contract/zoned-time.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { notePlanChange } from './plan-log.js';
import { inOrder, movedAlong } from './schedule.rules.js';
import { SessionRow } from './session.entity.js';

interface Moving {
  at: Instant;
  /** Of the conference: it says what a day is. */
  timezone: string;
  newId(): Id;
}

/** Moves the later planned sessions of the day as the end of this one has moved. Answers their ids. */
export async function moveAlong(
  tx: Transaction,
  before: SessionRow,
  after: SessionRow,
  { at, timezone, newId }: Moving,
): Promise<Id[]> {
  const others = await tx.repo(SessionRow).findBy({ conferenceId: before.conferenceId });
  const dayOf = (instant: Instant): string => wallTimeOf(instant, timezone).slice(0, 10);
  const moved = movedAlong(before, after, others, dayOf);
  for (const { id, ...times } of moved) {
    const other = others.find((one) => one.id === id)!;
    await tx.repo(SessionRow).update({ id }, { ...times, revision: other.revision + 1, updatedAt: at });
    await notePlanChange(tx, newId(), at, other, { ...other, ...times });
  }
  return moved.map(({ id }) => id);
}

/** The session with what may be wrong about it, as the schedule stands in this transaction. */
export async function withWarnings(
  tx: Transaction,
  session: Session,
  moved: Id[] = [],
): Promise<SavedSession> {
  const others = await tx.repo(SessionRow).findBy({ conferenceId: session.conferenceId });
  const warnings = inOrder(overlapping(session, others)).map(({ id, title }) => ({
    code: 'session.overlaps' as const,
    sessionId: id,
    title,
  }));
  return { ...session, warnings, moved };
}
