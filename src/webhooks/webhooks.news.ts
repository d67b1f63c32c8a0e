import { Injectable, Logger } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { WebhookChanged } from './webhooks.events.js';

/** Tells organizers that a webhook changed, and the log that one was switched off. */
@Injectable()
export class WebhooksNews {
  constructor(publisher: LivePublisher, bus: EventBus) {
    const log = new Logger(WebhooksNews.name);
    bus.on(WebhookChanged, ({ webhookId: id, conferenceId, enabled, offReason }) => {
      if (offReason === 'failing' || offReason === 'gone') log.warn(`webhook ${id} is off: ${offReason}`);
      if (conferenceId !== null)
        publisher.publish(ROOM.audience(conferenceId, 'organizer'), 'webhook.changed', {
          conferenceId,
          id,
          enabled,
        });
    });
  }
}
