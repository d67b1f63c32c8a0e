import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from '../contract/webhook.js';
import { type Id, type Instant, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../platform/http/page.dto.js';
import { WebhookDeliveryRow, WebhookRow } from './webhook.entity.js';
import type { LaneKey } from './webhooks.events.js';

type NewDelivery = Omit<WebhookDeliveryRow, 'attempts'> & { attempts: '[]' };
const deliveries = new BulkInsert<NewDelivery>('webhook_delivery', {
  id: 'text',
  webhookId: 'text',
  conferenceId: 'text',
  seq: 'integer',
  type: 'text',
  payload: 'text',
  state: 'text',
  tries: 'integer',
  nextAt: 'text',
  attempts: 'text',
  createdAt: 'text',
});
const orders = new BulkInsert<{ conferenceId: Id; value: number }>(
  'webhook_seq',
  { conferenceId: 'text', value: 'integer' },
  'ON CONFLICT DO NOTHING',
);
const NEXT_SEQ = `UPDATE "webhook_seq" SET "value" = "value" + $2 WHERE "conferenceId" = $1
  RETURNING "value"`;
/** Rows of the log that one transaction removes. */
const SLICE = 5_000;

type StoredDelivery = Omit<WebhookDeliveryRow, 'attempts'> & { attempts: string };
const deliveryOf = (row: StoredDelivery): WebhookDeliveryRow => ({
  ...row,
  attempts: JSON.parse(row.attempts) as WebhookDeliveryRow['attempts'],
});
/** The first waiting delivery of a lane, with its webhook. */
export interface Head {
  delivery: WebhookDeliveryRow;
  webhook: WebhookRow;
}

/** Stores deliveries: those that wait, in the order of each conference, and the log of the others. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly reader: Reader) {}

  /** The webhooks that are on and are told of this conference, with their events. */
  async listeners(tx: Transaction, conferenceId: Id): Promise<{ id: Id; events: Set<WebhookEvent> }[]> {
    const rows = await tx.query<{ id: Id; events: string }>(
      `SELECT "id", "events" FROM "webhook"
        WHERE "offAt" IS NULL AND ("conferenceId" = $1 OR "conferenceId" IS NULL) ORDER BY "id"`,
      [conferenceId],
    );
    return rows.map(({ id, events }) => ({ id, events: new Set(JSON.parse(events) as WebhookEvent[]) }));
  }

  /**
   * Reserves `count` numbers in the conference's order and answers the first. The row stays locked until the
   * commit, so deliveries become visible in their order.
   */
  async nextSeq(tx: Transaction, conferenceId: Id, count: number): Promise<number> {
    const reserve = () => tx.query<{ value: number }>(NEXT_SEQ, [conferenceId, count]);
    let [row] = await reserve();
    if (!row) {
      await orders.run(tx, [{ conferenceId, value: 0 }]);
      [row] = await reserve();
    }
    return row!.value - count + 1;
  }

  insert(tx: Transaction, rows: readonly Omit<NewDelivery, 'attempts'>[]): Promise<void> {
    return deliveries.run(
      tx,
      rows.map((row) => ({ ...row, attempts: '[]' })),
    );
  }

  /** Lanes with waiting deliveries, of webhooks that are on; of one webhook if it is named. */
  lanes(webhookId: Id | null = null): Promise<LaneKey[]> {
    return this.reader.query(
      `SELECT DISTINCT d."webhookId", d."conferenceId" FROM "webhook_delivery" d
        JOIN "webhook" w ON w."id" = d."webhookId"
        WHERE d."state" = 'waiting' AND w."offAt" IS NULL
        ${webhookId === null ? '' : 'AND w."id" = $1'}`,
      webhookId === null ? [] : [webhookId],
    );
  }

  /** `null` if nothing waits in the lane, or its webhook is off. */
  async head({ webhookId, conferenceId }: LaneKey): Promise<Head | null> {
    const webhook = await this.reader.repo(WebhookRow).findOneBy({ id: webhookId });
    if (webhook === null || webhook.offAt !== null) return null;
    // The state is a literal: with a parameter SQLite would not use the partial index.
    const [row] = await this.reader.query<StoredDelivery>(
      `SELECT * FROM "webhook_delivery"
        WHERE "webhookId" = $1 AND "conferenceId" = $2 AND "state" = 'waiting' ORDER BY "seq" LIMIT 1`,
      [webhookId, conferenceId],
    );
    return row === undefined ? null : { delivery: deliveryOf(row), webhook };
  }

  async find(id: Id): Promise<WebhookDeliveryRow | null> {
    return this.reader.repo(WebhookDeliveryRow).findOneBy({ id });
  }

  /** Newest first. */
  async list(
    webhookId: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<WebhookDeliveryRow>> {
    const before = idOf(after) ?? '~';
    const rows = await this.reader.query<StoredDelivery>(
      `SELECT * FROM "webhook_delivery" WHERE "webhookId" = $1 AND "id" < $2
        ORDER BY "id" DESC LIMIT $3`,
      [webhookId, before, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => [id], deliveryOf);
  }

  /** Removes the oldest of what was made before this moment. @returns whether more may be left */
  async forget(tx: Transaction, before: Instant): Promise<boolean> {
    // Whoever changes what waits holds its webhook first.
    await tx.query(
      `UPDATE "webhook" SET "name" = "name" WHERE "id" IN (SELECT "webhookId" FROM "webhook_delivery"
        WHERE "createdAt" < $1 AND "state" = 'waiting')`,
      [before],
    );
    const gone = await tx.query(
      `DELETE FROM "webhook_delivery" WHERE "id" IN (SELECT "id" FROM "webhook_delivery"
        WHERE "createdAt" < $1 LIMIT ${SLICE}) RETURNING "id"`,
      [before],
    );
    return gone.length === SLICE;
  }
}
