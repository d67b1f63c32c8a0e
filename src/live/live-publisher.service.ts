import { Injectable } from '@nestjs/common';
import type { LiveNews } from '../contract/live.js';
import type { LiveNamespace } from './live.rooms.js';

/** Tells rooms; each piece of news is encoded once, however many read it. */
@Injectable()
export class LivePublisher {
  private namespace: LiveNamespace | null = null;

  open(namespace: LiveNamespace): void {
    this.namespace = namespace;
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
}
