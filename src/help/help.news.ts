import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { HelpChanged } from './help.events.js';

/** Tells a site's consoles and the organizers of a new call, and what became of it. */
@Injectable()
export class HelpNews {
  constructor(publisher: LivePublisher, bus: EventBus) {
    bus.on(HelpChanged, ({ call }) => {
      for (const room of [ROOM.site(call.siteId), ROOM.audience(call.conferenceId, 'organizer')])
        publisher.publish(room, 'help.changed', { siteId: call.siteId, call });
    });
  }
}
