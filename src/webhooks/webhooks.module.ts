import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { LiveModule } from '../live/live.module.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryResults } from './delivery-results.js';
import { HostResolver } from './host-resolver.js';
import { WebhookLanesService } from './webhook-lanes.service.js';
import { WebhookLog } from './webhook-log.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender, WebhookTiming } from './webhook-sender.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksNews } from './webhooks.news.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

/** Tells other programs what happens: signed, in order, and repeated until it arrives. */
@Module({
  imports: [ConferencesModule, LiveModule],
  controllers: [WebhooksController],
  providers: [
    DeliveriesRepository,
    DeliveriesService,
    DeliveryResults,
    HostResolver,
    WebhookLanesService,
    WebhookLog,
    WebhookOutbox,
    WebhookSecrets,
    WebhookSender,
    WebhooksNews,
    WebhooksRepository,
    WebhooksService,
    WebhookTiming,
    ownedThings({
      webhooks: { table: 'webhook', missing: 'webhook.not-found' },
      deliveries: { table: 'webhook_delivery', missing: 'delivery.not-found' },
    }),
  ],
})
export class WebhooksModule {}
