import type { Queryable } from './reader.js';
import { type AuditAnchor, type AuditLine, LINE_COLUMNS } from '../audit/audit-note.js';
import { lineHash } from '../audit/chain.rules.js';

const COLUMNS = [...LINE_COLUMNS, 'hash'];
const INSERT = `INSERT INTO "audit_line" (${COLUMNS.map((column) => `"${column}"`).join(', ')})
  VALUES (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`;

interface Row {
  seq: number | string;
  hash: string;
}
/** Lines behind the end that the database has marked: nobody but the service may write any. */
export interface Unmarked {
  from: number;
  to: number;
}
interface End {
  end: AuditAnchor;
  unmarked: Unmarked | null;
}

/**
 * Appends lines inside the caller's transaction. The end stays locked until the commit, so lines of two
 * transactions never mix.
 * @param linesAfter answers the lines, given the end that they are appended to
 */
export async function appendLines(
  tx: Queryable,
  key: Buffer,
  linesAfter: (end: AuditAnchor, unmarked: Unmarked | null) => readonly Omit<AuditLine, 'seq'>[],
): Promise<AuditAnchor> {
  const { end, unmarked } = await lockedEnd(tx);
  let { seq, hash } = end;
  for (const one of linesAfter(end, unmarked)) {
    seq += 1;
    const line = { seq, ...one };
    hash = lineHash(key, hash, line);
    await tx.query(INSERT, [...LINE_COLUMNS.map((column) => line[column]), hash]);
  }
  await tx.query('UPDATE "audit_head" SET "seq" = $1, "hash" = $2 WHERE "id" = 1', [seq, hash]);
  return { seq, hash };
}

/** The end by its mark, or by the last line where the mark is gone or behind: the day has to go on. */
async function lockedEnd(tx: Queryable): Promise<End> {
  const head = (await marked(tx)) ?? (await markedAnew(tx));
  const [last] = await tx.query<Row>('SELECT "seq", "hash" FROM "audit_line" ORDER BY "seq" DESC LIMIT 1');
  const [seq, to] = [Number(head.seq), Number(last?.seq ?? 0)];
  if (last === undefined || to <= seq) return { end: { seq, hash: head.hash }, unmarked: null };
  return { end: { seq: to, hash: last.hash }, unmarked: { from: seq > 0 ? seq + 1 : to, to } };
}

async function marked(tx: Queryable): Promise<Row | undefined> {
  const [head] = await tx.query<Row>(
    'UPDATE "audit_head" SET "seq" = "seq" WHERE "id" = 1 RETURNING "seq", "hash"',
  );
  return head;
}

async function markedAnew(tx: Queryable): Promise<Row> {
  await tx.query(`INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, '') ON CONFLICT DO NOTHING`);
  return (await marked(tx))!;
}
