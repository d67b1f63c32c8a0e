import { BROADCAST_LEAD, type BroadcastWindow } from '../contract/broadcast.js';
import type { Conference } from '../contract/conference.js';
import type { Session } from '../contract/schedule.js';
import type { Day, Id, Instant } from '../contract/wire.js';
import { zoned } from '../platform/clock/zoned.js';

const DAY = 24 * 60 * 60_000;

type Planned = Pick<Session, 'id' | 'title' | 'status' | 'startsAt' | 'endsAt' | 'startedAt' | 'endedAt'>;
interface Broadcast {
  conference: Pick<Conference, 'status' | 'startsOn' | 'endsOn' | 'timezone'>;
  /** The conference's own link. */
  url: string | null;
  sessions: readonly Planned[];
  /** Sessions with a link of their own, by id. */
  links: ReadonlyMap<Id, string>;
}

/** When which link is shown: of sessions in their order, then of the conference, on its days. */
export function windowsOf({ conference, url, sessions, links }: Broadcast): BroadcastWindow[] {
  if (conference.status === 'draft' || conference.status === 'closed') return [];
  const ofSessions = sessions.flatMap((session): BroadcastWindow[] => {
    const link = links.get(session.id);
    return link === undefined || session.status === 'cancelled' ? [] : [windowOf(session, link)];
  });
  if (url === null) return ofSessions;
  const { startsOn, endsOn, timezone } = conference;
  const from = midnight(startsOn, timezone);
  const until = midnight(dayAfter(endsOn), timezone);
  return [...ofSessions, { sessionId: null, title: null, url, from, startsAt: from, until }];
}

function windowOf(session: Planned, url: string): BroadcastWindow {
  const { id, title, status, startedAt, endedAt } = session;
  const startsAt = startedAt !== null && startedAt < session.startsAt ? startedAt : session.startsAt;
  const until = status === 'running' ? null : status === 'ended' ? endedAt : session.endsAt;
  const from = new Date(Date.parse(startsAt) - BROADCAST_LEAD).toISOString();
  return { sessionId: id, title, url, from, startsAt, until };
}

/** What somebody is told who watches: nothing of the past, and no link before its time. */
export const shownToWatchers = (windows: readonly BroadcastWindow[], now: Instant): BroadcastWindow[] =>
  windows
    .filter(({ until }) => until === null || now < until)
    .map((window) => (window.from <= now ? window : { ...window, url: null }));

function midnight(day: Day, timezone: string): Instant {
  const { offset } = zoned(`${day}T00:00:00.000Z`, timezone);
  return new Date(`${day}T00:00:00${offset}`).toISOString();
}
const dayAfter = (day: Day): Day =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY).toISOString().slice(0, 10);
