import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SocketClosed } from '../live/live.events.js';
import { FollowersChanged } from './presence.events.js';

interface Followers {
  people: Map<Id, { siteId: Id; sockets: Set<string> }>;
  /** How many of them are of each site: parts of a large conference are counted at every revision. */
  bySite: Map<Id, number>;
}
type Trainee = Extract<Principal, { kind: 'trainee' }>;

/** Trainees who follow online now. People are counted, not sockets: two tabs are one. */
@Injectable()
export class FollowersService {
  private readonly conferences = new Map<Id, Followers>();

  constructor(private readonly bus: EventBus) {
    bus.on(SocketClosed, ({ principal, socketId }) => {
      if (principal.kind === 'trainee') this.leave(principal.conferenceId, principal.participantId, socketId);
    });
  }

  /** @param within people of these sites; everybody if `null` */
  count(conferenceId: Id, within: ReadonlySet<Id> | null = null): number {
    const followers = this.conferences.get(conferenceId);
    if (followers === undefined || within === null) return followers?.people.size ?? 0;
    let people = 0;
    for (const [siteId, here] of followers.bySite) if (within.has(siteId)) people += here;
    return people;
  }

  join({ conferenceId, participantId, siteId }: Trainee, socketId: string): void {
    const followers = this.conferences.get(conferenceId) ?? { people: new Map(), bySite: new Map() };
    this.conferences.set(conferenceId, followers);
    const known = followers.people.get(participantId);
    if (known) return void known.sockets.add(socketId);
    followers.people.set(participantId, { siteId, sockets: new Set([socketId]) });
    followers.bySite.set(siteId, (followers.bySite.get(siteId) ?? 0) + 1);
    this.bus.publish(new FollowersChanged(conferenceId));
  }

  private leave(conferenceId: Id, participantId: Id, socketId: string): void {
    const followers = this.conferences.get(conferenceId);
    const known = followers?.people.get(participantId);
    if (!followers || !known?.sockets.delete(socketId) || known.sockets.size > 0) return;
    followers.people.delete(participantId);
    const left = followers.bySite.get(known.siteId)! - 1;
    if (left > 0) followers.bySite.set(known.siteId, left);
    else followers.bySite.delete(known.siteId);
    this.bus.publish(new FollowersChanged(conferenceId));
  }
}
