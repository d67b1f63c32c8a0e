import { Injectable } from '@nestjs/common';
import type { AuditQuery } from '../contract/audit.js';
import type { AuditLineRow } from '../platform/audit/audit-line.entity.js';
import { Reader } from '../platform/database/reader.js';
import type { SqlValue } from '../platform/database/statement.js';

/** Reads lines of the audit trail. */
@Injectable()
export class AuditRepository {
  constructor(private readonly reader: Reader) {}

  /** Newest first. @param before only lines with a lower number; `null` for all */
  page(query: AuditQuery, before: number | null, limit: number): Promise<AuditLineRow[]> {
    const values: SqlValue[] = [];
    const value = (one: SqlValue): string => `$${values.push(one)}`;
    const where = [...conditionsOf(query, value), ...(before === null ? [] : [`"seq" < ${value(before)}`])];
    return this.reader.query<AuditLineRow>(
      `SELECT * FROM "audit_line"${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}
        ORDER BY "seq" DESC LIMIT ${value(limit)}`,
      values,
    );
  }

  /** In order of their numbers. @param after the last one that was read */
  slice(after: number, upTo: number, limit: number): Promise<AuditLineRow[]> {
    return this.reader.query<AuditLineRow>(
      'SELECT * FROM "audit_line" WHERE "seq" > $1 AND "seq" <= $2 ORDER BY "seq" LIMIT $3',
      [after, upTo, limit],
    );
  }

  /** The end in `audit_head`, and the highest number of a line, from one snapshot. */
  async end(): Promise<{ seq: number; hash: string; lastSeq: number }> {
    const [row] = await this.reader.query<{
      seq: number | string;
      hash: string;
      last: number | string | null;
    }>(
      `SELECT h."seq", h."hash", (SELECT MAX(l."seq") FROM "audit_line" l) AS "last"
        FROM "audit_head" h WHERE h."id" = 1`,
    );
    return { seq: Number(row?.seq ?? 0), hash: row?.hash ?? '', lastSeq: Number(row?.last ?? 0) };
  }
}

function conditionsOf(query: AuditQuery, value: (one: SqlValue) => string): string[] {
  const { since, until, actor, object, act, machine } = query;
  const conditions: string[] = [];
  if (since !== undefined)
    conditions.push(/^\d+$/.test(since) ? `"seq" > ${value(Number(since))}` : `"at" >= ${value(since)}`);
  if (until !== undefined) conditions.push(`"at" < ${value(until)}`);
  if (actor !== undefined) conditions.push(`"${isWord(actor) ? 'actorKind' : 'actorId'}" = ${value(actor)}`);
  if (object !== undefined)
    conditions.push(`"${isWord(object) ? 'objectKind' : 'objectId'}" = ${value(object)}`);
  if (act?.includes('.')) conditions.push(`"act" = ${value(act)}`);
  // From the point to the character after it: a range of the index; LIKE would read every line.
  else if (act !== undefined) conditions.push(`"act" > ${value(`${act}.`)} AND "act" < ${value(`${act}/`)}`);
  // Who sets a password anew on the machine itself is a person, though no account.
  if (machine === false)
    conditions.push(`("actorKind" <> ${value('service')} OR "act" = ${value('account.invited')})`);
  return conditions;
}

/** Whether the text is a kind and not an id: hashes and ids have a digit somewhere. */
const isWord = (text: string): boolean => /^[a-z][a-z-]*$/.test(text);
