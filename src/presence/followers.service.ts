import { Injectable } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SocketClosed } from '../live/live.events.js';
import { FollowersChanged } from './presence.events.js';

/** Trainees who follow online now. People are counted, not sockets: two tabs are one. */
@Injectable()
export class FollowersService {
  private readonly conferences = new Map<Id, Map<Id, Set<string>>>();

  constructor(private readonly bus: EventBus) {
    bus.on(SocketClosed, ({ principal, socketId }) => {
      if (principal.kind === 'trainee') this.leave(principal.conferenceId, principal.participantId, socketId);
    });
  }

  count(conferenceId: Id): number {
    return this.conferences.get(conferenceId)?.size ?? 0;
  }

  join(conferenceId: Id, participantId: Id, socketId: string): void {
    const people = this.conferences.get(conferenceId) ?? new Map<Id, Set<string>>();
    this.conferences.set(conferenceId, people);
    const sockets = people.get(participantId);
    if (sockets) return void sockets.add(socketId);
    people.set(participantId, new Set([socketId]));
    this.bus.publish(new FollowersChanged(conferenceId));
  }

  private leave(conferenceId: Id, participantId: Id, socketId: string): void {
    const people = this.conferences.get(conferenceId);
    const sockets = people?.get(participantId);
    if (!people || !sockets?.delete(socketId) || sockets.size > 0) return;
    people.delete(participantId);
    this.bus.publish(new FollowersChanged(conferenceId));
  }
}
