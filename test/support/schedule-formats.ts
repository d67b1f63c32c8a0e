/**
 * States the rules of https://c3voc.de/schedule (JSON schema and XSD, as read in November 2026) in our own
 * words. Each check answers what is wrong, and nothing for a valid text.
 */
type Check = (value: unknown) => string[];
type Fields = Record<string, Check>;

const wrong = (value: unknown, what: string): string[] => [
  `${JSON.stringify(value)?.slice(0, 80)} is no ${what}`,
];
const text: Check = (value) => (typeof value === 'string' ? [] : wrong(value, 'text'));
const like =
  (pattern: RegExp, what: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? [] : wrong(value, what);
const oneOf =
  (...words: unknown[]): Check =>
  (value) =>
    words.includes(value) ? [] : wrong(value, words.join(' or '));
const whole =
  (min: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min ? [] : wrong(value, `whole number from ${min}`);
const listOf =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) ? value.flatMap(each) : wrong(value, 'list');
const isRealMoment = (value: string): boolean => !Number.isNaN(Date.parse(value));
const moment: Check = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(String(value)) &&
  isRealMoment(String(value))
    ? []
    : wrong(value, 'moment');
const day: Check = (value) =>
  /^\d{4}-\d\d-\d\d$/.test(String(value)) && isRealMoment(String(value)) ? [] : wrong(value, 'day');
const uri: Check = (value) =>
  typeof value === 'string' && /^https?:\/\/[\x21-\x7e]+$/.test(value) && URL.canParse(value)
    ? []
    : wrong(value, 'URI');
const uuid = like(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'UUID');

function object(required: Fields, optional: Fields = {}, isOpen = false): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(value, 'object');
    const known = { ...required, ...optional };
    const missing = Object.keys(required)
      .filter((name) => !(name in value))
      .map((name) => `${name} is missing`);
    return Object.entries(value).reduce((faults, [name, one]) => {
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      const found = check ? check(one) : isOpen ? [] : ['is not known'];
      return [...faults, ...found.map((fault) => `${name}: ${fault}`)];
    }, missing);
  };
}

const reference = object({ url: uri }, { title: text, type: text });
/** Either the one form of a person or the other. */
const person: Check = (value) => {
  const { name, public_name: publicName, id, guid } = Object(value) as Record<string, unknown>;
  const forms = [typeof publicName === 'string' && Number.isInteger(id), typeof name === 'string'].filter(
    Boolean,
  ).length;
  return [
    ...(forms === 1 ? [] : wrong(value, 'person of one form')),
    ...(guid === undefined ? [] : uuid(guid)),
  ];
};
const event = object(
  {
    abstract: text,
    date: moment,
    duration: like(/^\d+:\d\d$/, 'duration'),
    guid: uuid,
    id: whole(1),
    language: text,
    links: listOf(reference),
    persons: listOf(person),
    room: text,
    slug: like(/^[a-z0-9_-]+[a-z0-9]$/, 'slug'),
    start: like(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'),
    subtitle: text,
    title: text,
    track: text,
    type: text,
    url: uri,
  },
  {
    end: moment,
    description: text,
    recording_license: text,
    do_not_record: oneOf(true, false),
    attachments: listOf(reference),
  },
);
const rooms: Check = (value) => Object.values(Object(value) as object).flatMap(listOf(event));
const conference = object(
  {
    title: text,
    acronym: like(/^[a-z0-9_-][a-z0-9_]{3,}(-2\d{3}-[a-z]+)?$/, 'acronym'),
    daysCount: whole(1),
    start: day,
    end: day,
    timeslot_duration: text,
    days: listOf(object({ date: day, day_start: moment, day_end: moment, index: whole(1), rooms })),
  },
  {
    url: uri,
    time_zone_name: like(/^([A-Z][a-z]+\/[A-Z][a-z]+)|UTC$/, 'zone'),
    rooms: listOf(object({ name: text, guid: uuid })),
    tracks: listOf(text),
  },
);
export const faultsOfScheduleJson: Check = object(
  { schedule: object({ version: text, conference }, { base_url: uri, url: uri }, true) },
  { $schema: text, generator: object({ name: text, version: text }) },
);

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}
const unescaped = (escaped: string): string =>
  escaped.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]!,
  );

/** Well-formed XML of elements, attributes and text. @throws Error where it is not */
function parsedXml(xml: string): Element {
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(xml))
    throw new Error('holds a character that XML 1.0 does not know');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const rest = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/, '').trimEnd();
  for (const [, close, name, attributes, single, plain] of rest.matchAll(
    /<(\/?)([a-z_]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)|</g,
  )) {
    const top = open.at(-1)!;
    if (plain !== undefined) {
      if (/&(?!(amp|lt|gt|quot|apos);)/.test(plain))
        throw new Error(`an ampersand stands bare: ${plain.slice(0, 60)}`);
      top.text += unescaped(plain);
    } else if (name === undefined) throw new Error('a < stands bare');
    else if (close) {
      if (open.pop()?.name !== name) throw new Error(`${name} is closed and not open`);
    } else {
      const made: Element = {
        name,
        attributes: Object.fromEntries(
          [...attributes!.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [
            key!,
            unescaped(value!),
          ]),
        ),
        children: [],
        text: '',
      };
      top.children.push(made);
      if (!single) open.push(made);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('elements are left open');
  return root.children[0]!;
}

const httpUri = like(/^https?:\/\/.*$/, 'http address');
const xmlDuration = like(/^(\d{1,2}:\d\d|\d{1,2}:\d\d:\d{1,2})$/, 'duration');
const EVENT_TEXTS: Fields = {
  room: text,
  title: text,
  subtitle: text,
  type: text,
  date: moment,
  start: like(/^[0-2]\d:[0-5]\d(:[0-5]\d)?$/, 'time'),
  duration: xmlDuration,
  abstract: text,
  slug: like(/^[a-z0-9_]{4,}-[a-z0-9_-]{4,}$/, 'slug'),
  track: text,
  language: text,
  description: text,
  url: httpUri,
};
const CONFERENCE_TEXTS: Fields = {
  acronym: like(/^[a-z0-9_-]{4,}$/, 'acronym'),
  title: text,
  start: day,
  end: day,
  days: like(/^\d+$/, 'number'),
  timeslot_duration: xmlDuration,
  base_url: httpUri,
  time_zone_name: text,
};
const EVENT_PARTS: Record<string, string> = { persons: 'person', links: 'link', attachments: 'attachment' };

function faultsOfXmlEvent({ attributes, children }: Element): string[] {
  const faults = [...uuid(attributes.guid), ...like(/^[1-9]\d*$/, 'positive number')(attributes.id)];
  for (const { name, text: value, children: inner } of children) {
    if (EVENT_TEXTS[name]) faults.push(...EVENT_TEXTS[name](value));
    else if (EVENT_PARTS[name])
      faults.push(
        ...inner.filter((one) => one.name !== EVENT_PARTS[name]).map((one) => `${one.name} in ${name}`),
      );
    else if (
      name !== 'recording' ||
      inner
        .map((one) => one.name)
        .sort()
        .join() !== 'license,optout'
    )
      faults.push(`${name} is not known`);
  }
  const names = children.map(({ name }) => name);
  if (new Set(names).size !== names.length) faults.push('an element stands twice');
  return [
    ...faults,
    ...['room', 'title', 'type', 'date', 'start', 'duration', 'abstract', 'track']
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is missing`),
  ];
}

export function twice(what: string, values: readonly (string | undefined)[]): string[] {
  return new Set(values).size === values.length ? [] : [`${what} stands twice`];
}

export function faultsOfScheduleXml(xml: string): string[] {
  const schedule = parsedXml(xml);
  const days = schedule.children.filter(({ name }) => name === 'day');
  const order = schedule.children.map(({ name }) => name).join(' ');
  const inRooms = days.flatMap(({ children }) => children);
  const events = inRooms.flatMap(({ children }) => children);
  const [about] = schedule.children.filter(({ name }) => name === 'conference');
  return [
    ...(schedule.name === 'schedule' && /^generator( url)? version conference( day)+$/.test(order)
      ? []
      : [`the order is ${order.slice(0, 80)}`]),
    ...(about?.children ?? []).flatMap(
      ({ name, text: value }) => CONFERENCE_TEXTS[name]?.(value) ?? [`${name} is not known`],
    ),
    ...days.flatMap(({ attributes: { date, start, end, index } }) => [
      ...day(date),
      ...moment(start),
      ...moment(end),
      ...like(/^[1-9]\d*$/, 'index')(index),
    ]),
    ...inRooms.flatMap(({ name, attributes }) => [
      ...oneOf('room')(name),
      ...text(attributes.name),
      ...uuid(attributes.guid),
    ]),
    ...events.flatMap(faultsOfXmlEvent),
    ...twice(
      'a day',
      days.map(({ attributes }) => attributes.index),
    ),
    ...twice(
      'a guid',
      events.map(({ attributes }) => attributes.guid),
    ),
    ...twice(
      'an id',
      events.map(({ attributes }) => attributes.id),
    ),
    ...twice(
      'a slug',
      events.map(({ children }) => children.find(({ name }) => name === 'slug')?.text),
    ),
  ];
}
