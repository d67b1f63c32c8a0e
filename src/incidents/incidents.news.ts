import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { PartNews } from '../sites/part-news.service.js';
import { IncidentsService } from './incidents.service.js';
import { IncidentChanged } from './incidents.events.js';
import { forViewers } from './incidents.policy.js';

/** Tells organizers and walls of incidents. */
@Injectable()
export class IncidentsNews {
  constructor(publisher: LivePublisher, parts: PartNews, incidents: IncidentsService, bus: EventBus) {
    bus.on(IncidentChanged, ({ incident }) => {
      const { conferenceId } = incident;
      const tell = (kind: 'organizer' | 'reader' | 'viewer', shown: typeof incident): void =>
        publisher.publish(ROOM.audience(conferenceId, kind), 'incident.changed', {
          conferenceId,
          incident: shown,
        });
      tell('organizer', incident);
      tell('reader', forViewers(incident));
      tell('viewer', forViewers(incident));
      return parts.tell(conferenceId, 'incident.changed', async (reach, kind) => {
        const cut = await incidents.cutTo(incident.id, reach);
        return cut && { conferenceId, incident: kind === 'organizer' ? cut : forViewers(cut) };
      });
    });
  }
}
