import { LISTED } from '../participants/participant.sql.js';
import type { Id } from '../contract/wire.js';
import type { Queryable } from '../platform/database/reader.js';
import type { Reach } from '../sites/reach.rules.js';
import { type SubstituteRow, type Substitutes, substitutesAmong } from './substitutes.rules.js';

/**
 * Reads the people who are recorded in place of another, delivery by delivery, as the ledger lies on the
 * disk. The entry that decides may be about a walk-in whom they turned out to be.
 */
export async function readSubstitutes(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id,
  reach: Reach,
): Promise<Substitutes> {
  const rows = await source.query<SubstituteRow>(
    `SELECT e."substituteFor", p."fullName", p."siteId" AS "homeSiteId", p."origin", s."state", s."siteId",
            q."fullName" AS "forName", q."siteId" AS "forHomeSiteId", q."origin" AS "forOrigin",
            t."state" AS "forState", t."siteId" AS "forSiteId"
     FROM "site" x CROSS JOIN "attendance_delivery" d CROSS JOIN "attendance_entry" e
     CROSS JOIN "participant" w CROSS JOIN "attendance_state" s CROSS JOIN "participant" p
     LEFT JOIN "participant" q ON q."id" = e."substituteFor" AND q."conferenceId" = $1
       AND ${LISTED.replaceAll('p.', 'q.')}
     LEFT JOIN "attendance_state" t ON t."participantId" = q."id" AND t."checkpointId" = $2
     WHERE x."conferenceId" = $1 AND d."siteId" = x."id" AND d."checkpointId" = $2
       AND e."seq" BETWEEN d."seq" AND d."lastSeq" AND e."deliverySeq" = d."seq"
       AND e."substituteFor" IS NOT NULL AND w."id" = e."participantId"
       AND s."checkpointId" = $2 AND s."participantId" = COALESCE(w."joinedTo", w."id")
       AND s."entrySeq" = e."seq" AND p."id" = s."participantId" AND ${LISTED} ORDER BY p."id"`,
    [conferenceId, checkpointId],
  );
  return substitutesAmong(rows, reach);
}
