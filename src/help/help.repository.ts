import { Injectable } from '@nestjs/common';
import type { HelpActor, HelpCall, HelpState } from '../contract/help.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import { HelpCallRow, HelpClosingRow } from './help.entity.js';
import { type CallWithClosing, helpCallOf } from './help.presenter.js';

const CALLS = `SELECT c.*, e."state", e."message" AS "answer", e."at" AS "closedAt",
  e."actorKind" AS "closerKind", e."actorId" AS "closerId"
  FROM "help_call" c LEFT JOIN "help_closing" e ON e."callId" = c."id"`;

/** Where calls lie: one row each, and one more when it is closed. Nothing is ever changed. */
@Injectable()
export class HelpRepository {
  constructor(private readonly reader: Reader) {}

  async find(tx: Transaction, id: Id): Promise<HelpCall | null> {
    const [row] = await tx.query<CallWithClosing>(`${CALLS} WHERE c."id" = $1`, [id]);
    return row ? helpCallOf(row) : null;
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
    const rows = await this.reader.query<CallWithClosing>(
      `${CALLS} WHERE e."callId" IS NULL ORDER BY c."seq"`,
    );
    return rows.map(helpCallOf);
  }

  /** The calls of a site or a conference in these states, newest first. */
  async list(
    of: 'siteId' | 'conferenceId',
    id: Id,
    states: readonly HelpState[],
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<HelpCall>> {
    const before = seqOf(after) ?? Number.MAX_SAFE_INTEGER;
    const statePlaceholders = states.map((_, at) => `$${at + 4}`).join(', ');
    const rows = await this.reader.query<CallWithClosing>(
      `${CALLS} WHERE c."${of}" = $1 AND c."seq" < $2 AND COALESCE(e."state", 'open')
        IN (${statePlaceholders}) ORDER BY c."seq" DESC LIMIT $3`,
      [id, before, limit + 1, ...states],
    );
    return pageOf(rows, limit, (row) => [String(row.seq)], helpCallOf);
  }
}
