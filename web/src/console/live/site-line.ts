import type { HelpCall } from '#contract/help.js';
import type { SiteSignal } from '#contract/live.js';
import type { NowAndNext } from '#contract/schedule.js';
import type { SpeakNews } from '#contract/speaking.js';
import type { Id } from '#contract/wire.js';
import { connectLive, type LiveSocket } from '../../shared/live.js';
import type { AnnouncementNews } from '../announcements/announcements.rules.js';
import type { Pairing } from '../store/rows.js';
import { Topic } from '../topic.js';

export interface SiteNews {
  /** Hints to the sync that the connection may have changed; the screen does not show it. */
  connectionChanged(isConnected: boolean): void;
  rosterChanged(): void;
  scheduleChanged(news: NowAndNext): void;
  materialsChanged(): void;
  helpChanged(call: HelpCall): void;
  speakChanged(news: SpeakNews): void;
  readinessChanged(): void;
  ended(): void;
}

/**
 * The site's live connection. It reports the site as present and receives news. A client that misses news can
 * fetch it.
 */
export class SiteLine {
  /** Whoever comes late fetches the list. */
  readonly announcementNews = new Topic<AnnouncementNews>();
  private readonly socket: LiveSocket;
  private drops = 0;

  constructor({ siteId, token }: Pairing, news: SiteNews) {
    this.socket = connectLive(token);
    this.socket.on('connect', () => {
      this.socket.emit('site.join', { siteId }, (reply) => {
        if ('problem' in reply) return;
        news.scheduleChanged(reply);
        this.announcementNews.publish({ kind: 'living', items: reply.announcements });
      });
      news.connectionChanged(true);
    });
    this.socket.on('disconnect', () => {
      this.drops += 1;
      news.connectionChanged(false);
    });
    // The socket does not say that a sign-in has ended; the next request finds out, so ask for one.
    this.socket.on('connect_error', () => news.connectionChanged(false));
    this.socket.on('attendance.changed', () => news.rosterChanged());
    this.socket.on('schedule.changed', (now) => {
      news.scheduleChanged(now);
      news.materialsChanged();
    });
    this.socket.on('session.started', (now) => news.scheduleChanged(now));
    this.socket.on('session.ended', (now) => news.scheduleChanged(now));
    this.socket.on('material.released', () => news.materialsChanged());
    this.socket.on('help.changed', ({ call }) => news.helpChanged(call));
    const { announcementNews: told } = this;
    this.socket.on('announcement.posted', ({ announcement: item }) => told.publish({ kind: 'posted', item }));
    this.socket.on('announcement.ended', ({ id, correctedBy }) =>
      told.publish({ kind: 'ended', id, because: correctedBy ? 'corrected' : 'ended' }),
    );
    this.socket.on('announcement.acknowledged', ({ id, at, device }) =>
      told.publish({ kind: 'acknowledged', id, at, by: device }),
    );
    this.socket.on('speak.changed', (changed) => news.speakChanged(changed));
    this.socket.on('readiness.changed', () => news.readinessChanged());
    this.socket.on('access.ended', () => news.ended());
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  /** Tells the service that this device has these announcements. */
  received(ids: Id[]): void {
    this.socket.emit('announcement.received', { ids }, () => undefined);
  }

  /** Resolves true if the service has taken the signal. */
  async signal(signal: SiteSignal): Promise<boolean> {
    try {
      return !('problem' in (await this.socket.timeout(8_000).emitWithAck('site.signal', signal)));
    } catch {
      return false;
    }
  }

  /** How often the connection was lost, and whether it stands now. */
  get standing(): { isConnected: boolean; drops: number } {
    return { isConnected: this.socket.connected, drops: this.drops };
  }

  close(): void {
    this.socket.off();
    this.socket.disconnect();
  }
}
