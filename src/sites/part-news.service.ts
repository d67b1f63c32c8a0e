import { Injectable } from '@nestjs/common';
import type { LiveNews } from '../contract/live.js';
import type { Id } from '../contract/wire.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import type { PartRoom } from '../live/live.rooms.js';
import { ReachService } from './reach.service.js';

type News<E extends keyof LiveNews> = Parameters<LiveNews[E]>[0];
/** Cuts news to a part; `null` if nothing of it is theirs. */
export type Cut<E extends keyof LiveNews> = (
  reach: ReadonlySet<Id>,
  kind: PartRoom['kind'],
) => News<E> | null | Promise<News<E> | null>;

/**
 * Tells news to organizers who have only parts of a conference. Those who have all of it hear it in their own
 * room. What no feature cuts for parts is not told to them.
 */
@Injectable()
export class PartNews {
  /** Keeps the news in order while the tree is read. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly publisher: LivePublisher,
    private readonly reach: ReachService,
  ) {}

  tell<E extends keyof LiveNews>(conferenceId: Id, event: E, cut: Cut<E>): Promise<void> {
    if (this.publisher.partRooms(conferenceId).length === 0) return Promise.resolve();
    const told = this.last.then(async () => {
      for (const [name, { kind, roots }] of this.publisher.partRooms(conferenceId)) {
        const news = await cut(await this.reach.below(conferenceId, roots), kind);
        if (news !== null) this.publisher.publish(name, event, ...([news] as Parameters<LiveNews[E]>));
      }
    });
    this.last = told.catch(() => undefined);
    return told;
  }

  /** News of one site, as it is, to those who run the day there. */
  tellOfSite<E extends keyof LiveNews>(conferenceId: Id, siteId: Id, event: E, news: News<E>): Promise<void> {
    return this.tell(conferenceId, event, (reach, kind) =>
      kind === 'organizer' && reach.has(siteId) ? news : null,
    );
  }
}
