import { Injectable } from '@nestjs/common';
import type { NowAndNext } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from './schedule.events.js';
import { ScheduleService } from './schedule.service.js';

/** Tells everybody who follows a conference what is on now. */
@Injectable()
export class ScheduleNews {
  /** Keeps the news of a conference in order, although reading `now` and `next` takes time. */
  private readonly queues = new Map<Id, Promise<void>>();

  constructor(
    private readonly schedule: ScheduleService,
    publisher: LivePublisher,
    bus: EventBus,
  ) {
    const room = ROOM.conference;
    bus.on(ScheduleChanged, ({ conferenceId }) =>
      this.inOrder(conferenceId, (moment) =>
        publisher.publish(room(conferenceId), 'schedule.changed', { conferenceId, ...moment }),
      ),
    );
    bus.on(SessionStarted, ({ conferenceId, session }) =>
      this.inOrder(conferenceId, (moment) =>
        publisher.publish(room(conferenceId), 'session.started', { conferenceId, session, ...moment }),
      ),
    );
    bus.on(SessionEnded, ({ conferenceId, session }) =>
      this.inOrder(conferenceId, (moment) =>
        publisher.publish(room(conferenceId), 'session.ended', { conferenceId, session, ...moment }),
      ),
    );
  }

  private inOrder(conferenceId: Id, publish: (moment: NowAndNext) => void): Promise<void> {
    const published = (this.queues.get(conferenceId) ?? Promise.resolve()).then(async () =>
      publish(await this.schedule.nowAndNext(conferenceId)),
    );
    this.queues.set(
      conferenceId,
      published.catch(() => undefined),
    );
    return published;
  }
}
