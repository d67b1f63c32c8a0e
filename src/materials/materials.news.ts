import { Injectable } from '@nestjs/common';
import type { Audience, Material } from '../contract/material.js';
import type { Id } from '../contract/wire.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { type AudienceKind, ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { PartNews } from '../sites/part-news.service.js';
import { MaterialReleased } from './materials.events.js';

const READERS: Record<Exclude<Audience, 'public'>, readonly AudienceKind[]> = {
  participants: ['trainee', 'coordinator', 'reader', 'organizer'],
  coordinators: ['coordinator', 'reader', 'organizer'],
};

/** Tells of a released material those who may read it. */
@Injectable()
export class MaterialsNews {
  constructor(publisher: LivePublisher, parts: PartNews, bus: EventBus) {
    bus.on(MaterialReleased, ({ conferenceId, material }) => {
      const news = { conferenceId, material };
      publisher.publish(roomsOf(conferenceId, material), 'material.released', news);
      // What is public they hear in the conference's room.
      return material.audience === 'public'
        ? Promise.resolve()
        : parts.tell(conferenceId, 'material.released', () => news);
    });
  }
}

function roomsOf(conferenceId: Id, { audience }: Material): string[] {
  return audience === 'public'
    ? [ROOM.conference(conferenceId)]
    : READERS[audience].map((kind) => ROOM.audience(conferenceId, kind));
}
