import { Injectable } from '@nestjs/common';
import { AnnouncementEnded, AnnouncementPosted } from '../announcements/announcements.events.js';
import { ConferenceChanged } from '../conferences/conferences.events.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from '../schedule/schedule.events.js';
import { TurnsMoved } from '../speaking/speaking.events.js';

/** Tells screens that something is new; they fetch it. News of rooms would carry names. */
@Injectable()
export class ScreensNews {
  constructor(publisher: LivePublisher, bus: EventBus) {
    const poke = (room: string, mayWait: boolean): void =>
      publisher.publish(room, 'screen.changed', { mayWait });
    for (const event of [ScheduleChanged, SessionStarted, SessionEnded])
      bus.on(event, ({ conferenceId }) => poke(ROOM.screens(conferenceId), true));
    bus.on(ConferenceChanged, ({ conferenceId }) => poke(ROOM.screens(conferenceId), true));
    for (const event of [AnnouncementPosted, AnnouncementEnded])
      bus.on(event, ({ announcement }) => poke(ROOM.screens(announcement.conferenceId), true));
    bus.on(TurnsMoved, ({ siteIds }) => siteIds.forEach((siteId) => poke(ROOM.screen(siteId), false)));
  }
}
