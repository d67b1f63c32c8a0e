import { createHash } from 'node:crypto';
import type { Conference } from '../contract/conference.js';
import { folded } from '../contract/folded.js';
import type { Material } from '../contract/material.js';
import { pathTo, ROUTES } from '../contract/routes.js';
import type { Schedule, ScheduledSession, Speaker } from '../contract/schedule.js';
import type { Instant } from '../contract/wire.js';
import { zoned } from '../platform/clock/zoned.js';

/** Everything is said in one hall and heard in all sites. */
const ROOM = 'Hội trường';

export interface ExportedEvent {
  guid: string;
  id: number;
  date: string;
  start: string;
  duration: string;
  room: string;
  slug: string;
  url: string;
  title: string;
  subtitle: string;
  track: string;
  type: string;
  language: string;
  abstract: string;
  description: string;
  recording_license: string;
  do_not_record: boolean;
  persons: { id: number; name: string; public_name: string }[];
  links: { title: string; url: string }[];
  attachments: { title: string; url: string }[];
}
export interface ExportedDay {
  index: number;
  date: string;
  day_start: string;
  day_end: string;
  rooms: Record<string, ExportedEvent[]>;
}
/** The part of https://c3voc.de/schedule/schema.json that conference apps read. */
export interface ConferenceExport {
  $schema: string;
  generator: { name: string; version: string };
  schedule: {
    url: string;
    version: string;
    base_url: string;
    conference: {
      acronym: string;
      title: string;
      start: string;
      end: string;
      daysCount: number;
      timeslot_duration: string;
      time_zone_name: string;
      url: string;
      rooms: { name: string }[];
      tracks: never[];
      days: ExportedDay[];
    };
  };
}

/** @param base where the service is reached, without a trailing slash */
export function conferenceExport({ conference, sessions }: Schedule, base: string): ConferenceExport {
  const held = sessions.filter((session) => session.status !== 'cancelled');
  const days = daysOf(conference, held, base);
  return {
    $schema: 'https://c3voc.de/schedule/schema.json',
    generator: { name: 'diemcau', version: '1' },
    schedule: {
      url: base + pathTo(ROUTES.scheduleJson, conference.slug),
      version: [conference, ...sessions]
        .map((one) => one.updatedAt)
        .sort()
        .at(-1)!,
      base_url: `${base}/`,
      conference: {
        acronym: conference.slug,
        title: conference.title,
        start: conference.startsOn,
        end: conference.endsOn,
        daysCount: days.length,
        timeslot_duration: '00:05',
        time_zone_name: conference.timezone,
        url: `${base}/c/${conference.slug}`,
        rooms: [{ name: ROOM }],
        tracks: [],
        days,
      },
    },
  };
}

/** Days on which something happens, numbered from 1. */
function daysOf(conference: Conference, sessions: ScheduledSession[], base: string): ExportedDay[] {
  const byDay = new Map<string, ScheduledSession[]>();
  for (const session of sessions) {
    const { day } = zoned(session.startsAt, conference.timezone);
    byDay.set(day, [...(byDay.get(day) ?? []), session]);
  }
  return [...byDay].map(([date, held], at) => ({
    index: at + 1,
    date,
    day_start: localOf(held[0]!.startsAt, conference),
    day_end: localOf(
      held
        .map((session) => session.endsAt)
        .sort()
        .at(-1)!,
      conference,
    ),
    rooms: { [ROOM]: held.map((session) => eventOf(session, conference, base)) },
  }));
}

function eventOf(session: ScheduledSession, conference: Conference, base: string): ExportedEvent {
  return {
    guid: session.id,
    id: numberOf(session.id),
    date: localOf(session.startsAt, conference),
    start: zoned(session.startsAt, conference.timezone).time.slice(0, 5),
    duration: durationOf(session),
    room: ROOM,
    slug: `${conference.slug}-${numberOf(session.id)}-${folded(session.title)
      .replace(/[^a-z0-9]+/g, '_')
      .slice(0, 80)}`,
    url: `${base}/c/${conference.slug}#${session.id}`,
    title: session.title,
    subtitle: '',
    track: '',
    type: session.kind,
    language: conference.languages[0] ?? 'vi',
    abstract: session.abstract ?? '',
    description: '',
    recording_license: '',
    do_not_record: false,
    persons: session.speakers.map((speaker) => ({
      id: numberOf(nameOf(speaker)),
      name: nameOf(speaker),
      public_name: nameOf(speaker),
    })),
    links: [],
    attachments: session.materials.map((material) => ({
      title: material.title,
      url: contentUrl(material, base),
    })),
  };
}

export const contentUrl = (material: Pick<Material, 'id'>, base: string): string =>
  base + pathTo(ROUTES.materialContent, material.id);
export const nameOf = ({ title, name }: Speaker): string => (title ? `${title} ${name}` : name);

/** The format wants whole numbers for ids: the same for the same thing, always. */
function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() >>> 1;
}

function durationOf({ startsAt, endsAt }: ScheduledSession): string {
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function localOf(instant: Instant, { timezone }: Conference): string {
  const { day, time, offset } = zoned(instant, timezone);
  return `${day}T${time}${offset}`;
}
