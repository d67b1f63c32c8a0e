import { Injectable } from '@nestjs/common';
import type { AccountScope } from '../contract/account.js';
import type { WebhookEvent } from '../contract/webhook.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { WebhookRow } from './webhook.entity.js';

type Counted = Omit<WebhookRow, 'events'> & { events: string; waiting: number | string };
export interface CountedWebhook {
  row: WebhookRow;
  waiting: number;
}
const COUNTED = `SELECT w.*, (SELECT COUNT(*) FROM "webhook_delivery" d
    WHERE d."webhookId" = w."id" AND d."state" = 'waiting') AS "waiting" FROM "webhook" w`;

@Injectable()
export class WebhooksRepository {
  constructor(private readonly reader: Reader) {}

  find(id: Id): Promise<CountedWebhook | null> {
    return found(this.reader, id);
  }

  /** As `hold`, with how many deliveries wait. */
  async lock(tx: Transaction, id: Id): Promise<CountedWebhook | null> {
    await hold(tx, id);
    return found(tx, id);
  }

  /**
   * The webhook as it is; nobody else changes it before the commit. Whoever changes deliveries of it holds it
   * first, so that no two wait for one another.
   */
  async hold(tx: Transaction, id: Id): Promise<WebhookRow | null> {
    await hold(tx, id);
    return tx.repo(WebhookRow).findOneBy({ id });
  }

  /** Makes its waiting deliveries due at once, as if not tried yet. Call after `hold` or `lock`. */
  async makeDue(tx: Transaction, id: Id, now: Instant): Promise<void> {
    await tx.query(
      `UPDATE "webhook_delivery" SET "tries" = 0, "nextAt" = $2
        WHERE "webhookId" = $1 AND "state" = 'waiting' AND "tries" > 0`,
      [id, now],
    );
  }

  /**
   * Lists oldest first. Only owners see those of all conferences.
   * @param conferenceId only those that are told of this conference
   */
  async list(
    { scope, isOwner, conferenceId }: { scope: AccountScope; isOwner: boolean; conferenceId: Id | null },
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<CountedWebhook>> {
    const rows = await this.reader.query<Counted>(
      `${COUNTED} WHERE w."id" > $1
        AND ($2 = '' OR w."conferenceId" = $2 OR w."conferenceId" IS NULL)
        AND (w."conferenceId" IS NULL OR $3 = 'all'
          OR w."conferenceId" IN (SELECT l.value FROM ${listed(this.reader.dialect, 4)}))
        ${isOwner ? '' : 'AND w."conferenceId" IS NOT NULL'}
        ORDER BY w."id" LIMIT $5`,
      [
        idOf(after) ?? '',
        conferenceId ?? '',
        scope === 'all' ? 'all' : 'some',
        JSON.stringify(scope === 'all' ? [] : scope),
        limit + 1,
      ],
    );
    return pageOf(rows, limit, ({ id }) => [id], countedOf);
  }

  /** How many there are of the conference, or of all conferences; no other is made before the commit. */
  async count(tx: Transaction, conferenceId: Id | null): Promise<number> {
    // The counter's row serializes creations, on PostgreSQL too.
    await tx.nextSeq();
    const [row] = await tx.query<{ count: number | string }>(
      conferenceId === null
        ? 'SELECT COUNT(*) AS "count" FROM "webhook" WHERE "conferenceId" IS NULL'
        : 'SELECT COUNT(*) AS "count" FROM "webhook" WHERE "conferenceId" = $1',
      conferenceId === null ? [] : [conferenceId],
    );
    return Number(row!.count);
  }
}

async function hold(tx: Transaction, id: Id): Promise<void> {
  await tx.query('UPDATE "webhook" SET "name" = "name" WHERE "id" = $1', [id]);
}
async function found(source: Queryable, id: Id): Promise<CountedWebhook | null> {
  const [row] = await source.query<Counted>(`${COUNTED} WHERE w."id" = $1`, [id]);
  return row === undefined ? null : countedOf(row);
}
function countedOf({ waiting, events, ...row }: Counted): CountedWebhook {
  return { row: { ...row, events: JSON.parse(events) as WebhookEvent[] }, waiting: Number(waiting) };
}
