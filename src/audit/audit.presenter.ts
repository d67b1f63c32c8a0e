import type { AuditActorKind, AuditLine } from '../contract/audit.js';
import type { Id } from '../contract/wire.js';
import type { AuditLineRow } from '../platform/audit/audit-line.entity.js';

/** The kind of object of a failed sign-in; its id is a keyed hash. */
export const LOGIN = 'login';

export const auditLineOf = (row: AuditLineRow, accounts?: ReadonlyMap<string, Id>): AuditLine => ({
  seq: Number(row.seq),
  at: row.at,
  actor: { kind: row.actorKind as AuditActorKind, id: row.actorId, signInId: row.signInId },
  act: row.act,
  object: row.objectKind === null ? null : { kind: row.objectKind, id: row.objectId },
  accountId: (row.objectKind === LOGIN && accounts?.get(row.objectId ?? '')) || null,
  conferenceId: row.conferenceId,
  before: row.before,
  after: row.after,
  detail: row.detail === null ? null : (JSON.parse(row.detail) as Record<string, unknown>),
  hash: row.hash,
});
