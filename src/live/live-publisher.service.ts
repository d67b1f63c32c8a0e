import { Injectable } from '@nestjs/common';
import type { LiveNews } from '../contract/live.js';
import type { Id } from '../contract/wire.js';
import { type LiveNamespace, type PartRoom, partRoomOf } from './live.rooms.js';

/** Tells rooms; each piece of news is encoded once, however many read it. */
@Injectable()
export class LivePublisher {
  private namespace: LiveNamespace | null = null;
  /** Rooms of organizers with only a part, while somebody is in them: by conference, then by name. */
  private readonly parts = new Map<Id, Map<string, PartRoom>>();

  open(namespace: LiveNamespace): void {
    this.namespace = namespace;
    namespace.adapter.on('create-room', (room: string) => this.note(room, true));
    namespace.adapter.on('delete-room', (room: string) => this.note(room, false));
  }

  /** The rooms of organizers who hear only of a part of the conference. */
  partRooms(conferenceId: Id): [name: string, room: PartRoom][] {
    return [...(this.parts.get(conferenceId) ?? [])];
  }

  /** Whether anybody is in the room. */
  isHeard(room: string): boolean {
    return this.namespace?.adapter.rooms.has(room) ?? false;
  }

  publish<E extends keyof LiveNews>(
    rooms: string | string[],
    event: E,
    ...news: Parameters<LiveNews[E]>
  ): void {
    this.namespace?.to(rooms).emit(event, ...news);
  }

  /** All in a room but those of another. */
  publishToOthers<E extends keyof LiveNews>(
    room: string,
    except: string,
    event: E,
    ...news: Parameters<LiveNews[E]>
  ): void {
    this.namespace
      ?.to(room)
      .except(except)
      .emit(event, ...news);
  }

  private note(name: string, isThere: boolean): void {
    const room = partRoomOf(name);
    if (room === null) return;
    const ofConference = this.parts.get(room.conferenceId) ?? new Map<string, PartRoom>();
    if (isThere) this.parts.set(room.conferenceId, ofConference.set(name, room));
    else if (ofConference.delete(name) && ofConference.size === 0) this.parts.delete(room.conferenceId);
  }
}
