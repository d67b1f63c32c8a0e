import { createHash } from 'node:crypto';
import type { Conference } from '../../contract/conference.js';
import { folded } from '../../contract/folded.js';
import { FIRST_LANGUAGE } from '../../contract/languages.js';
import type { Material } from '../../contract/material.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { Schedule, ScheduledSession, Speaker } from '../../contract/schedule.js';
import type { Instant } from '../../contract/wire.js';
import { zoned } from '../../platform/clock/zoned.js';

/** Everything is said in one hall and heard in all sites. */
const ROOM = 'Hội trường';

export interface ExportedEvent {
  guid: string;
  id: number;
  date: string;
  start: string;
  end: string;
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
  /** The schema takes `public_name` with `id`, or `name`; both together are refused. */
  persons: { id: number; public_name: string }[];
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
/** Follows https://c3voc.de/schedule/schema.json; `schedule-formats.spec.ts` states its rules. */
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
      /** Left out where the schema does not know the zone's spelling: `EST`, `Etc/GMT+7`. */
      time_zone_name?: string;
      url: string;
      rooms: { name: string; guid: string }[];
      tracks: never[];
      days: ExportedDay[];
    };
  };
}

/** @param base where the service is reached, without a trailing slash */
export function conferenceExport({ conference, sessions }: Schedule, base: string): ConferenceExport {
  const planned = sessions.filter((session) => session.status !== 'cancelled');
  const days = daysOf(conference, planned, base);
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
        acronym: acronymOf(conference.slug),
        title: conference.title,
        start: conference.startsOn,
        end: conference.endsOn,
        daysCount: days.length,
        timeslot_duration: '00:05',
        ...zoneNameOf(conference),
        url: `${base}/c/${conference.slug}`,
        rooms: [{ name: ROOM, guid: derivedId(`room ${conference.id}`) }],
        tracks: [],
        days,
      },
    },
  };
}

/** Acronyms have no hyphen and four letters at least. Slugs have no `_`: two slugs never share an acronym. */
const acronymOf = (slug: string): string => slug.replaceAll('-', '_').padEnd(4, '_');

/** The days on which something happens, numbered from 1; the first day of the conference if nothing does. */
function daysOf(conference: Conference, sessions: ScheduledSession[], base: string): ExportedDay[] {
  const ids = numbersOf(sessions);
  const byDay = new Map<string, ScheduledSession[]>();
  for (const session of sessions) {
    const day = localOf(session.startsAt, conference).slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), session]);
  }
  if (byDay.size === 0) return [emptyDay(conference)];
  return [...byDay].map(([date, ofDay], at) => ({
    index: at + 1,
    date,
    day_start: localOf(ofDay[0]!.startsAt, conference),
    day_end: localOf(
      ofDay
        .map((session) => session.endsAt)
        .sort()
        .at(-1)!,
      conference,
    ),
    rooms: { [ROOM]: ofDay.map((session) => eventOf(session, ids.get(session.id)!, conference, base)) },
  }));
}

function emptyDay(conference: Conference): ExportedDay {
  const { startsOn } = conference;
  const offset = localOf(`${startsOn}T12:00:00.000Z`, conference).slice(19);
  const [start, end] = ['00:00:00', '23:59:59'].map((time) => `${startsOn}T${time}${offset}`) as [
    string,
    string,
  ];
  return { index: 1, date: startsOn, day_start: start, day_end: end, rooms: { [ROOM]: [] } };
}

function eventOf(session: ScheduledSession, id: number, conference: Conference, base: string): ExportedEvent {
  const date = localOf(session.startsAt, conference);
  return {
    guid: session.id,
    id,
    date,
    start: date.slice(11, 16),
    end: localOf(session.endsAt, conference),
    duration: durationOf(session),
    room: ROOM,
    slug: `${acronymOf(conference.slug)}-${String(id).padStart(4, '0')}-${titleSlug(session.title)}`,
    url: `${base}/c/${conference.slug}#${session.id}`,
    title: session.title,
    subtitle: '',
    track: '',
    type: session.kind,
    language: conference.languages[0] ?? FIRST_LANGUAGE,
    abstract: session.abstract ?? '',
    description: '',
    recording_license: '',
    do_not_record: false,
    persons: session.speakers.map((speaker) => ({
      id: numberOf(nameOf(speaker)),
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

/** Ends in a letter or digit, as slugs of the format do, also where the title has none of them. */
function titleSlug(title: string): string {
  const slug = folded(title)
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 80)
    .replace(/^_+|_+$/g, '');
  return slug || 'session';
}

/** The format wants whole numbers from 1 for ids: the same for the same thing, always. */
const numberOf = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE() >>> 1 || 1;

/** One number for each session, none of them twice: the later id moves on where two would share one. */
function numbersOf(sessions: readonly ScheduledSession[]): Map<string, number> {
  const taken = new Set<number>();
  const numbers = new Map<string, number>();
  for (const id of sessions.map((session) => session.id).sort()) {
    let number = numberOf(id);
    while (taken.has(number)) number += 1;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}

/** A UUID (version 8) that is always the same for the same text. */
function derivedId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

/** Whole minutes, one at least: no session takes no time. */
const minutesBetween = (startsAt: Instant, endsAt: Instant): number =>
  Math.max(1, Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000));

function durationOf({ startsAt, endsAt }: ScheduledSession): string {
  const minutes = minutesBetween(startsAt, endsAt);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * The time follows the offset that is written: RFC 3339 has no seconds for old offsets such as `+07:06:40`.
 */
function localOf(instant: Instant, { timezone }: Conference): string {
  const { offset } = zoned(instant, timezone);
  const [hours, minutes] = offset.slice(1).split(':').map(Number) as [number, number];
  const shift = (hours * 60 + minutes) * (offset.startsWith('-') ? -60_000 : 60_000);
  return new Date(Date.parse(instant) + shift).toISOString().slice(0, 19) + offset;
}

/** The schema's own pattern for the name of a zone. */
const ZONE_NAME = /^([A-Z][a-z]+\/[A-Z][a-z]+)|UTC$/;

function zoneNameOf({ timezone }: Conference): { time_zone_name?: string } {
  const names = [timezone, new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone];
  const name = names.find((one) => ZONE_NAME.test(one));
  return name === undefined ? {} : { time_zone_name: name };
}
