import { Injectable } from '@nestjs/common';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleService } from '../schedule/schedule.service.js';

/** Lets everybody who follows a conference fetch its schedule again when its link or its days change. */
@Injectable()
export class BroadcastNews {
  constructor(schedule: ScheduleService, publisher: LivePublisher, bus: EventBus) {
    bus.on(ConferenceChanged, async ({ conferenceId }) =>
      publisher.publish(ROOM.conference(conferenceId), 'schedule.changed', {
        conferenceId,
        ...(await schedule.nowAndNext(conferenceId)),
      }),
    );
  }
}
