import { Injectable } from '@nestjs/common';
import type { HelpActor, HelpAnswer, HelpCall, HelpState, HelpTaking } from '../contract/help.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { HelpAnswerRow, HelpCallRow, HelpClosingRow, HelpTakingRow } from './help.entity.js';
import { type CallRow, helpCallOf } from './help.presenter.js';

const CALLS = `SELECT c.*, e."state", e."message" AS "answer", e."at" AS "closedAt",
  e."actorKind" AS "closerKind", e."actorId" AS "closerId",
  t."at" AS "takenAt", t."accountId" AS "takerId", t."name" AS "takerName"
  FROM "help_call" c LEFT JOIN "help_closing" e ON e."callId" = c."id"
  LEFT JOIN "help_taking" t ON t."callId" = c."id"
    AND t."seq" = (SELECT MAX(l."seq") FROM "help_taking" l WHERE l."callId" = c."id")`;
/** Calls whose answers are read by one statement. */
const SLICE = 500;

/** Where calls lie: one row each, and one for each taking, answer and closing. Nothing is ever changed. */
@Injectable()
export class HelpRepository {
  constructor(private readonly reader: Reader) {}

  async find(tx: Transaction, id: Id): Promise<HelpCall | null> {
    const rows = await tx.query<CallRow>(`${CALLS} WHERE c."id" = $1`, [id]);
    return (await withAnswers(tx, rows))[0] ?? null;
  }

  /** The call that has an answer of this id; `null` if there is no such answer. */
  async findAnswered(tx: Transaction, answerId: Id): Promise<Id | null> {
    return (await tx.repo(HelpAnswerRow).findOneBy({ id: answerId }))?.callId ?? null;
  }

  async insert(
    tx: Transaction,
    seq: number,
    { id, conferenceId, siteId, message, at, actor }: HelpCall,
  ): Promise<void> {
    await tx
      .repo(HelpCallRow)
      .insert({ id, seq, conferenceId, siteId, message, at, actorKind: actor.kind, actorId: actor.id });
  }

  async close(
    tx: Transaction,
    callId: Id,
    state: HelpClosingRow['state'],
    { at, actor, message }: { at: Instant; actor: HelpActor; message: string | null },
  ): Promise<void> {
    await tx
      .repo(HelpClosingRow)
      .insert({ callId, state, message, at, actorKind: actor.kind, actorId: actor.id });
  }

  async take(tx: Transaction, callId: Id, seq: number, { at, actor, name }: HelpTaking): Promise<void> {
    await tx.repo(HelpTakingRow).insert({ callId, seq, at, accountId: actor.id, name });
  }

  async answer(tx: Transaction, callId: Id, seq: number, answer: HelpAnswer): Promise<void> {
    const { id, text, at, actor, name } = answer;
    await tx.repo(HelpAnswerRow).insert({ id, callId, seq, text, at, accountId: actor.id, name });
  }

  /** How many calls of the site nobody has closed. */
  async countOpen(tx: Transaction, siteId: Id): Promise<number> {
    const [row] = await tx.query<{ calls: number | string }>(
      `SELECT COUNT(*) AS "calls" FROM "help_call" c LEFT JOIN "help_closing" e ON e."callId" = c."id"
        WHERE c."siteId" = $1 AND e."callId" IS NULL`,
      [siteId],
    );
    return Number(row!.calls);
  }

  /** The open calls of every conference, oldest first. */
  async open(): Promise<HelpCall[]> {
    const rows = await this.reader.query<CallRow>(`${CALLS} WHERE e."callId" IS NULL ORDER BY c."seq"`);
    return withAnswers(this.reader, rows);
  }

  /** The calls of a site or a conference in these states and within reach, newest first. */
  async list(
    of: 'siteId' | 'conferenceId',
    id: Id,
    states: readonly HelpState[],
    reach: Reach,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<HelpCall>> {
    const before = seqOf(after) ?? Number.MAX_SAFE_INTEGER;
    const statePlaceholders = states.map((_, at) => `$${at + 5}`).join(', ');
    const rows = await this.reader.query<CallRow>(
      `${CALLS} WHERE c."${of}" = $1 AND c."seq" < $2 AND COALESCE(e."state", 'open')
        IN (${statePlaceholders}) AND ${isInReachSql(this.reader.dialect, 'c."siteId"', 4)}
        ORDER BY c."seq" DESC LIMIT $3`,
      [id, before, limit + 1, reachParameter(reach), ...states],
    );
    const page = pageOf(
      rows,
      limit,
      (row) => [String(row.seq)],
      (row) => row,
    );
    return { items: await withAnswers(this.reader, page.items), next: page.next };
  }
}

/** Reads the answers of these calls, oldest first, and puts each with its call. */
async function withAnswers(source: Queryable, rows: CallRow[]): Promise<HelpCall[]> {
  const answers = new Map<Id, HelpAnswerRow[]>();
  for (let from = 0; from < rows.length; from += SLICE) {
    const ids = rows.slice(from, from + SLICE).map(({ id }) => id);
    const found = await source.query<HelpAnswerRow>(
      `SELECT * FROM "help_answer" WHERE "callId" IN (${ids.map((_, at) => `$${at + 1}`).join(', ')})
        ORDER BY "seq"`,
      ids,
    );
    for (const one of found) answers.set(one.callId, [...(answers.get(one.callId) ?? []), one]);
  }
  return rows.map((row) => helpCallOf(row, answers.get(row.id) ?? []));
}
