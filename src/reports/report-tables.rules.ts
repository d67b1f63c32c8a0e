import { type AbsenceReason, ABSENCE_REASONS } from '../contract/attendance.js';
import { attendancePercent } from '../contract/attendance-share.js';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { countedAt } from '../attendance/tally.service.js';
import {
  amendmentTable,
  confirmationTable,
  type ReportedAmendment,
  type ReportedConfirmation,
} from './confirmation-tables.rules.js';
import {
  inOrderOfRoster,
  peopleIn,
  presentIn,
  type ReportedPerson,
  type Sum,
  type Sums,
  sumsByLevel,
  sumsBySite,
  sumsByUnit,
} from './report.rules.js';
import type { ReportWords } from './report.words.js';
import { clockMark, localTime, type Table, type TableColumn, text } from './table.js';

export const TABLES = ['unit', 'level', 'site', 'confirmation', 'person', 'amendment'] as const;
export type TableName = (typeof TABLES)[number];

export interface ReportSource {
  people: readonly ReportedPerson[];
  /** In order of code. */
  sites: readonly Site[];
  confirmations: readonly ReportedConfirmation[];
  /** Oldest first. */
  amendments: readonly ReportedAmendment[];
  /** IANA name. */
  timezone: string;
}

/** The tables of the report, in the order in which an office reads them. */
export function tablesOf(source: ReportSource, words: ReportWords): Record<TableName, Table> {
  const bySite = sumsBySite(source.people, source.sites);
  const { people, sites, confirmations, amendments, timezone } = source;
  return {
    unit: unitTable(sumsByUnit(people), words),
    level: levelTable(sumsByLevel(bySite), words),
    site: siteTable(bySite, words),
    confirmation: confirmationTable(bySite, confirmations, timezone, words),
    person: personTable(source, words),
    amendment: amendmentTable(amendments, sites, timezone, words, (reason) => reasonIn(words, reason)),
  };
}

function sumColumns({ columns }: ReportWords): TableColumn[] {
  const names = [
    'expected',
    'people',
    'inPerson',
    'online',
    'present',
    'absent',
    'left',
    'unmarked',
    'walkIns',
  ] as const;
  return [
    ...names.map((name): TableColumn => ({ title: columns[name], width: 12, kind: 'number' })),
    { title: columns.share, width: 12, kind: 'share' },
  ];
}
function sumCells({ expected, counts }: Sum<unknown>): (number | null)[] {
  const { inPerson, online, absent, left, unmarked, walkIns } = counts;
  const present = presentIn(counts);
  const percent = attendancePercent(present, expected);
  return [
    expected,
    peopleIn(counts),
    inPerson,
    online,
    present,
    absent,
    left,
    unmarked,
    walkIns,
    percent === null ? null : percent / 100,
  ];
}

function unitTable({ lines, total }: Sums<string | null>, words: ReportWords): Table {
  const sites: TableColumn = { title: words.columns.sites, width: 12, kind: 'number' };
  const rows = lines.map((line) => [line.key ?? words.noUnit, line.sites, ...sumCells(line)]);
  return {
    name: words.sheets.unit,
    columns: [text(words.columns.unit, 40), sites, ...sumColumns(words)],
    rows: [...rows, [words.total, total.sites, ...sumCells(total)]],
    hasTotal: true,
  };
}

function levelTable({ lines, total }: Sums<keyof ReportWords['levels']>, words: ReportWords): Table {
  const sites: TableColumn = { title: words.columns.sites, width: 12, kind: 'number' };
  const rows = lines.map((line) => [words.levels[line.key], line.sites, ...sumCells(line)]);
  return {
    name: words.sheets.level,
    columns: [text(words.columns.level, 24), sites, ...sumColumns(words)],
    rows: [...rows, [words.total, total.sites, ...sumCells(total)]],
    hasTotal: true,
  };
}

function siteTable({ lines, total }: Sums<Site>, words: ReportWords): Table {
  const names = new Map(lines.map(({ key }) => [key.id, key.name]));
  const rows = lines.map((line) => [
    line.key.code,
    line.key.name,
    words.levels[line.key.level],
    nameIn(names, line.key.parentId),
    ...sumCells(line),
  ]);
  const columns = [
    text(words.columns.siteCode, 14),
    text(words.columns.site, 36),
    text(words.columns.level, 18),
    text(words.columns.parent, 30),
    ...sumColumns(words),
  ];
  return {
    name: words.sheets.site,
    columns,
    rows: [...rows, [words.total, null, null, null, ...sumCells(total)]],
    hasTotal: true,
  };
}

function personTable({ people, sites, timezone }: ReportSource, words: ReportWords): Table {
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const names = new Map(people.map((person) => [person.id, person.fullName]));
  const { columns: c } = words;
  const rows = inOrderOfRoster(people, sites).map((person, at) => {
    const home = siteOf.get(person.homeSiteId);
    const counted = siteOf.get(countedAt(person, person.homeSiteId));
    return [
      at + 1,
      person.fullName,
      person.unit,
      person.position,
      person.code,
      home?.code ?? null,
      home?.name ?? null,
      home ? words.levels[home.level] : null,
      words.states[person.state],
      counted ? `${counted.code} ${counted.name}` : null,
      words.because[person.because],
      reasonIn(words, person.reason),
      nameIn(names, person.substituteFor),
      person.recordedAt && localTime(person.recordedAt, timezone),
      marksOf(person, words),
    ];
  });
  const columns: TableColumn[] = [
    { title: c.number, width: 6, kind: 'number' },
    text(c.fullName, 28),
    text(c.unit, 32),
    text(c.position, 24),
    text(c.code, 16),
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
  return { name: words.sheets.person, columns, rows, hasTotal: false, groupBy: [5, 6, 7] };
}

const nameIn = (names: ReadonlyMap<Id, string>, id: Id | null): string | null =>
  id === null ? null : (names.get(id) ?? null);

function reasonIn(words: ReportWords, reason: string | null): string | null {
  return reason !== null && ABSENCE_REASONS.includes(reason as AbsenceReason)
    ? words.reasons[reason as AbsenceReason]
    : reason;
}

function marksOf(
  { isLate, isOffline, method, origin, clockOffset }: ReportedPerson,
  words: ReportWords,
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
