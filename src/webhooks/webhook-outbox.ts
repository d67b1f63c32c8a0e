import { Injectable } from '@nestjs/common';
import type { WebhookPayload } from '../contract/webhook.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import type { DomainEvent } from '../platform/events/event-bus.js';
import { Ids } from '../platform/ids/ids.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { type Message, messagesOf } from './webhook-messages.rules.js';
import { DeliveriesWaiting } from './webhooks.events.js';

/** Writes messages into the transaction of the act, so neither is stored without the other. */
@Injectable()
export class WebhookOutbox {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly deliveries: DeliveriesRepository,
    unitOfWork: UnitOfWork,
  ) {
    unitOfWork.beforeCommit((tx, announced) => this.note(tx, announced));
  }

  /** Answers no promise if there is nothing to tell: a check-in must not wait for a turn of the loop. */
  private note(tx: Transaction, announced: readonly DomainEvent[]): Promise<void> | void {
    const messages = announced.flatMap(messagesOf);
    if (messages.length > 0) return this.storeAll(tx, messages);
  }

  private async storeAll(tx: Transaction, messages: readonly Message[]): Promise<void> {
    const conferenceIds = new Set(messages.map(({ conferenceId }) => conferenceId));
    // In order of ids, and after all rows that the act itself locks: no deadlock.
    for (const conferenceId of [...conferenceIds].sort())
      await this.store(
        tx,
        conferenceId,
        messages.filter((message) => message.conferenceId === conferenceId),
      );
  }

  private async store(tx: Transaction, conferenceId: Id, messages: readonly Message[]): Promise<void> {
    const listeners = await this.deliveries.listeners(tx, conferenceId);
    const heard: Message[] = [];
    for (const message of messages)
      if (listeners.some(({ events }) => events.has(message.type)) && (await isTrue(tx, message)))
        heard.push(message);
    if (heard.length === 0) return;
    const now = this.clock.instant();
    const first = await this.deliveries.nextSeq(tx, conferenceId, heard.length);
    const rows = heard.flatMap(({ type, data }, nth) => {
      const seq = first + nth;
      const payload: WebhookPayload = { type, timestamp: now, data: { conferenceId, seq, ...data } };
      return listeners
        .filter(({ events }) => events.has(type))
        .map(({ id: webhookId }) => ({
          id: this.ids.next(),
          webhookId,
          conferenceId,
          seq,
          type,
          payload: JSON.stringify(payload),
          state: 'waiting' as const,
          tries: 0,
          nextAt: now,
          createdAt: now,
        }));
    });
    await this.deliveries.insert(tx, rows);
    const webhookIds = [...new Set(rows.map(({ webhookId }) => webhookId))];
    tx.announce(new DeliveriesWaiting(webhookIds.map((webhookId) => ({ webhookId, conferenceId }))));
  }
}

/** Whether the message is true at the end of this transaction. Stops at the first site that is open. */
async function isTrue(tx: Transaction, { asks, conferenceId, data }: Message): Promise<boolean> {
  if (asks === undefined) return true;
  if (asks === 'closed') {
    // One that is being deleted has no report any more.
    const closed = await tx.query(
      `SELECT 1 FROM "conference" WHERE "id" = $1 AND "status" = 'closed' AND "isRemoved" = 0`,
      [conferenceId],
    );
    return closed.length > 0;
  }
  const open = await tx.query(
    `SELECT 1 AS "open" FROM "site" s WHERE s."conferenceId" = $1 AND s."kind" = 'point' AND NOT EXISTS (
        SELECT 1 FROM "attendance_confirmation" k JOIN "attendance_entry" e ON e."seq" = k."entrySeq"
        WHERE k."siteId" = s."id" AND k."checkpointId" = $2 AND e."kind" = 'confirm') LIMIT 1`,
    [conferenceId, data.checkpointId ?? null],
  );
  return open.length === 0;
}
