import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ReadinessChanged } from './readiness.events.js';

/** Tells a site's consoles and the organizers how the site stands. */
@Injectable()
export class ReadinessNews {
  constructor(publisher: LivePublisher, bus: EventBus) {
    bus.on(ReadinessChanged, ({ conferenceId, siteId, state }) =>
      publisher.publish([ROOM.site(siteId), ROOM.audience(conferenceId, 'organizer')], 'readiness.changed', {
        conferenceId,
        siteId,
        state,
      }),
    );
  }
}
