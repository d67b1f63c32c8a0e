import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { PartNews } from '../sites/part-news.service.js';
import { ReadinessChanged } from './readiness.events.js';

/** Tells a site's consoles and the organizers how the site stands. */
@Injectable()
export class ReadinessNews {
  constructor(publisher: LivePublisher, parts: PartNews, bus: EventBus) {
    bus.on(ReadinessChanged, ({ conferenceId, siteId, state }) => {
      const rooms = [ROOM.site(siteId), ROOM.audience(conferenceId, 'organizer')];
      const news = { conferenceId, siteId, state };
      publisher.publish(rooms, 'readiness.changed', news);
      return parts.tellOfSite(conferenceId, siteId, 'readiness.changed', news);
    });
  }
}
