import type { Id, Instant } from '../../contract/wire.js';
import type { NewEntry, SubmissionContext } from './attendance.rules.js';
import type { Submission } from './submission.js';

/** A row to be: the entries of one submission for one checkpoint. */
export interface NewDelivery {
  seq: number;
  lastSeq: number;
  siteId: Id;
  checkpointId: Id;
  receivedAt: Instant;
  acceptedAt: Instant | null;
  late: number;
  deviceId: Id | null;
  actorKind: SubmissionContext['actor']['kind'];
  actorId: Id;
}

/** Begins the delivery of a submission with its first entry for a checkpoint. */
export function deliveryOf(
  { seq, checkpointId, receivedAt }: NewEntry,
  submission: Submission,
  now: Instant,
): NewDelivery {
  const { context } = submission;
  const closesAt = context.checkpoints.get(checkpointId)!.closesAt;
  return {
    seq,
    lastSeq: seq,
    siteId: context.siteId,
    checkpointId,
    receivedAt,
    acceptedAt: submission.receivedAt === undefined ? null : now,
    late: closesAt !== null && receivedAt > closesAt ? 1 : 0,
    deviceId: context.deviceId,
    actorKind: context.actor.kind,
    actorId: context.actor.id,
  };
}
