import type { Queryable } from './reader.js';
import type { AuditAnchor, AuditLine } from '../audit/audit-note.js';
import { lineHash } from '../audit/chain.rules.js';

/**
 * Appends lines inside the caller's transaction. The end stays locked until the commit, so lines of two
 * transactions never mix.
 * @param linesAfter answers the lines, given the end that they are appended to
 */
export async function appendLines(
  tx: Queryable,
  key: Buffer,
  linesAfter: (end: AuditAnchor) => readonly Omit<AuditLine, 'seq'>[],
): Promise<AuditAnchor> {
  const [head] = await tx.query<{ seq: number | string; hash: string }>(
    'UPDATE "audit_head" SET "seq" = "seq" WHERE "id" = 1 RETURNING "seq", "hash"',
  );
  if (head === undefined) throw new Error('the end of the audit trail is missing in the database');
  let { hash } = head;
  let seq = Number(head.seq);
  for (const one of linesAfter({ seq, hash })) {
    seq += 1;
    const line = { seq, ...one };
    hash = lineHash(key, hash, line);
    await tx.query(
      `INSERT INTO "audit_line" ("seq", "at", "actorKind", "actorId", "signInId", "act", "objectKind",
         "objectId", "conferenceId", "before", "after", "detail", "hash")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        seq,
        line.at,
        line.actorKind,
        line.actorId,
        line.signInId,
        line.act,
        line.objectKind,
        line.objectId,
        line.conferenceId,
        line.before,
        line.after,
        line.detail,
        hash,
      ],
    );
  }
  await tx.query('UPDATE "audit_head" SET "seq" = $1, "hash" = $2 WHERE "id" = 1', [seq, hash]);
  return { seq, hash };
}
