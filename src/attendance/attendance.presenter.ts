import type { LedgerEntry } from '../contract/attendance.js';
import type { Standing } from '../contract/standing.js';
import type { Id } from '../contract/wire.js';
import type { AttendanceEntryRow, AttendanceStateRow } from './attendance.entity.js';

export function standingOf(row: AttendanceStateRow): Standing {
  return {
    state: row.state,
    siteId: row.siteId,
    alsoAt: row.alsoAt === '[]' ? [] : (JSON.parse(row.alsoAt) as string[]),
    because: row.because,
    entryId: row.entryId,
    reason: row.reason,
    substituteFor: row.substituteFor,
    recordedAt: row.recordedAt,
  };
}

export function ledgerEntryOf(row: AttendanceEntryRow, conferenceId: Id): LedgerEntry {
  const { fingerprint: _fingerprint, actorKind, actorId, seq, deviceSeq, offline, late, ...entry } = row;
  return {
    ...entry,
    conferenceId,
    seq: Number(seq),
    deviceSeq: deviceSeq === null ? null : Number(deviceSeq),
    offline: offline === 1,
    late: late === 1,
    actor: { kind: actorKind, id: actorId },
  };
}
