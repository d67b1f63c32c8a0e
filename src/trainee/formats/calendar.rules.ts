import ical, { ICalEventStatus } from 'ical-generator';
import type { Schedule, ScheduledSession } from '../../contract/schedule.js';
import { nameOf } from './conference-export.rules.js';

/**
 * RFC 5545 asks for at least one component. This one shows nothing, and its zone is that of all times here.
 */
const ZONE_OF_UTC = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];
const CRLF = '\r\n';
const END = 'END:VCALENDAR';

/**
 * Writes iCalendar for phones and mail programs. Times are in UTC: given a zone, the generator would
 * write the machine's local time under the zone's name. There is no METHOD: it would make
 * invitations, which need an organizer.
 *
 * @param revisions how often each session's plan has changed, by id
 */
export function calendarOf(
  { conference, sessions }: Schedule,
  revisions: ReadonlyMap<string, number>,
  base: string,
): string {
  const calendar = ical({
    name: conference.title,
    prodId: { company: 'Diemcau', product: 'schedule', language: 'VI' },
    ttl: 900,
  });
  for (const session of sessions) {
    calendar.createEvent({
      id: `${session.id}@diemcau`,
      sequence: revisions.get(session.id) ?? 0,
      stamp: new Date(session.updatedAt),
      created: new Date(session.createdAt),
      lastModified: new Date(session.updatedAt),
      ...timesOf(session),
      summary: session.title,
      description: descriptionOf(session),
      location: conference.title,
      url: `${base}/c/${conference.slug}`,
      status: session.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  const text = calendar.toString().trimEnd();
  const whole =
    sessions.length > 0 ? text : [text.slice(0, -END.length).trimEnd(), ...ZONE_OF_UTC, END].join(CRLF);
  return printable(whole) + CRLF;
}

/** Calendars count whole seconds, and an event must end after it begins. */
function timesOf({ startsAt, endsAt }: ScheduledSession): { start: Date; end: Date } {
  const start = Math.floor(Date.parse(startsAt) / 1000);
  const end = Math.max(start + 1, Math.floor(Date.parse(endsAt) / 1000));
  return { start: new Date(start * 1000), end: new Date(end * 1000) };
}

function descriptionOf({ speakers, abstract }: ScheduledSession): string {
  const who = speakers.map((speaker) =>
    speaker.affiliation ? `${nameOf(speaker)}, ${speaker.affiliation}` : nameOf(speaker),
  );
  return [...who, ...(abstract ? [abstract] : [])].join('\n');
}

/** Control characters and halves of a surrogate pair have no place in iCalendar. */
const printable = (text: string): string => text.replace(/(?![\t\r\n])[\p{Cc}\p{Cs}]/gu, '');
