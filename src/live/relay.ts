import { Injectable } from '@nestjs/common';
import { AttendanceRecorded } from '../attendance/attendance.events.js';
import type { PrincipalKind } from '../contract/auth.js';
import type { Audience, Material } from '../contract/material.js';
import type { NowAndNext } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { HelpChanged } from '../help/help.events.js';
import { MaterialReleased } from '../materials/materials.events.js';
import { RosterChanged } from '../participants/participants.events.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from '../schedule/schedule.events.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { Newsroom } from './newsroom.js';
import { ROOM } from './rooms.js';

const READERS: Record<Exclude<Audience, 'public'>, readonly PrincipalKind[]> = {
  participants: ['trainee', 'coordinator', 'organizer'],
  coordinators: ['coordinator', 'organizer'],
};

/** From what the other features announce to what screens are told: the one place where domain events become news. */
@Injectable()
export class Relay {
  /** News of one conference leaves in the order in which it happened, although `now` and `next` have to be asked for. */
  private readonly queues = new Map<Id, Promise<void>>();

  constructor(
    private readonly newsroom: Newsroom,
    private readonly schedule: ScheduleService,
    bus: EventBus,
  ) {
    bus.on(AttendanceRecorded, (event) => this.recorded(event));
    bus.on(RosterChanged, ({ siteIds, seq }) =>
      siteIds.forEach((siteId) => newsroom.tell(ROOM.site(siteId), 'attendance.changed', { siteId, seq })),
    );
    bus.on(HelpChanged, ({ call }) =>
      newsroom.tell(ROOM.site(call.siteId), 'help.changed', { siteId: call.siteId, call }),
    );
    bus.on(ScheduleChanged, ({ conferenceId }) =>
      this.inOrder(conferenceId, (moment) =>
        newsroom.tell(ROOM.conference(conferenceId), 'schedule.changed', { conferenceId, ...moment }),
      ),
    );
    bus.on(SessionStarted, ({ conferenceId, session }) =>
      this.inOrder(conferenceId, (moment) =>
        newsroom.tell(ROOM.conference(conferenceId), 'session.started', { conferenceId, session, ...moment }),
      ),
    );
    bus.on(SessionEnded, ({ conferenceId, session }) =>
      this.inOrder(conferenceId, (moment) =>
        newsroom.tell(ROOM.conference(conferenceId), 'session.ended', { conferenceId, session, ...moment }),
      ),
    );
    bus.on(MaterialReleased, ({ conferenceId, material }) =>
      newsroom.tell(roomsOf(conferenceId, material), 'material.released', { conferenceId, material }),
    );
  }

  /** The console that made the entries has its receipts. */
  private recorded({ siteIds, deviceId, seq }: AttendanceRecorded): void {
    for (const siteId of siteIds) {
      const news = { siteId, seq };
      if (deviceId === null) this.newsroom.tell(ROOM.site(siteId), 'attendance.changed', news);
      else this.newsroom.tellOthers(ROOM.site(siteId), ROOM.device(deviceId), 'attendance.changed', news);
    }
  }

  private inOrder(conferenceId: Id, tell: (moment: NowAndNext) => void): Promise<void> {
    const turn = (this.queues.get(conferenceId) ?? Promise.resolve()).then(async () =>
      tell(await this.schedule.nowAndNext(conferenceId)),
    );
    this.queues.set(
      conferenceId,
      turn.catch(() => undefined),
    );
    return turn;
  }
}

function roomsOf(conferenceId: Id, { audience }: Material): string[] {
  return audience === 'public'
    ? [ROOM.conference(conferenceId)]
    : READERS[audience].map((kind) => ROOM.audience(conferenceId, kind));
}
