import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { HelpChanged } from './help.events.js';

/** Tells a site's consoles what became of its call. */
@Injectable()
export class HelpNews {
  constructor(publisher: LivePublisher, bus: EventBus) {
    bus.on(HelpChanged, ({ call }) =>
      publisher.publish(ROOM.site(call.siteId), 'help.changed', { siteId: call.siteId, call }),
    );
  }
}
