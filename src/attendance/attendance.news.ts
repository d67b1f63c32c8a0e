import { Injectable } from '@nestjs/common';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { RosterChanged } from '../participants/participants.events.js';
import { EventBus } from '../platform/events/event-bus.js';
import { AttendanceRecorded } from './attendance.events.js';

/** Tells consoles that their roster has changed. */
@Injectable()
export class AttendanceNews {
  constructor(
    private readonly publisher: LivePublisher,
    bus: EventBus,
  ) {
    bus.on(AttendanceRecorded, (event) => this.recorded(event));
    bus.on(RosterChanged, ({ siteIds, seq }) =>
      siteIds.forEach((siteId) =>
        publisher.publish(ROOM.site(siteId), 'attendance.changed', { siteId, seq }),
      ),
    );
  }

  /** The console that made the entries has its receipts. */
  private recorded({ siteIds, deviceId, seq }: AttendanceRecorded): void {
    for (const siteId of siteIds) {
      const news = { siteId, seq };
      if (deviceId === null) this.publisher.publish(ROOM.site(siteId), 'attendance.changed', news);
      else
        this.publisher.publishToOthers(ROOM.site(siteId), ROOM.device(deviceId), 'attendance.changed', news);
    }
  }
}
