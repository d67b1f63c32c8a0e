import type { Webhook, WebhookDelivery, WebhookPayload } from '../contract/webhook.js';
import type { Instant } from '../contract/wire.js';
import type { WebhookDeliveryRow, WebhookRow } from './webhook.entity.js';

/** @param now an old secret that ended before it is not shown */
export function webhookOf(row: WebhookRow, waiting: number, now: Instant): Webhook {
  const { id, conferenceId, name, url, events, offAt, offReason, oldSecretUntil } = row;
  return {
    id,
    conferenceId,
    name,
    url,
    events,
    enabled: offAt === null,
    off: offAt === null ? null : { at: offAt, reason: offReason! },
    failingSince: row.failingSince,
    waiting,
    oldSecretUntil: oldSecretUntil !== null && oldSecretUntil > now ? oldSecretUntil : null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export const deliveryOf = (row: WebhookDeliveryRow): WebhookDelivery => ({
  id: row.id,
  webhookId: row.webhookId,
  state: row.state,
  payload: JSON.parse(row.payload) as WebhookPayload,
  attempts: row.attempts,
  nextAttemptAt: row.nextAt,
});
