import type { Id } from '../contract/wire.js';
import type { Queryable } from '../platform/database/reader.js';
import { isInReach, type Reach } from '../sites/reach.rules.js';
import { type Clocked, clocked } from './clocked.js';
import type { ReportedAmendment, ReportedConfirmation } from './confirmation-tables.rules.js';

/** Reads which sites have confirmed a checkpoint, or reopened it. */
export async function readConfirmations(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id,
): Promise<ReportedConfirmation[]> {
  const rows = await source.query<ReportedConfirmation & Clocked>(
    `SELECT k."siteId", e."kind", e."headcount", e."note", e."reason", e."recordedAt", e."clockOffset",
        d."receivedAt"
       FROM "site" s CROSS JOIN "attendance_confirmation" k CROSS JOIN "attendance_entry" e
       CROSS JOIN "attendance_delivery" d
       WHERE s."conferenceId" = $1 AND k."siteId" = s."id" AND k."checkpointId" = $2
       AND e."seq" = k."entrySeq" AND d."seq" = e."deliverySeq"`,
    [conferenceId, checkpointId],
  );
  return rows.map(({ receivedAt, ...row }) => ({ ...row, ...clocked({ ...row, receivedAt }) }));
}

/**
 * Reads what was entered after a confirmation, oldest first. An undo belongs to the checkpoint of what it
 * names, wherever it says to be.
 * @param reach of the reader: people of lists outside it stay nameless
 */
export async function readAmendments(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id,
  reach: Reach,
): Promise<ReportedAmendment[]> {
  const rows = await source.query<ReportedAmendment & Clocked & { homeSiteId: Id | null }>(
    `SELECT d."siteId", e."kind", e."mode", t."kind" AS "undoneKind", t."mode" AS "undoneMode",
        p."fullName", p."siteId" AS "homeSiteId", e."reason", e."amendment", e."recordedAt", d."receivedAt",
              e."clockOffset", d."actorKind", COALESCE(a."name", v."name") AS "actorName"
       FROM "site" s CROSS JOIN "attendance_delivery" d CROSS JOIN "attendance_entry" e
       LEFT JOIN "attendance_entry" t ON t."id" = e."undoes"
       AND (SELECT o."siteId" FROM "attendance_delivery" o WHERE o."seq" = t."deliverySeq") = d."siteId"
       LEFT JOIN "attendance_delivery" td ON td."seq" = t."deliverySeq"
       LEFT JOIN "participant" p ON p."id" = COALESCE(e."participantId", t."participantId")
       LEFT JOIN "account" a ON a."id" = d."actorId"
       LEFT JOIN "device" v ON v."id" = d."actorId"
       WHERE s."conferenceId" = $1 AND d."siteId" = s."id" AND e."seq" BETWEEN d."seq" AND d."lastSeq"
       AND e."deliverySeq" = d."seq"
         AND (e."amendment" IS NOT NULL OR e."kind" IN ('reopen', 'undo'))
         AND COALESCE(td."checkpointId", d."checkpointId") = $2
         AND (e."amendment" IS NOT NULL OR e."kind" = 'reopen' OR t."kind" = 'confirm')
       ORDER BY e."seq"`,
    [conferenceId, checkpointId],
  );
  return rows.map(({ homeSiteId, ...row }) => ({
    ...row,
    ...clocked(row),
    fullName: homeSiteId !== null && isInReach(reach, homeSiteId) ? row.fullName : null,
  }));
}
