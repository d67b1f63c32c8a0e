import type { SiteAnnouncement } from '../contract/announcement.js';
import type { Session } from '../contract/schedule.js';
import type { Screen, ScreenSession, ScreenTurn } from '../contract/screen.js';
import type { SpeakRequest } from '../contract/speaking.js';

/** Field by field: what is added to a session or a request later does not reach a room's screen by itself. */
export const screenSessionOf = ({
  id,
  title,
  startsAt,
  endsAt,
  status,
  startedAt,
}: Session): ScreenSession => ({ id, title, startsAt, endsAt, status, startedAt });

export const screenTurnOf = ({
  state,
  position,
  calledUntil,
  readyAt,
  startedAt,
}: SpeakRequest): ScreenTurn => ({ state, position, calledUntil, readyAt, startedAt });

export const screenAnnouncementOf = ({
  id,
  text,
  level,
  showUntil,
}: SiteAnnouncement): Screen['announcements'][number] => ({ id, text, level, showUntil });
