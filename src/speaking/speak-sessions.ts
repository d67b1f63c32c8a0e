import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleChanged, SessionEnded } from '../schedule/schedule.events.js';
import { OpenTurns } from './open-turns.js';
import { SpeakingService } from './speaking.service.js';
import type { Id } from '../contract/wire.js';

/** Ends the queue of a session with the session. */
@Injectable()
export class SpeakSessions implements OnApplicationBootstrap {
  constructor(
    private readonly open: OpenTurns,
    private readonly speaking: SpeakingService,
    bus: EventBus,
  ) {
    bus.on(SessionEnded, ({ conferenceId }) => this.close(conferenceId));
    // Cancelled or removed before it ran.
    bus.on(ScheduleChanged, ({ conferenceId }) => this.close(conferenceId));
  }

  /** A session may have ended just before the service did. */
  async onApplicationBootstrap(): Promise<void> {
    for (const conferenceId of this.open.conferences()) await this.close(conferenceId);
  }

  private async close(conferenceId: Id): Promise<void> {
    await this.speaking.closeSessions(conferenceId);
  }
}
