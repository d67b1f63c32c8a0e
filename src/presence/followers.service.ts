import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SocketClosed } from '../live/live.events.js';
import { FollowersChanged } from './presence.events.js';

type Trainee = Extract<Principal, { kind: 'trainee' }>;

/** Trainees who follow online now. People are counted, not sockets: two tabs are one. */
@Injectable()
export class FollowersService {
  private readonly conferences = new Map<Id, Map<Id, { siteId: Id; sockets: Set<string> }>>();

  constructor(private readonly bus: EventBus) {
    bus.on(SocketClosed, ({ principal, socketId }) => {
      if (principal.kind === 'trainee') this.leave(principal.conferenceId, principal.participantId, socketId);
    });
  }

  /** @param within people of these sites; everybody if `null` */
  count(conferenceId: Id, within: ReadonlySet<Id> | null = null): number {
    const people = this.conferences.get(conferenceId);
    if (people === undefined || within === null) return people?.size ?? 0;
    return [...people.values()].filter(({ siteId }) => within.has(siteId)).length;
  }

  join({ conferenceId, participantId, siteId }: Trainee, socketId: string): void {
    const people = this.conferences.get(conferenceId) ?? new Map<Id, { siteId: Id; sockets: Set<string> }>();
    this.conferences.set(conferenceId, people);
    const known = people.get(participantId);
    if (known) return void known.sockets.add(socketId);
    people.set(participantId, { siteId, sockets: new Set([socketId]) });
    this.bus.publish(new FollowersChanged(conferenceId));
  }

  private leave(conferenceId: Id, participantId: Id, socketId: string): void {
    const people = this.conferences.get(conferenceId);
    const sockets = people?.get(participantId)?.sockets;
    if (!people || !sockets?.delete(socketId) || sockets.size > 0) return;
    people.delete(participantId);
    this.bus.publish(new FollowersChanged(conferenceId));
  }
}
