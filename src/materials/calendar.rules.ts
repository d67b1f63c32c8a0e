import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Schedule, ScheduledSession } from '../contract/schedule.js';
import { nameOf } from './conference-export.rules.js';

/**
 * iCalendar for phones and mail programs. Times are in UTC: given a zone, the generator would write the machine's local time under
 * the zone's name. `revisions`: how often each session's plan has changed, by id.
 */
export function calendarOf(
  { conference, sessions }: Schedule,
  revisions: ReadonlyMap<string, number>,
  base: string,
): string {
  const calendar = ical({
    name: conference.title,
    prodId: { company: 'Diemcau', product: 'schedule', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 900,
  });
  for (const session of sessions) {
    calendar.createEvent({
      id: `${session.id}@diemcau`,
      sequence: revisions.get(session.id) ?? 0,
      stamp: new Date(session.updatedAt),
      created: new Date(session.createdAt),
      lastModified: new Date(session.updatedAt),
      start: new Date(session.startsAt),
      end: new Date(session.endsAt),
      summary: session.title,
      description: descriptionOf(session),
      location: conference.title,
      url: `${base}/c/${conference.slug}`,
      status: session.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

function descriptionOf({ speakers, abstract }: ScheduledSession): string {
  const who = speakers.map((speaker) =>
    speaker.affiliation ? `${nameOf(speaker)}, ${speaker.affiliation}` : nameOf(speaker),
  );
  return [...who, ...(abstract ? [abstract] : [])].join('\n');
}
