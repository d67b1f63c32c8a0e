import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { WebhookDelivery, WebhookPayload } from '../contract/webhook.js';
import type { Id, Page, PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryResults } from './delivery-results.js';
import type { WebhookDeliveryRow, WebhookRow } from './webhook.entity.js';
import { WebhookSender } from './webhook-sender.js';
import { mayManage } from './webhooks.policy.js';
import { deliveryOf } from './webhooks.presenter.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** The log of deliveries, and what a person sends by hand. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly clock: Clock,
    private readonly deliveries: DeliveriesRepository,
    private readonly ids: Ids,
    private readonly results: DeliveryResults,
    private readonly sender: WebhookSender,
    private readonly webhooks: WebhooksRepository,
  ) {}

  /** @throws Problem webhook.not-found */
  async list(actor: Principal, webhookId: Id, query: PageQuery): Promise<Page<WebhookDelivery>> {
    const { id } = await this.managed(actor, webhookId, 'webhook.not-found');
    const { items, next } = await this.deliveries.list(id, query);
    return { items: items.map(deliveryOf), next };
  }

  /** @throws Problem webhook.not-found */
  async ping(actor: Principal, webhookId: Id): Promise<WebhookDelivery> {
    const webhook = await this.managed(actor, webhookId, 'webhook.not-found');
    const { conferenceId } = webhook;
    const now = this.clock.instant();
    const payload: WebhookPayload = { type: 'webhook.ping', timestamp: now, data: { conferenceId, seq: 0 } };
    const delivery: WebhookDeliveryRow = {
      id: this.ids.next(),
      webhookId,
      conferenceId,
      seq: 0,
      type: 'webhook.ping',
      payload: JSON.stringify(payload),
      state: 'failed',
      tries: 0,
      nextAt: null,
      attempts: [],
      createdAt: now,
    };
    const outcome = await this.sender.send(webhook, delivery.id, delivery.payload);
    return deliveryOf(await this.results.ofPing({ delivery, webhook }, outcome));
  }

  /** @throws Problem delivery.not-found, webhook.off */
  async resend(actor: Principal, id: Id): Promise<WebhookDelivery> {
    const delivery = await this.deliveries.find(id);
    if (delivery === null) throw new Problem('delivery.not-found');
    const webhook = await this.managed(actor, delivery.webhookId, 'delivery.not-found');
    if (webhook.offAt !== null) throw new Problem('webhook.off');
    if (delivery.state === 'waiting') return deliveryOf(await this.results.hurry({ delivery, webhook }));
    const outcome = await this.sender.send(webhook, delivery.id, delivery.payload);
    return deliveryOf(await this.results.ofResending({ delivery, webhook }, outcome));
  }

  private async managed(
    actor: Principal,
    webhookId: Id,
    missing: 'webhook.not-found' | 'delivery.not-found',
  ): Promise<WebhookRow> {
    const found = await this.webhooks.find(webhookId);
    if (found === null || !mayManage(actor, found.row.conferenceId)) throw new Problem(missing);
    return found.row;
  }
}
