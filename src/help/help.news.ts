import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { PartNews } from '../sites/part-news.service.js';
import { HelpChanged } from './help.events.js';

/** Tells a site's consoles and the organizers of a new call, and what became of it. */
@Injectable()
export class HelpNews {
  constructor(publisher: LivePublisher, parts: PartNews, bus: EventBus) {
    bus.on(HelpChanged, ({ call }) => {
      const news = { siteId: call.siteId, call };
      for (const room of [ROOM.site(call.siteId), ROOM.audience(call.conferenceId, 'organizer')])
        publisher.publish(room, 'help.changed', news);
      return parts.tellOfSite(call.conferenceId, call.siteId, 'help.changed', news);
    });
  }
}
