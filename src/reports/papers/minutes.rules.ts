import type { TimelineEvent, TimelineKind } from '../../contract/timeline.js';
import type { Day, Instant } from '../../contract/wire.js';
import { zoned } from '../../platform/clock/zoned.js';
import type { ReportData } from '../figures-read.js';
import type { Block, Paper, TableBlock, TextBlock, TextStyle } from './paper.js';
import {
  dateParts,
  grouped,
  minutesHeadBlocks,
  minutesSignBlocks,
  type PaperStyle,
} from './paper-parts.rules.js';
import { generalBlocks, sentences } from './summary.rules.js';

/** Letters of the table, in points: the page is upright. */
const SIZE = 12;

/** The minutes of a day: what was held, who came, what happened when, who spoke. */
export function minutesPaper(
  data: ReportData,
  events: readonly TimelineEvent[],
  style: PaperStyle,
  heldOn: Day,
): Paper {
  const { words, language } = style;
  const { title, timezone } = data.conference;
  const { day, time } = zoned(data.at, timezone);
  const told = events.filter(({ kind }) => !kind.startsWith('speak.') && !kind.startsWith('checkpoint.'));
  return {
    title: `${words.minutes} - ${title}`,
    language,
    isLying: false,
    blocks: [
      ...minutesHeadBlocks(style),
      text('title', words.minutes),
      { ...text('subject', words.minutesSubject({ title, ...dateParts(heldOn, words) })), rule: 90 },
      ...generalBlocks(data, style),
      text('body', words.ledBy),
      heading(words.attendance),
      ...sentences(data, style),
      text('body', confirmedSentence(data, style)),
      heading(words.course),
      told.length === 0
        ? text('body', words.nothingRecorded)
        : eventTable(told, data, style, (event) => eventText(event, timezone, style)),
      heading(words.speakers),
      ...speakingBlocks(events, data, style),
      {
        ...text('body', words.minutesEnd({ time: time.slice(0, 5), ...dateParts(day, words) })),
        keepsNext: true,
      },
      ...minutesSignBlocks(style),
    ],
  };
}

const text = (style: TextStyle, content: string): TextBlock => ({ kind: 'text', style, text: content });
const heading = (content: string): TextBlock => ({ ...text('heading', content), keepsNext: true });

function confirmedSentence({ figures }: ReportData, { words, language }: PaperStyle): string {
  const [confirmed, sites] = [figures.confirmedSites, figures.total.sites];
  return words.confirmedAll({ confirmed: grouped(confirmed, language), sites: grouped(sites, language) });
}

function speakingBlocks(events: readonly TimelineEvent[], data: ReportData, style: PaperStyle): Block[] {
  const { words, language } = style;
  const spoke = events.filter(({ kind }) => kind === 'speak.started');
  const answered = new Set(spoke.map(({ id }) => id));
  const waiting = events.filter(({ kind, id }) => kind === 'speak.asked' && !answered.has(id));
  const blocks: Block[] = [];
  if (spoke.length === 0) blocks.push(text('body', words.nobodySpoke));
  else blocks.push(eventTable(spoke, data, style, ({ text: topic }) => topic ?? ''));
  if (waiting.length > 0) {
    const count = grouped(waiting.length, language);
    blocks.push({ ...text('body', words.notCalled({ count })), keepsNext: true });
    blocks.push(eventTable(waiting, data, style, ({ text: topic }) => topic ?? ''));
  }
  return blocks;
}

function eventTable(
  events: readonly TimelineEvent[],
  { conference }: ReportData,
  { words }: PaperStyle,
  textOf: (event: TimelineEvent) => string,
): TableBlock {
  return {
    kind: 'table',
    size: SIZE,
    columns: [
      { title: words.columns.time, width: 0.14, align: 'center' },
      { title: words.columns.what, width: 0.58, align: 'left' },
      { title: words.columns.site, width: 0.28, align: 'left' },
    ],
    rows: events.map((event) => ({
      kind: 'row',
      cells: [zoned(event.at, conference.timezone).time.slice(0, 5), textOf(event), event.siteName ?? ''],
    })),
  };
}

type Words = PaperStyle['words']['events'];
interface Told {
  text: string;
  cause: string;
  sites: string;
  from: string;
  to: string;
}
/** What a table of the day tells; confirmations and speakers have places of their own. */
const TEXTS: Partial<Record<TimelineKind, (words: Words, told: Told) => string>> = {
  'session.started': (words, { text: title }) => words.sessionStarted({ title }),
  'session.ended': (words, { text: title }) => words.sessionEnded({ title }),
  'session.planned': (words, { text: title, cause: change, from, to }) =>
    words.planned({ change, title, from, to }),
  'help.called': (words, { text: message }) => words.called({ message }),
  'help.taken': (words) => words.taken,
  'help.answered': (words, { text: answer }) => words.answered({ answer }),
  'help.closed': (words, { text: answer }) => (answer === '' ? words.callClosed : words.answered({ answer })),
  'incident.opened': (words, { cause, sites }) => words.incident({ cause, sites }),
  'incident.acknowledged': (words, { text: note }) => words.acknowledged({ note }),
  'incident.resolved': (words, { cause, sites }) => words.resolved({ cause, sites }),
  'announcement.sent': (words, { text, sites }) => words.announced({ text, sites }),
  'announcement.ended': (words, { text }) => words.announcementEnded({ text }),
};

/** Says what happened, in one sentence without time and site. */
function eventText(event: TimelineEvent, timezone: string, { words, language }: PaperStyle): string {
  const { kind, text, detail, count, from, to } = event;
  const clock = (at: Instant | null): string => (at === null ? '' : zoned(at, timezone).time.slice(0, 5));
  const told = {
    text: text ?? '',
    cause: detail ?? 'site',
    sites: count === null ? '' : grouped(count, language),
    from: clock(from),
    to: clock(to),
  };
  return TEXTS[kind]?.(words.events, told) ?? told.text;
}
