import type { LedgerEntry } from '../../contract/attendance.js';
import type { Standing } from '../../contract/standing.js';
import { happenedAt } from '../../contract/true-time.js';
import type { Id } from '../../contract/wire.js';
import type { AttendanceDeliveryRow, AttendanceEntryRow, AttendanceStateRow } from './attendance.entity.js';

/** A state with what its deciding entry carries. */
export type StandingRow = AttendanceStateRow & { entryId: Id | null } & {
  [Name in 'reason' | 'substituteFor' | 'recordedAt']: AttendanceEntryRow[Name] | null;
};
/** For `s` a state and `e` the entry that decides, if any. */
export const STANDING = `s.*, e."id" AS "entryId", e."reason", e."substituteFor", e."recordedAt"`;
export const DECIDING = `LEFT JOIN "attendance_entry" e ON e."seq" = s."entrySeq"`;

/** An entry with what it shares with those that came with it. */
export type LedgerRow = AttendanceEntryRow & Omit<AttendanceDeliveryRow, 'seq' | 'lastSeq'>;
/** For `e` an entry and `d` its delivery. */
export const LEDGER = `e.*, d."siteId", d."checkpointId", d."receivedAt", d."acceptedAt", d."late",
  d."deviceId", d."actorKind", d."actorId"`;

export function standingOf(row: StandingRow): Standing {
  return {
    state: row.state,
    siteId: row.siteId,
    alsoAt: row.alsoAt === '[]' ? [] : (JSON.parse(row.alsoAt) as string[]),
    because: row.because,
    entryId: row.entryId,
    reason: row.reason,
    substituteFor: row.substituteFor,
    recordedAt: row.recordedAt,
    happenedAt: row.happenedAt,
  };
}

export function ledgerEntryOf(row: LedgerRow, conferenceId: Id): LedgerEntry {
  const {
    fingerprint: _fingerprint,
    deliverySeq: _delivery,
    actorKind,
    actorId,
    seq,
    deviceSeq,
    clockOffset,
    offline,
    late,
    ...entry
  } = row;
  const offset = clockOffset === null ? null : Number(clockOffset);
  return {
    ...entry,
    happenedAt: happenedAt({ ...entry, clockOffset: offset }),
    conferenceId,
    seq: Number(seq),
    deviceSeq: deviceSeq === null ? null : Number(deviceSeq),
    offline: offline === 1,
    late: late === 1,
    clockOffset: offset,
    actor: { kind: actorKind, id: actorId },
  };
}
