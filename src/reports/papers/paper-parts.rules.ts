import { messages as paperMessages, type Messages as PaperMessages } from '#messages/all/papers.js';
import { type Language, LANGUAGES } from '../../contract/languages.js';
import type { PaperSettings, SignForm } from '../../contract/paper.js';
import type { FiguresLine } from '../../contract/figures.js';
import type { Day } from '../../contract/wire.js';
import type {
  Block,
  HeadLine,
  PaperColumn,
  PaperRow,
  Recipients,
  SignBlock,
  Signature,
  TableBlock,
} from './paper.js';

/** The texts and settings of a paper's parts. */
export interface PaperStyle {
  language: Language;
  words: PaperMessages;
  settings: PaperSettings;
}
export const paperStyle = (language: Language, settings: PaperSettings): PaperStyle => ({
  language,
  words: paperMessages[language],
  settings,
});

/** Making one takes as long as using it a thousand times. */
const formats = new Map(
  Object.entries(LANGUAGES).map(([code, { locale }]) => [code, new Intl.NumberFormat(locale)]),
);
/** `3.214` in Vietnamese, `3,214` in English. */
export const grouped = (value: number, language: Language): string => formats.get(language)!.format(value);
/** Without `%`: `null` where there is no list. */
export const percentOf = (rate: number | null): string =>
  rate === null ? '' : String(Math.round(rate * 100));
/**
 * `ỦY BAN NHÂN DÂN` over `TỈNH BẮC NINH`: a name that is too long for its half is parted where offices part
 * it.
 */
function bodyLines(name: string): string[] {
  const text = capitals(name);
  const [, body, of] = /^([UỦ][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) (.+)$/u.exec(text) ?? [];
  return body && of && text.length > LETTERS_IN_HALF ? [body, of] : [text];
}
const LETTERS_IN_HALF = 24;
const capitals = (text: string): string => text.toLocaleUpperCase('vi');

/** Number and sign as one writes them, or as blanks to be filled in by hand. */
export function numberAndSign({ settings, words }: PaperStyle): { number: string; sign: string } {
  return { number: settings.number ?? words.dateBlank, sign: settings.sign ?? words.signBlank };
}

/** Days 1 to 9 and months 1 and 2 have a leading 0, so that nobody can put a digit before them. */
export function dateParts(
  date: Day | null,
  { dateBlank }: PaperMessages,
): { day: string; month: string; year: string } {
  if (date === null) return { day: dateBlank, month: dateBlank, year: dateBlank };
  const [year, month, day] = date.split('-') as [string, string, string];
  return { day, month: Number(month) > 2 ? String(Number(month)) : month, year };
}

/** National name and motto at the right, the bodies at the left; below them number, place and date. */
export function headBlocks(style: PaperStyle): Block[] {
  const { settings, words } = style;
  const placeAndDate: HeadLine = {
    text: words.placeAndDate({ place: settings.place ?? words.blank, ...dateParts(settings.date, words) }),
    size: 13,
    isItalic: true,
  };
  return [
    bodiesBlock(style),
    { kind: 'head', left: [{ text: words.number(numberAndSign(style)), size: 13 }], right: [placeAndDate] },
  ];
}

/** The head of minutes has no place and date: their last sentence says when they were made (form 1.9). */
export function minutesHeadBlocks(style: PaperStyle): Block[] {
  const number = style.words.number({ number: style.words.dateBlank, sign: style.words.minutesSign });
  return [bodiesBlock(style), { kind: 'head', left: [{ text: number, size: 13 }], right: [] }];
}

function bodiesBlock(style: PaperStyle): Block {
  const { settings, words } = style;
  const superior: HeadLine[] =
    settings.superiorBody === null
      ? []
      : bodyLines(settings.superiorBody).map((text) => ({ text, size: 12 }));
  const issuing = settings.issuingBody === null ? [words.blank] : bodyLines(settings.issuingBody);
  return {
    kind: 'head',
    left: [
      ...superior,
      ...issuing.map((text, at): HeadLine => ({
        text,
        size: 12,
        isBold: true,
        ...(at === issuing.length - 1 ? { rule: 70 } : {}),
      })),
    ],
    right: [
      { text: words.nation, size: 12, isBold: true },
      { text: words.motto, size: 13, isBold: true, rule: mottoRule(style) },
    ],
  };
}

/** How long a drawn line is, in points, that is as long as the motto in bold letters of 13 points. */
const MOTTO_RULES: Partial<Record<Language, number>> = { vi: 159, en: 206 };
const mottoRule = ({ language, words }: PaperStyle): number =>
  MOTTO_RULES[language] ?? Math.round(words.motto.length * 6);

const FORM_MARKS: Record<Exclude<SignForm, 'none'>, string> = {
  TM: 'TM.',
  KT: 'KT.',
  TL: 'TL.',
  TUQ: 'TUQ.',
  Q: 'Q.',
};

/** Writes the signature at the right and the recipients at the left. */
export function signBlock(style: PaperStyle): SignBlock {
  const { settings, words } = style;
  const { signForm, signedFor, signerTitle, signerName } = settings;
  const title = signerTitle === null ? words.blank : capitals(signerTitle);
  // `Q.` stands before the signer's own office: nobody else is signed for.
  const capacity =
    signForm === 'none'
      ? [title]
      : signForm === 'Q'
        ? [`Q. ${title}`]
        : [`${FORM_MARKS[signForm]} ${signedFor === null ? words.blank : capitals(signedFor)}`, title];
  return {
    kind: 'sign',
    left: recipientsOf(style),
    right: { kind: 'signature', capacity, name: signerName ?? '' },
  };
}

/**
 * The secretary and the chair sign minutes in the hall, so both names stay blank. The recipients stand below
 * (Decree 30/2020/NĐ-CP, Appendix III, form 1.9).
 */
export function minutesSignBlocks(style: PaperStyle): SignBlock[] {
  const by = (office: string): Signature => ({ kind: 'signature', capacity: [capitals(office)], name: '' });
  const { secretary, chair } = style.words;
  return [
    { kind: 'sign', left: by(secretary), right: by(chair) },
    { kind: 'sign', left: recipientsOf(style), right: null },
  ];
}

function recipientsOf({ settings: { recipients }, words }: PaperStyle): Recipients {
  const lines = recipients.length === 0 ? [words.archive] : recipients;
  return {
    kind: 'recipients',
    title: words.recipients,
    lines: lines.map(
      (line, at) => `- ${line.replace(/[;.,\s]+$/, '')}${at === lines.length - 1 ? '.' : ';'}`,
    ),
  };
}

const NUMBERS = [
  'sites',
  'listed',
  'inPerson',
  'online',
  'absent',
  'substituted',
  'left',
  'unmarked',
  'rate',
  'outside',
] as const;
/**
 * A column of numbers has room for five digits, and for the widest word above them, so that no word is
 * broken.
 */
export function numberColumns(titles: readonly string[], width: number): PaperColumn[] {
  const rooms = titles.map(
    (title) => Math.max(5, ...title.split(' ').map((word) => word.length)) + MARGIN_LETTERS,
  );
  const sum = rooms.reduce((before, room) => before + room, 0);
  return titles.map((title, at) => ({ title, width: (width * rooms[at]!) / sum, align: 'center' }));
}
/** The margins of a cell are about as wide as so many letters. */
const MARGIN_LETTERS = 1.2;

/** `nameShare`: of the width, for the names. */
interface SumLook {
  size: number;
  nameShare: number;
}

/** People of the list and people outside it, in columns that every table of sums has. */
export function sumTable(
  style: PaperStyle,
  { size, nameShare }: SumLook,
  first: string,
  lines: { name: string; line: FiguresLine }[],
  total: FiguresLine | null,
  totalName: string,
): TableBlock {
  const { columns } = style.words;
  const names = NUMBERS.filter((name) => name !== 'sites' || lines.some(({ line }) => line.sites > 1));
  const rows: PaperRow[] = lines.map(({ name, line }) => ({
    kind: 'row',
    cells: [name, ...names.map((column) => numberIn(line, column, style.language))],
  }));
  if (total)
    rows.push({
      kind: 'total',
      cells: [totalName, ...names.map((column) => numberIn(total, column, style.language))],
    });
  return {
    kind: 'table',
    size,
    columns: [
      { title: first, width: nameShare, align: 'left' },
      ...numberColumns(
        names.map((name) => columns[name]),
        1 - nameShare,
      ),
    ],
    rows,
  };
}

export function numberIn(line: FiguresLine, column: (typeof NUMBERS)[number], language: Language): string {
  const { sites, listed, substituted, rate, counts, outside } = line;
  if (column === 'rate') return rate === null ? '-' : `${percentOf(rate)}%`;
  const { inPerson, online, absent, left, unmarked } = counts;
  const values = {
    sites,
    listed,
    inPerson,
    online,
    absent,
    substituted,
    left,
    unmarked,
    outside: outside.inPerson + outside.online + outside.absent + outside.left,
  };
  return grouped(values[column], language);
}
