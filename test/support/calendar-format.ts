import { twice } from './schedule-formats.js';

const UTC = /^\d{8}T\d{6}Z$/;
const EVENT_LINES: Record<string, RegExp> = {
  UID: /^\S+$/,
  SEQUENCE: /^\d+$/,
  DTSTAMP: UTC,
  DTSTART: UTC,
  DTEND: UTC,
  CREATED: UTC,
  'LAST-MODIFIED': UTC,
  STATUS: /^(CONFIRMED|CANCELLED)$/,
  // A text: what means something in it is escaped, and nothing else is.
  SUMMARY: /^([^\\;,]|\\[\\;,nN])*$/,
  DESCRIPTION: /^([^\\;,]|\\[\\;,nN])*$/,
  LOCATION: /^([^\\;,]|\\[\\;,nN])*$/,
  'URL;VALUE=URI': /^https?:\/\/\S+$/,
};

function faultsOfVevent(lines: string[]): string[] {
  const values = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
  return [
    ...(values.size === lines.length ? [] : ['a property stands twice']),
    ...['UID', 'DTSTAMP', 'DTSTART', 'SEQUENCE']
      .filter((name) => !values.has(name))
      .map((name) => `${name} is missing`),
    ...[...values].flatMap(([name, value]) =>
      EVENT_LINES[name]?.test(value) ? [] : [`${name}: ${JSON.stringify(value).slice(0, 60)}`],
    ),
    ...(values.get('DTEND')! > values.get('DTSTART')! ? [] : ['an event ends before it begins']),
  ];
}

/**
 * States the rules of RFC 5545 for what we write. Answers what is wrong, and nothing for a valid calendar.
 */
export function faultsOfCalendar(calendar: string): string[] {
  if (!calendar.endsWith('\r\n')) return ['the last line has no CRLF'];
  const folded = calendar.slice(0, -2).split('\r\n');
  const lines = folded.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const events = lines.join('\n').match(/(?<=BEGIN:VEVENT\n)[^]*?(?=\nEND:VEVENT)/g) ?? [];
  const uids = lines.filter((line) => line.startsWith('UID:'));
  return [
    ...folded.flatMap((line) =>
      Buffer.byteLength(line) > 75
        ? ['a line is longer than 75 bytes']
        : line === ''
          ? ['a line is empty']
          : [],
    ),
    ...(/(?!\t)[\p{Cc}\p{Cs}]/u.test(lines.join('')) ? ['a control character'] : []),
    ...(lines[0] === 'BEGIN:VCALENDAR' && lines.at(-1) === 'END:VCALENDAR'
      ? []
      : ['it begins or ends otherwise']),
    ...(lines.filter((line) => line === 'VERSION:2.0').length === 1 &&
    lines.filter((line) => line.startsWith('PRODID:')).length === 1
      ? []
      : ['VERSION or PRODID']),
    ...(lines.some((line) => /^BEGIN:V(EVENT|TIMEZONE)$/.test(line)) ? [] : ['no component']),
    ...lines.filter((line) => line.startsWith('METHOD')).map(() => 'a METHOD asks for an ORGANIZER'),
    ...events.flatMap((one) => faultsOfVevent(one.split('\n'))),
    ...twice('a UID', uids),
  ];
}
