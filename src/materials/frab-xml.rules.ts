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
    text('time_zone_name', conference.time_zone_name),
  ];
  const children = [
    node('generator', generator),
    text('version', schedule.version),
    node('conference', {}, head),
    ...conference.days.map(dayNode),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>\n${node('schedule', {}, children)}\n`;
}

function dayNode(day: ExportedDay): string {
  const rooms = Object.entries(day.rooms).map(([name, events]) =>
    node('room', { name }, events.map(eventNode)),
  );
  return node('day', { index: day.index, date: day.date, start: day.day_start, end: day.day_end }, rooms);
}

function eventNode(event: ExportedEvent): string {
  const plain = (
    [
      'date',
      'start',
      'duration',
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
  return node('event', { guid: event.guid, id: event.id }, [...plain, ...nested]);
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

/** What XML 1.0 cannot hold at all is left out. */
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
