import { Injectable } from '@nestjs/common';
import { type Confirmation, NEVER_CONFIRMED } from '../../contract/confirmation.js';
import type { Roster, RosterConfirmation } from '../../contract/roster.js';
import { happenedAt } from '../../contract/true-time.js';
import type { Id, Instant } from '../../contract/wire.js';
import { LISTED } from '../../participants/participant.entity.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import { RosterRepository } from './roster.repository.js';
import { WHOLE_ROSTER } from './roster.rules.js';

interface Row {
  checkpointId: Id;
  seq: number | string;
  /** All null when every confirm was taken back. */
  entryId: Id | null;
  kind: 'confirm' | 'reopen' | null;
  headcount: number | null;
  note: string | null;
  reason: string | null;
  recordedAt: Instant | null;
  clockOffset: number | string | null;
  receivedAt: Instant | null;
}

/** Reads a site's confirmations, with the number of names in the room. */
@Injectable()
export class RosterConfirmations {
  constructor(
    private readonly reader: Reader,
    private readonly store: RosterRepository,
  ) {}

  /**
   * Confirmations that changed after `since`, and those whose names may have changed: somebody moved at the
   * checkpoint, or came to or left the roster.
   */
  async findChanged(
    siteId: Id,
    since: number,
    { members, states }: Pick<Roster, 'members' | 'states'>,
  ): Promise<RosterConfirmation[]> {
    const rows = await this.reader.query<Row>(
      `SELECT k."checkpointId", k."seq", e."id" AS "entryId", e."kind", e."headcount", e."note", e."reason",
        e."recordedAt", e."clockOffset", d."receivedAt"
       FROM "attendance_confirmation" k LEFT JOIN "attendance_entry" e ON e."seq" = k."entrySeq"
       LEFT JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq" WHERE k."siteId" = $1
       ORDER BY k."checkpointId"`,
      [siteId],
    );
    const moved = new Set(states.map(({ checkpointId }) => checkpointId));
    const changed = rows.filter(
      ({ seq, checkpointId }) => Number(seq) > since || members.length > 0 || moved.has(checkpointId),
    );
    if (changed.length === 0) return [];
    const names = await this.names(siteId);
    return changed.map((row) => ({
      checkpointId: row.checkpointId,
      ...confirmationOf(row),
      names: names.get(row.checkpointId) ?? 0,
    }));
  }

  /**
   * People who count here in person, by checkpoint: they are of this roster, or this site has spoken of them.
   */
  private async names(siteId: Id): Promise<Map<Id, number>> {
    const guests = await this.store.movedGuests(siteId, WHOLE_ROSTER);
    const rows = await this.reader.query<{ checkpointId: Id; people: number | string }>(
      `SELECT s."checkpointId", COUNT(*) AS "people"
       FROM (SELECT m."id" FROM "participant" m WHERE m."siteId" = $1 UNION SELECT l.value
       FROM ${listed(this.reader.dialect, 2)}) h
       CROSS JOIN "participant" p CROSS JOIN "attendance_confirmation" k CROSS JOIN "attendance_state" s
       WHERE p."id" = h."id" AND ${LISTED} AND k."siteId" = $1 AND s."checkpointId" = k."checkpointId"
       AND s."participantId" = p."id" AND s."siteId" = $1 AND s."state" = 'in_person'
       GROUP BY s."checkpointId"`,
      [siteId, JSON.stringify(guests)],
    );
    return new Map(rows.map(({ checkpointId, people }) => [checkpointId, Number(people)]));
  }
}

function confirmationOf({
  entryId,
  kind,
  headcount,
  note,
  reason,
  recordedAt,
  clockOffset,
  receivedAt,
}: Row): Confirmation {
  if (kind === 'confirm') {
    const at = happenedAt({
      recordedAt: recordedAt!,
      clockOffset: clockOffset === null ? null : Number(clockOffset),
      receivedAt,
    });
    return {
      state: 'confirmed',
      entryId,
      headcount,
      note,
      confirmedAt: recordedAt,
      happenedAt: at,
      reason: null,
    };
  }
  return { ...NEVER_CONFIRMED, entryId, reason };
}
