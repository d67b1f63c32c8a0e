import { type AbsenceReason, ABSENCE_REASONS } from '../contract/attendance.js';
import type { Id } from '../contract/wire.js';
import { countedAt } from '../attendance/ledger/tally.rules.js';
import {
  amendmentTable,
  confirmationTable,
  type ReportedAmendment,
  type ReportedConfirmation,
} from './confirmation-tables.rules.js';
import type { ReportedPerson, ReportedSite } from './report.rules.js';
import { type Sum, type Sums, sumsByArea, sumsByLevel } from './sums.rules.js';
import type { Messages as ReportMessages } from '#messages/all/reports.js';
import {
  clockMark,
  localTime,
  type Row,
  type Table,
  type TableColumn,
  type TableFrame,
  text,
} from './table.js';

export const TABLES = ['unit', 'level', 'area', 'site', 'confirmation', 'person', 'amendment'] as const;
export type TableName = (typeof TABLES)[number];

/** What all tables but that of people are made of. */
export interface SumsSource {
  bySite: Sums<ReportedSite>;
  byUnit: Sums<string | null>;
  /** Name what sites lie under, and are in no count. */
  groups: readonly ReportedSite[];
  confirmations: readonly ReportedConfirmation[];
  /** Oldest first. */
  amendments: readonly ReportedAmendment[];
  /** IANA name. */
  timezone: string;
}

/** Each table but that of people, made when it is asked for. */
export const SUM_TABLES: Record<
  Exclude<TableName, 'person'>,
  (source: SumsSource, words: ReportMessages) => Table
> = {
  unit: ({ byUnit }, words) =>
    sumTable(words.sheets.unit, text(words.columns.unit, 40), byUnit, (unit) => unit ?? words.noUnit, words),
  level: ({ bySite }, words) =>
    sumTable(
      words.sheets.level,
      text(words.columns.level, 24),
      sumsByLevel(bySite),
      (level) => words.levels[level],
      words,
    ),
  area: ({ bySite, groups }, words) =>
    sumTable(
      words.sheets.area,
      text(words.columns.area, 40),
      sumsByArea(bySite, groups),
      (area) => area?.name ?? words.noArea,
      words,
    ),
  site: ({ bySite, groups }, words) => siteTable(bySite, groups, words),
  confirmation: ({ bySite, confirmations, timezone }, words) =>
    confirmationTable(bySite, confirmations, timezone, words),
  amendment: ({ amendments, bySite, timezone }, words) =>
    amendmentTable(
      amendments,
      bySite.lines.map(({ key }) => key),
      timezone,
      words,
      (reason) => reasonIn(words, reason),
    ),
};

const number = (title: string): TableColumn => ({ title, width: 12, kind: 'number' });

function sumColumns({ columns }: ReportMessages): TableColumn[] {
  const names = [
    'listed',
    'inPerson',
    'online',
    'present',
    'absent',
    'substituted',
    'left',
    'unmarked',
  ] as const;
  return [
    ...names.map((name) => number(columns[name])),
    { title: columns.share, width: 12, kind: 'share' },
    number(columns.walkIns),
  ];
}
function sumCells({ listed, counts, substituted, rate, outside }: Sum<unknown>): (number | null)[] {
  const { inPerson, online, absent, left, unmarked } = counts;
  return [
    listed,
    inPerson,
    online,
    inPerson + online,
    absent,
    substituted,
    left,
    unmarked,
    rate,
    outside.inPerson + outside.online + outside.absent + outside.left,
  ];
}

function sumTable<K>(
  name: string,
  first: TableColumn,
  { lines, total }: Sums<K>,
  nameOf: (key: K) => string,
  words: ReportMessages,
): Table {
  const rows = lines.map((line) => [nameOf(line.key), line.sites, ...sumCells(line)]);
  return {
    name,
    columns: [first, number(words.columns.sites), ...sumColumns(words)],
    rows: [...rows, [words.total, total.sites, ...sumCells(total)]],
    hasTotal: true,
  };
}

/** A site's own figure stands where it is not the length of its list. */
function siteTable(
  { lines, total }: Sums<ReportedSite>,
  groups: readonly ReportedSite[],
  words: ReportMessages,
): Table {
  const { columns: c } = words;
  const names = new Map([...groups, ...lines.map(({ key }) => key)].map(({ id, name }) => [id, name]));
  const visitors = ({ elsewhere, guests }: Sum<unknown>): number[] => [
    elsewhere.inPerson + elsewhere.online + elsewhere.left,
    guests.inPerson + guests.online + guests.left,
  ];
  const differing = ({ key: { expected }, listed }: Sum<ReportedSite>): number | null =>
    expected !== null && expected !== listed ? expected : null;
  const rows = lines.map((line) => [
    line.key.code,
    line.key.name,
    words.levels[line.key.level],
    nameIn(names, line.key.parentId),
    ...sumCells(line),
    ...visitors(line),
    differing(line),
  ]);
  const columns = [
    text(c.siteCode, 14),
    text(c.site, 36),
    text(c.level, 18),
    text(c.parent, 30),
    ...sumColumns(words),
    number(c.elsewhere),
    number(c.guests),
    number(c.expected),
  ];
  return {
    name: words.sheets.site,
    columns,
    rows: [...rows, [words.total, null, null, null, ...sumCells(total), ...visitors(total), null]],
    hasTotal: true,
  };
}

/** The table of people without its rows. */
export function personFrame({ columns: c, sheets }: ReportMessages): TableFrame {
  const columns: TableColumn[] = [
    { title: c.number, width: 6, kind: 'number' },
    text(c.fullName, 28),
    text(c.unit, 32),
    text(c.position, 24),
    text(c.siteCode, 14),
    text(c.site, 32),
    text(c.level, 18),
    text(c.state, 20),
    text(c.countedAt, 36),
    text(c.because, 30),
    text(c.reason, 24),
    text(c.substituteFor, 28),
    text(c.recordedAt, 20),
    text(c.marks, 30),
  ];
  return { name: sheets.person, columns, hasTotal: false, groupBy: [4, 5, 6] };
}

/** What the row of a person names beside them. */
export interface PersonLookup {
  siteOf: ReadonlyMap<Id, ReportedSite>;
  /** The name of somebody in whose place another is recorded; `null` if the reader may not know it. */
  nameOf(id: Id): string | null;
  /** IANA name. */
  timezone: string;
}

/** @param nth its number, from 1 */
export function personRow(
  person: ReportedPerson,
  nth: number,
  { siteOf, nameOf, timezone }: PersonLookup,
  words: ReportMessages,
): Row {
  const home = siteOf.get(person.homeSiteId);
  const counted = siteOf.get(countedAt(person, person.homeSiteId));
  return [
    nth,
    person.fullName,
    person.unit,
    person.position,
    home?.code ?? null,
    home?.name ?? null,
    home ? words.levels[home.level] : null,
    words.states[person.state],
    counted ? `${counted.code} ${counted.name}` : words.elsewhere,
    words.because[person.because],
    reasonOf(person, words),
    person.substituteFor && nameOf(person.substituteFor),
    person.recordedAt && localTime(person.recordedAt, timezone),
    marksOf(person, words),
  ];
}

const nameIn = (names: ReadonlyMap<Id, string>, id: Id | null): string | null =>
  id === null ? null : (names.get(id) ?? null);

/** Why somebody is not there. Who came instead says more than a reason that nobody knows. */
export function reasonOf(
  { state, reason, substitutes }: Pick<ReportedPerson, 'state' | 'reason' | 'substitutes'>,
  words: ReportMessages,
): string | null {
  const isKnown = reason !== null && reason !== 'unknown';
  const stated = isKnown || substitutes.length === 0 ? reasonIn(words, reason) : null;
  const instead =
    state === 'in_person' || state === 'online' || substitutes.length === 0
      ? null
      : words.substitutedBy({ names: substitutes.map((name) => name ?? words.somebody).join(', ') });
  return [stated, instead].filter((part) => part !== null).join('; ') || null;
}

export function reasonIn(words: ReportMessages, reason: string | null): string | null {
  return reason !== null && ABSENCE_REASONS.includes(reason as AbsenceReason)
    ? words.reasons[reason as AbsenceReason]
    : reason;
}

function marksOf(
  { isLate, isOffline, method, origin, clockOffset }: ReportedPerson,
  words: ReportMessages,
): string {
  const { marks } = words;
  return [
    isLate && marks.late,
    isOffline && marks.offline,
    method === 'paper' && marks.paper,
    origin === 'walk_in' && marks.walkIn,
    clockMark(clockOffset, words),
  ]
    .filter(Boolean)
    .join(', ');
}
