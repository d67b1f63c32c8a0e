import { Injectable } from '@nestjs/common';
import { ConferenceChanged, type ConferenceField } from '../conferences/conferences.events.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleService } from '../schedule/schedule.service.js';

/** What a broadcast is made of: see `windowsOf`, and whom the service shows it to. */
const CONCERNING: readonly ConferenceField[] = [
  'status',
  'startsOn',
  'endsOn',
  'timezone',
  'broadcastUrl',
  'broadcastPublic',
];

/** Lets everybody who follows a conference fetch its schedule again when the broadcast may be another. */
@Injectable()
export class BroadcastNews {
  constructor(schedule: ScheduleService, publisher: LivePublisher, bus: EventBus) {
    bus.on(ConferenceChanged, async ({ conferenceId, fields }) => {
      // A fetch by every trainee at once is no price for a new title.
      if (!fields.some((field) => CONCERNING.includes(field))) return;
      publisher.publish(ROOM.conference(conferenceId), 'schedule.changed', {
        conferenceId,
        ...(await schedule.nowAndNext(conferenceId)),
      });
    });
  }
}
