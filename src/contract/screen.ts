import type { SiteAnnouncement } from './announcement.js';
import type { Conference } from './conference.js';
import type { Session } from './schedule.js';
import type { SpeakRequest } from './speaking.js';
import type { Id, Instant } from './wire.js';

/** A session as a room reads it: without speakers, for nothing on a second screen names a person. */
export type ScreenSession = Pick<Session, 'id' | 'title' | 'startsAt' | 'endsAt' | 'status' | 'startedAt'>;
/** How the site's request to speak stands, without its topic and its speaker. */
export type ScreenTurn = Pick<SpeakRequest, 'state' | 'position' | 'calledUntil' | 'readyAt' | 'startedAt'>;
/** Everything that the second screen of a room shows. */
export interface Screen {
  serverTime: Instant;
  conference: Pick<Conference, 'title' | 'slug' | 'timezone'>;
  site: { name: string };
  /** Those of the day are enough; all of them, in order, so that the screen moves on without a line. */
  sessions: ScreenSession[];
  announcements: Pick<SiteAnnouncement, 'id' | 'text' | 'level' | 'showUntil'>[];
  turn: ScreenTurn | null;
}
export interface ScreenJoin {
  siteId: Id;
}
