import { Injectable } from '@nestjs/common';
import type { SpeakNews as News, SpeakRequest } from '../contract/speaking.js';
import type { Id } from '../contract/wire.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SiteSeen } from '../presence/presence.events.js';
import { SessionEnded, SessionStarted } from '../schedule/schedule.events.js';
import { PartNews } from '../sites/part-news.service.js';
import { OpenTurns } from './open-turns.js';
import { SpeakQueueService } from './speak-queue.service.js';
import { SpeakViews } from './speak-views.js';
import { SpeakChanged, SpeakGateChanged, TurnsMoved } from './speaking.events.js';
import type { Turn } from './turn.js';

/** So many requests in a piece of news: all of a long queue at once would drop a slow reader. */
const TOGETHER = 100;

/** Tells organizers of every change, and each site's consoles of their own, other positions too. */
@Injectable()
export class SpeakNews {
  /** The positions that consoles were told last, by conference. */
  private readonly told = new Map<Id, ReadonlyMap<Id, number>>();
  /** Keeps the news of a conference in order, although reading takes time. */
  private readonly queues = new Map<Id, Promise<void>>();

  constructor(
    private readonly open: OpenTurns,
    private readonly parts: PartNews,
    private readonly publisher: LivePublisher,
    private readonly queue: SpeakQueueService,
    private readonly views: SpeakViews,
    private readonly bus: EventBus,
  ) {
    bus.on(SpeakChanged, ({ conferenceId, turns }) =>
      this.inOrder(conferenceId, () => this.changed(conferenceId, turns)),
    );
    bus.on(SiteSeen, ({ siteId }) => this.seen(siteId));
    bus.on(SpeakGateChanged, ({ conferenceId }) =>
      this.inOrder(conferenceId, () => this.gateChanged(conferenceId)),
    );
    // Another session is on, and it may have a setting of its own.
    for (const event of [SessionStarted, SessionEnded])
      bus.on(event, ({ conferenceId }) => this.inOrder(conferenceId, () => this.gateChanged(conferenceId)));
  }

  private async changed(conferenceId: Id, turns: readonly Turn[]): Promise<void> {
    const changed = await this.views.of(turns);
    await this.publishToOrganizers(conferenceId, changed);
    const moved = await this.views.of(this.moved(conferenceId, new Set(turns.map(({ id }) => id))));
    for (const request of [...changed, ...moved])
      this.publish(ROOM.site(request.siteId), conferenceId, [request]);
    this.bus.publish(new TurnsMoved([...new Set([...changed, ...moved].map(({ siteId }) => siteId))]));
  }

  /** Those who have another position than they were told, but for these. */
  private moved(conferenceId: Id, known: ReadonlySet<Id>): Turn[] {
    const before = this.told.get(conferenceId);
    const positions = this.open.positions(conferenceId);
    if (positions.size === 0) this.told.delete(conferenceId);
    else this.told.set(conferenceId, positions);
    return this.open
      .ofConference(conferenceId)
      .filter(({ id }) => !known.has(id) && positions.get(id) !== before?.get(id));
  }

  /** A site that waits was lost or is back: organizers see it. */
  private async seen(siteId: Id): Promise<void> {
    const turns = this.open.ofSite(siteId);
    const conferenceId = turns[0]?.conferenceId;
    if (conferenceId === undefined) return;
    await this.inOrder(conferenceId, async () =>
      this.publishToOrganizers(conferenceId, await this.views.of(turns)),
    );
  }

  private async gateChanged(conferenceId: Id): Promise<void> {
    const { open } = await this.queue.gate(conferenceId);
    const rooms = (['organizer', 'coordinator'] as const).map((kind) => ROOM.audience(conferenceId, kind));
    const news = { conferenceId, requests: [], open };
    this.publisher.publish(rooms, 'speak.changed', news);
    await this.parts.tell(conferenceId, 'speak.changed', (_, kind) => (kind === 'organizer' ? news : null));
  }

  private async publishToOrganizers(conferenceId: Id, requests: readonly SpeakRequest[]): Promise<void> {
    this.publish(ROOM.audience(conferenceId, 'organizer'), conferenceId, requests);
    for (let at = 0; at < requests.length; at += TOGETHER) {
      const slice = requests.slice(at, at + TOGETHER);
      await this.parts.tell(conferenceId, 'speak.changed', (reach, kind) => {
        const own = slice.filter(({ siteId }) => reach.has(siteId));
        return kind === 'organizer' && own.length > 0 ? { conferenceId, requests: own } : null;
      });
    }
  }

  private publish(room: string, conferenceId: Id, requests: readonly SpeakRequest[]): void {
    for (let at = 0; at < requests.length; at += TOGETHER) {
      const news: News = { conferenceId, requests: requests.slice(at, at + TOGETHER) };
      this.publisher.publish(room, 'speak.changed', news);
    }
  }

  private inOrder(conferenceId: Id, publish: () => Promise<void>): Promise<void> {
    const published = (this.queues.get(conferenceId) ?? Promise.resolve()).then(publish);
    this.queues.set(
      conferenceId,
      published.catch(() => undefined),
    );
    return published;
  }
}
