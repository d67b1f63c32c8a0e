import { countedAt } from '../../attendance/ledger/tally.rules.js';
import type { Id } from '../../contract/wire.js';
import type { ReportData } from '../figures-read.js';
import { inOrderOfRoster, placesOf, type ReportedPerson, type ReportedSite } from '../report.rules.js';
import { reasonOf } from '../report-tables.rules.js';
import { messages as reportMessages } from '#messages/all/reports.js';
import type { Block, Paper, PaperColumn, PaperRow, TableBlock } from './paper.js';
import {
  dateParts,
  grouped,
  numberAndSign,
  numberColumns,
  numberIn,
  type PaperStyle,
  sumTable,
} from './paper-parts.rules.js';
import { AREAS_IN_SUMMARY } from './summary.rules.js';

const ROMAN = ['I', 'II', 'III', 'IV', 'V'];
const SIZE = 11;

/**
 * The lists that the report goes with: sites, areas, units, people. No personal code is in it: a code is a
 * sign-in. The words `Phụ lục I` are in small letters, its name in capitals, its pages numbered by
 * themselves: Decree 30/2020/NĐ-CP, Appendix I, part II.
 */
export function appendixPaper(data: ReportData, style: PaperStyle): Paper {
  const { words, language, settings } = style;
  const attached = words.attached({
    ...numberAndSign(style),
    ...dateParts(settings.date, words),
    body: settings.issuingBody ?? words.blank,
  });
  const blocks = listsOf(data, style).flatMap(([name, table], at): Block[] => [
    ...(at === 0 ? [] : [{ kind: 'page' } as const]),
    { kind: 'text', style: 'title', text: words.appendix({ nth: ROMAN[at]! }), keepsNext: true },
    { kind: 'text', style: 'subject', text: name.toLocaleUpperCase(language), keepsNext: true },
    { kind: 'text', style: 'attached', text: attached, rule: 110, keepsNext: true },
    table,
  ]);
  return {
    title: `${words.appendix({ nth: '' }).trim()} - ${data.conference.title}`,
    language,
    isLying: true,
    blocks,
  };
}

type List = [name: string, table: TableBlock];

/** By area only when the report itself has not told all of them; outsiders only when there are any. */
function listsOf(data: ReportData, style: PaperStyle): List[] {
  const { words, language } = style;
  const { noUnit, noArea, total: totalName } = reportMessages[language];
  const { total, byArea } = data.figures;
  const units = data.byUnit.lines;
  const inOrder = inOrderOfRoster(data.people, placesOf(data.sites));
  const listed = inOrder.filter(({ origin }) => origin === 'roster');
  const outsiders = inOrder.filter(({ origin }) => origin === 'walk_in');
  const sums = (title: string, lines: Parameters<typeof sumTable>[3]): TableBlock =>
    sumTable(style, { size: SIZE, nameShare: 0.3 }, title, lines, total, totalName);
  const areaLines = byArea.map((line) => ({ name: line.name ?? noArea, line }));
  const unitLines = units.map((line) => ({ name: line.key ?? noUnit, line }));
  const lists: List[] = [[words.bySite, siteTable(data, style)]];
  if (byArea.length > AREAS_IN_SUMMARY) lists.push([words.byArea, sums(words.columns.area, areaLines)]);
  lists.push([words.byUnit, sums(words.columns.unit, unitLines)]);
  lists.push([words.people, peopleTable(data, style, listed)]);
  if (outsiders.length > 0) lists.push([words.outsiders, peopleTable(data, style, outsiders)]);
  return lists;
}

const column = (title: string, width: number, align: PaperColumn['align'] = 'center'): PaperColumn => ({
  title,
  width,
  align,
});

/** A site's own figure stands where it is not the length of its list. */
function siteTable(
  { bySite, figures: { differing, total } }: ReportData,
  { words, language }: PaperStyle,
): TableBlock {
  const { columns: c } = words;
  const expected = new Map(differing.map((site) => [site.siteId, site.expected]));
  const NAMES = [
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
  const guestsOf = ({ guests }: typeof total): string =>
    grouped(guests.inPerson + guests.online + guests.left, language);
  const numbers = (line: typeof total): string[] => [
    ...NAMES.map((name) => numberIn(line, name, language)),
    guestsOf(line),
  ];
  const rows: PaperRow[] = bySite.lines.map((line, at) => {
    const own = expected.get(line.key.id);
    return {
      kind: 'row',
      cells: [
        grouped(at + 1, language),
        line.key.code,
        line.key.name,
        ...numbers(line),
        own === undefined ? '' : grouped(own, language),
      ],
    };
  });
  rows.push({ kind: 'total', cells: ['', '', reportMessages[language].total, ...numbers(total), ''] });
  const columns = [
    column(c.nth, 0.04),
    column(c.code, 0.08, 'left'),
    column(c.site, 0.19, 'left'),
    ...numberColumns([...NAMES.map((name) => c[name]), c.guests, c.expected], 0.69),
  ];
  return { kind: 'table', size: SIZE, columns, rows };
}

/** Site after site, numbered through. */
function peopleTable(data: ReportData, style: PaperStyle, shown: readonly ReportedPerson[]): TableBlock {
  const { words, language } = style;
  const { columns: c } = words;
  const siteOf = new Map(data.sites.map((site) => [site.id, site]));
  const listedAt = new Map(data.bySite.lines.map(({ key, listed }) => [key.id, listed]));
  const rows: PaperRow[] = [];
  let group: Id | null = null;
  shown.forEach((person, at) => {
    const site = siteOf.get(person.homeSiteId);
    if (site && site.id !== group) {
      group = site.id;
      const { code, name } = site;
      const head = { code, name, listed: grouped(listedAt.get(site.id) ?? 0, language) };
      rows.push({
        kind: 'group',
        cells: [person.origin === 'roster' ? words.group(head) : `${code} · ${name}`],
      });
    }
    rows.push({
      kind: 'row',
      cells: [
        grouped(at + 1, language),
        person.fullName,
        person.position ?? '',
        person.unit ?? '',
        stateOf(person, data, style),
        notesOf(person, style, siteOf, data),
      ],
    });
  });
  const columns = [
    column(c.nth, 0.06),
    column(c.fullName, 0.2, 'left'),
    column(c.position, 0.15, 'left'),
    column(c.unit, 0.22, 'left'),
    column(c.state, 0.15, 'left'),
    column(c.notes, 0.22, 'left'),
  ];
  return { kind: 'table', size: SIZE, columns, rows };
}

/** On a day with several checkpoints, adds at how many of them the person was. */
function stateOf(
  { state, attended }: ReportedPerson,
  { figures, checkpoints }: ReportData,
  { words, language }: PaperStyle,
): string {
  const times = { attended: String(attended), count: String(checkpoints.length) };
  const isOfSeveral = figures.day !== null && checkpoints.length !== 1;
  return `${reportMessages[language].states[state]}${isOfSeveral ? ` (${words.times(times)})` : ''}`;
}

function notesOf(
  person: ReportedPerson,
  { words, language }: PaperStyle,
  siteOf: ReadonlyMap<Id, ReportedSite>,
  data: ReportData,
): string {
  const seenAt = siteOf.get(countedAt(person, person.homeSiteId));
  const notes = [
    reasonOf(person, reportMessages[language]),
    person.substituteFor === null ? null : words.instead({ name: data.nameOf(person.substituteFor) ?? '' }),
    seenAt && seenAt.id !== person.homeSiteId ? words.at({ site: seenAt.name }) : null,
  ];
  return notes.filter(Boolean).join('; ');
}
