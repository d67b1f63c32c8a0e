import type { Queryable } from './reader.js';
import { type AuditAnchor, type AuditLine, LINE_COLUMNS } from '../audit/audit-note.js';
import { lineHash } from '../audit/chain.rules.js';

const COLUMNS = [...LINE_COLUMNS, 'hash'];
const INSERT = `INSERT INTO "audit_line" (${COLUMNS.map((column) => `"${column}"`).join(', ')})
  VALUES (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`;

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
    await tx.query(INSERT, [...LINE_COLUMNS.map((column) => line[column]), hash]);
  }
  await tx.query('UPDATE "audit_head" SET "seq" = $1, "hash" = $2 WHERE "id" = 1', [seq, hash]);
  return { seq, hash };
}
