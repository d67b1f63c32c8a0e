import type { Messages as PaperMessages } from '#messages/all/papers.js';
import { messages as reportMessages } from '#messages/all/reports.js';
import { FIRST_LANGUAGE, type Language } from '../../contract/languages.js';
import { zoned } from '../../platform/clock/zoned.js';
import type { ReportData } from '../figures-read.js';
import type { Block, Paper, TextBlock, TextStyle } from './paper.js';
import { grouped, headBlocks, type PaperStyle, percentOf, signBlock, sumTable } from './paper-parts.rules.js';

/** More areas than stand on a page go into the appendix. */
export const AREAS_IN_SUMMARY = 45;
/** The page is upright: the heads of other languages, whose words are longer, need smaller letters. */
const lookOf = (language: Language) => ({
  size: language === FIRST_LANGUAGE ? 11 : 10,
  nameShare: 0.18,
});

/** The report that is signed: what was, in figures, by level and area; one to three pages. */
export function summaryPaper(data: ReportData, style: PaperStyle): Paper {
  const { words, language } = style;
  const title = data.conference.title;
  const end = text('body', words.end({ title: withoutStop(title) }));
  return {
    title: `${words.report} - ${title}`,
    language,
    isLying: false,
    blocks: [
      ...headBlocks(style),
      text('title', words.report),
      { ...text('subject', words.subject({ title })), rule: 90 },
      ...generalBlocks(data, style),
      ...resultBlocks(data, style),
      { ...end, keepsNext: true },
      signBlock(style),
    ],
  };
}

const text = (style: TextStyle, words: string): TextBlock => ({ kind: 'text', style, text: words });
const heading = (words: string, style: TextStyle = 'heading'): TextBlock => ({
  ...text(style, words),
  keepsNext: true,
});
const withoutStop = (title: string): string => title.replace(/[.\s]+$/, '');
/** `22/11/2026`; in English `2026-11-22`, as the head of the paper has it. */
function shownDay(date: string, words: PaperMessages): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return words.date({ year, month, day });
}

/** What was held, when, where, with whom; and of when the figures are. */
export function generalBlocks(
  { conference, figures, checkpoints, day, at }: ReportData,
  { words, language }: PaperStyle,
): Block[] {
  const { title, startsOn, endsOn, timezone } = conference;
  const { day: read, time, offset } = zoned(at, timezone);
  const period =
    day === null
      ? words.atCheckpoint({ name: checkpoints[0].name })
      : words.overDay({ day: shownDay(day, words), count: grouped(checkpoints.length, language) });
  return [
    heading(words.general),
    text('body', words.name({ title: withoutStop(title) })),
    text(
      'body',
      (startsOn === endsOn ? words.oneDay : words.severalDays)({
        from: shownDay(startsOn, words),
        to: shownDay(endsOn, words),
      }),
    ),
    text('body', words.form({ sites: grouped(figures.total.sites, language) })),
    text('body', words.list({ listed: grouped(figures.total.listed, language) })),
    text(
      'body',
      words.read({
        time: time.slice(0, 5),
        day: shownDay(read, words),
        timezone: `UTC${offset}`,
        period,
      }),
    ),
  ];
}

function resultBlocks(data: ReportData, style: PaperStyle): Block[] {
  const { figures, checkpoints, day } = data;
  const { words, language } = style;
  const { total, byCheckpoint, byLevel, byArea, differing, confirmedSites } = figures;
  const n = (value: number): string => grouped(value, language);
  const { levels, total: totalName, noArea } = reportMessages[language];
  const isOfSeveral = day !== null && checkpoints.length > 1;
  const blocks: Block[] = [heading(words.results), ...sentences(data, style)];
  let nth = 0;
  const part = (name: string, table: Block): void => {
    nth += 1;
    blocks.push(heading(`${nth}. ${name}`, 'subheading'), table);
  };
  if (isOfSeveral)
    part(
      words.byCheckpoint,
      sumTable(
        style,
        lookOf(language),
        words.columns.checkpoint,
        byCheckpoint.map((line) => ({ name: line.name, line: { ...line, sites: 1 } })),
        null,
        totalName,
      ),
    );
  part(
    words.byLevel,
    sumTable(
      style,
      lookOf(language),
      words.columns.level,
      byLevel.map((line) => ({ name: levels[line.level], line })),
      total,
      totalName,
    ),
  );
  if (byArea.length > AREAS_IN_SUMMARY)
    blocks.push(text('body', words.manyAreas({ count: n(byArea.length) })));
  else if (byArea.length > 1)
    part(
      words.byArea,
      sumTable(
        style,
        lookOf(language),
        words.columns.area,
        byArea.map((line) => ({ name: line.name ?? noArea, line })),
        total,
        totalName,
      ),
    );
  const confirmed = isOfSeveral ? words.confirmedAll : words.confirmed;
  blocks.push(text('body', confirmed({ confirmed: n(confirmedSites), sites: n(total.sites) })));
  if (differing.length > 0) blocks.push(text('body', words.differing({ count: n(differing.length) })));
  return blocks;
}

/** The figures in words. */
export function sentences(
  { figures: { total }, checkpoints, day }: ReportData,
  { words, language }: PaperStyle,
): Block[] {
  const n = (value: number): string => grouped(value, language);
  const { counts, outside, listed, substituted, rate, attended } = total;
  const outsiders = outside.inPerson + outside.online + outside.left;
  const sentences: string[] = [];
  if (listed === 0) sentences.push(words.noList);
  else {
    sentences.push(
      words.present({
        present: n(counts.inPerson + counts.online),
        listed: n(listed),
        rate: percentOf(rate),
        inPerson: n(counts.inPerson),
        online: n(counts.online),
      }),
    );
    sentences.push(
      words.absent({
        absent: n(counts.absent),
        substituted: n(substituted),
        left: n(counts.left),
        unmarked: n(counts.unmarked),
      }),
    );
  }
  if (outsiders > 0) sentences.push(words.outside({ outside: n(outsiders) }));
  const count = checkpoints.length;
  if (day !== null && count > 1 && listed > 0) {
    const [none = 0, all = 0] = [attended[0], attended[count]];
    sentences.push(
      words.ofDay({ count: n(count), all: n(all), some: n(listed - all - none), none: n(none) }),
    );
  }
  return sentences.map((sentence) => text('body', sentence));
}
