import type { ConferenceExport, ExportedDay, ExportedEvent } from './conference-export.rules.js';

/** The same as the C3VOC JSON in the older XML of pentabarf and frab, which most conference apps read. */
export function frabXml({ generator, schedule }: ConferenceExport): string {
  const { conference } = schedule;
  const head = [
    text('acronym', conference.acronym),
    text('title', conference.title),
    text('start', conference.start),
    text('end', conference.end),
    text('days', conference.daysCount),
    text('timeslot_duration', conference.timeslot_duration),
    text('base_url', schedule.base_url),
    ...(conference.time_zone_name === undefined ? [] : [text('time_zone_name', conference.time_zone_name)]),
  ];
  const rooms = new Map(conference.rooms.map(({ name, guid }) => [name, guid]));
  const days = conference.days.map((day) => dayNode(day, rooms));
  const version = text('version', schedule.version);
  const children = [node('generator', generator), version, node('conference', {}, head), ...days];
  return `<?xml version="1.0" encoding="utf-8"?>\n${node('schedule', {}, children)}\n`;
}

function dayNode(day: ExportedDay, guids: ReadonlyMap<string, string>): string {
  const rooms = Object.entries(day.rooms).map(([name, events]) =>
    node('room', { name, guid: guids.get(name)! }, events.map(eventNode)),
  );
  return node('day', { index: day.index, date: day.date, start: day.day_start, end: day.day_end }, rooms);
}

function eventNode(event: ExportedEvent): string {
  const plain = (
    [
      'date',
      'start',
      'room',
      'slug',
      'url',
      'title',
      'subtitle',
      'track',
      'type',
      'language',
      'abstract',
      'description',
    ] as const
  ).map((name) => text(name, event[name]));
  const nested = [
    node('recording', {}, [text('license', event.recording_license), text('optout', event.do_not_record)]),
    node(
      'persons',
      {},
      event.persons.map(({ id, public_name: name }) => text('person', name, { id })),
    ),
    node(
      'links',
      {},
      event.links.map(({ title, url }) => text('link', title, { href: url })),
    ),
    node(
      'attachments',
      {},
      event.attachments.map(({ title, url }) => text('attachment', title, { href: url })),
    ),
  ];
  const duration = text('duration', xmlDuration(event.duration));
  return node('event', { guid: event.guid, id: event.id }, [...plain, duration, ...nested]);
}

/**
 * From 100 hours on the XML writes `D:HH:MM`, with two digits for the days at most;
 * the JSON goes on counting hours.
 */
function xmlDuration(duration: string): string {
  const [hours, minutes] = duration.split(':').map(Number) as [number, number];
  if (hours < 100) return duration;
  if (hours >= 100 * 24) return '99:23:59';
  const [rest, minute] = [hours % 24, minutes].map((part) => String(part).padStart(2, '0'));
  return `${Math.floor(hours / 24)}:${rest}:${minute}`;
}

type Value = string | number | boolean;
const text = (name: string, value: Value, attributes: Record<string, Value> = {}): string =>
  node(name, attributes, value === '' ? [] : [escaped(value)]);

function node(name: string, attributes: Record<string, Value>, children: string[] = []): string {
  const open = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return children.length === 0
    ? `<${name}${open.join('')}/>`
    : `<${name}${open.join('')}>${children.join('')}</${name}>`;
}

/** Characters that XML 1.0 cannot hold; they are dropped. */
const UNSPEAKABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(value: Value): string {
  return String(value)
    .replace(UNSPEAKABLE, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
