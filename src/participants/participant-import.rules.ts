import type { Mode } from '../contract/attendance.js';
import { folded } from '../contract/folded.js';
import type { PARTICIPANT_COLUMNS } from '../contract/participant.js';
import { isCodeSound, normalizedCode } from '../contract/personal-code.js';
import type { Id, Instant } from '../contract/wire.js';
import {
  type Cell,
  choiceIn,
  choices,
  phoneIn,
  requiredTextIn,
  shown,
  textIn,
} from '../platform/sheets/cells.rules.js';
import type { Faults } from '../platform/sheets/faults.rules.js';
import type { ColumnSpec, TableRow } from '../platform/sheets/table.rules.js';
import { codeKey } from '../sites/site.entity.js';
import type { ParticipantRow } from './participant.entity.js';
import { PARTICIPANT_LIMITS } from './participants.dto.js';
import type { Person } from './participants.rules.js';

export type ParticipantColumn = (typeof PARTICIPANT_COLUMNS)[number];

/** What offices head their columns. */
export const PARTICIPANT_HEADINGS: readonly ColumnSpec<ParticipantColumn>[] = [
  {
    name: 'code',
    headings: [
      'personal code',
      'participant code',
      'mã',
      'mã đại biểu',
      'mã học viên',
      'mã cá nhân',
      'mã cán bộ',
      'mã số',
    ],
  },
  {
    name: 'fullName',
    required: true,
    headings: [
      'name',
      'participant',
      'họ và tên',
      'họ tên',
      'họ và tên đại biểu',
      'họ và tên học viên',
      'tên',
      'tên đại biểu',
      'tên học viên',
      'đại biểu',
      'học viên',
    ],
  },
  {
    name: 'unit',
    headings: [
      'organisation',
      'organization',
      'đơn vị',
      'cơ quan',
      'đơn vị công tác',
      'cơ quan, đơn vị',
      'cơ quan công tác',
      'phòng ban',
    ],
  },
  { name: 'position', headings: ['job title', 'title', 'chức vụ', 'chức danh', 'vị trí'] },
  {
    name: 'siteCode',
    required: true,
    headings: ['site', 'code of the site', 'mã điểm cầu', 'điểm cầu', 'mã điểm', 'tại điểm cầu'],
  },
  {
    name: 'mode',
    headings: [
      'takes part',
      'hình thức',
      'hình thức dự',
      'hình thức tham dự',
      'hình thức tham gia',
      'hình thức học',
    ],
  },
  { name: 'phone', headings: ['telephone', 'mobile', 'điện thoại', 'số điện thoại', 'sđt', 'đt', 'di động'] },
  { name: 'email', headings: ['e-mail', 'mail', 'thư điện tử', 'địa chỉ email'] },
];

const MODES_WRITTEN = choices<Mode>({
  in_person: [
    'in person',
    'onsite',
    'on site',
    'offline',
    'room',
    'trực tiếp',
    'tại điểm cầu',
    'tập trung',
    'tại chỗ',
    'dự trực tiếp',
    'tham dự trực tiếp',
  ],
  online: ['remote', 'trực tuyến', 'từ xa', 'dự trực tuyến', 'tham dự trực tuyến'],
});

/** One row of the file as fields. Null in a field: the cell is empty. */
export interface ParticipantCandidate {
  row: number;
  code: string | null;
  fullName: string;
  unit: string | null;
  position: string | null;
  siteId: Id;
  mode: Mode | null;
  phone: string | null;
  email: string | null;
}

/** The sites of a conference by their codes, and by what a spreadsheet makes of a code that it takes for a number. */
export class SiteCodes {
  private readonly ids = new Map<string, Id>();
  private readonly withZeros = new Map<string, string>();

  constructor(sites: readonly { id: Id; code: string; codeKey: string }[]) {
    for (const { id, code, codeKey: key } of sites) {
      this.ids.set(key, id);
      if (/^0+\d+$/.test(key)) this.withZeros.set(key.replace(/^0+(?=\d)/, ''), code);
    }
  }
  idOf(code: string): Id | undefined {
    return this.ids.get(codeKey(code));
  }
  /** The code of which this is left when zeros in front of it are dropped. */
  longerThan(code: string): string | undefined {
    return this.withZeros.get(codeKey(code));
  }
}

/** Reads one row; null, with the reasons among the faults, when it cannot become a participant. */
export function participantCandidate(
  { row, cells }: TableRow<ParticipantColumn>,
  sites: SiteCodes,
  faults: Faults,
): ParticipantCandidate | null {
  const cell = (column: ParticipantColumn): Cell => ({ row, column, text: cells[column] });
  const fullName = requiredTextIn(cell('fullName'), PARTICIPANT_LIMITS.fullName, faults);
  const siteId = siteIn(cell('siteCode'), sites, faults);
  const rest = {
    code: codeIn(cell('code'), faults),
    unit: textIn(cell('unit'), PARTICIPANT_LIMITS.unit, faults),
    position: textIn(cell('position'), PARTICIPANT_LIMITS.position, faults),
    mode: choiceIn(cell('mode'), MODES_WRITTEN, faults),
    phone: phoneIn(cell('phone'), PARTICIPANT_LIMITS.phone, faults),
    email: emailIn(cell('email'), faults),
  };
  return fullName === null || siteId === undefined ? null : { row, fullName, siteId, ...rest };
}

function siteIn(cell: Cell, sites: SiteCodes, faults: Faults): Id | undefined {
  const code = requiredTextIn(cell, 200, faults);
  if (code === null) return undefined;
  const id = sites.idOf(code);
  const longer = sites.longerThan(code);
  if (id !== undefined) return id;
  if (longer === undefined)
    faults.add(
      cell.row,
      cell.column,
      'cell.not-found',
      `The conference has no site with the code ${shown(code)}`,
    );
  else
    faults.add(
      cell.row,
      cell.column,
      'cell.zeros-lost',
      `The conference has no site with the code ${shown(code)}, but one with ${shown(longer)}: a spreadsheet drops zeros in front of a number`,
    );
  return undefined;
}

function codeIn(cell: Cell, faults: Faults): string | null {
  const code = textIn(cell, PARTICIPANT_LIMITS.code, faults);
  if (code === null || normalizedCode(code) !== '') return code;
  faults.add(
    cell.row,
    cell.column,
    'cell.invalid',
    `code must hold a letter or a digit, unlike ${shown(code)}`,
  );
  return null;
}

function emailIn(cell: Cell, faults: Faults): string | null {
  const email = textIn(cell, PARTICIPANT_LIMITS.email, faults);
  if (email === null || /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) return email;
  faults.add(cell.row, cell.column, 'cell.invalid', `email is not an e-mail address: ${shown(email)}`);
  return null;
}

export interface ParticipantPlan {
  created: Person[];
  /** As they were and as they become. */
  updated: { before: ParticipantRow; after: Person }[];
  unchanged: number;
}
export interface ParticipantImportContext {
  conferenceId: Id;
  now: Instant;
  seq: number;
  newId(): Id;
  newCode(): string;
  /** Rows of the file whose codes are to be replaced by codes of ours. */
  replacedRows?: ReadonlySet<number>;
}

/**
 * What the file's rows come to, beside the people who exist: all whose code the file names, and all of the sites that it
 * names. A row with a code is that person, wherever they are now. A row without one is the person with the same name,
 * unit and position at the same site, the second such row the second such person, so that namesakes stay apart and a
 * second run changes nothing. A row whose code is replaced is the person who has that code or had it before, else one whom
 * such a row without a code would be. A column that the file does not have is left as it is; an empty cell means none (for `mode`: as it is).
 */
export function planParticipants(
  candidates: readonly ParticipantCandidate[],
  columns: ReadonlySet<ParticipantColumn>,
  existing: readonly ParticipantRow[],
  faults: Faults,
  context: ParticipantImportContext,
): ParticipantPlan {
  faultDuplicates(candidates, faults);
  const matches = matched(candidates, columns, existing, context.replacedRows);
  const plan: ParticipantPlan = { created: [], updated: [], unchanged: 0 };
  for (const candidate of candidates) {
    const before = matches.get(candidate);
    const after = merged(candidate, columns, before, context);
    if (!before) plan.created.push(after);
    else if (isSame(before, after)) plan.unchanged += 1;
    else plan.updated.push({ before, after });
  }
  return plan;
}

function faultDuplicates(candidates: readonly ParticipantCandidate[], faults: Faults): void {
  const firstRows = new Map<string, number>();
  for (const { row, code } of candidates) {
    if (code === null) continue;
    const first = firstRows.get(normalizedCode(code));
    if (first === undefined) firstRows.set(normalizedCode(code), row);
    else faults.add(row, 'code', 'cell.duplicate', `The code ${shown(code)} stands in row ${first} already`);
  }
}

function matched(
  candidates: readonly ParticipantCandidate[],
  columns: ReadonlySet<ParticipantColumn>,
  existing: readonly ParticipantRow[],
  replacedRows?: ReadonlySet<number>,
): Map<ParticipantCandidate, ParticipantRow> {
  const matches = new Map<ParticipantCandidate, ParticipantRow>();
  const byCode = new Map([
    ...existing.flatMap((person) =>
      person.officeCodeKey === null ? [] : [[person.officeCodeKey, person] as const],
    ),
    ...existing.map((person) => [person.codeKey, person] as const),
  ]);
  const claimed = new Set<ParticipantRow>();
  const match = (candidate: ParticipantCandidate, person: ParticipantRow | undefined): void => {
    if (!person) return;
    matches.set(candidate, person);
    claimed.add(person);
  };
  for (const candidate of candidates)
    if (candidate.code !== null) match(candidate, byCode.get(normalizedCode(candidate.code)));
  const people = existing.filter(({ origin }) => origin === 'roster').sort((a, b) => (a.id < b.id ? -1 : 1));
  // First those written alike, then those that differ in case or diacritics alone: a corrected name is the same person.
  for (const written of [(text: string | null) => text ?? '', (text: string | null) => folded(text ?? '')]) {
    const open = candidates.filter(
      (candidate) => !matches.has(candidate) && (candidate.code === null || replacedRows?.has(candidate.row)),
    );
    const left = open.length === 0 ? [] : people.filter((person) => !claimed.has(person));
    if (left.length === 0) break;
    const groups = groupedBy(left, (person) => who(person, columns, written));
    for (const candidate of open) {
      const alike = groups.get(who(candidate, columns, written)) ?? [];
      // Who has an office's code already is not somebody of another one.
      const at =
        candidate.code === null
          ? 0
          : alike.findIndex(
              ({ code, officeCodeKey }) => officeCodeKey === null && isCodeSound(code) === true,
            );
      if (at >= 0) match(candidate, alike.splice(at, 1)[0]);
    }
  }
  return matches;
}

/** Who a row without a code is about, of what the file tells. */
function who(
  person: { siteId: Id; fullName: string; unit: string | null; position: string | null },
  columns: ReadonlySet<ParticipantColumn>,
  written: (text: string | null) => string,
): string {
  return JSON.stringify([
    person.siteId,
    written(person.fullName),
    columns.has('unit') ? written(person.unit) : '',
    columns.has('position') ? written(person.position) : '',
  ]);
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function merged(
  candidate: ParticipantCandidate,
  columns: ReadonlySet<ParticipantColumn>,
  held: ParticipantRow | undefined,
  context: ParticipantImportContext,
): Person {
  const { siteId, fullName } = candidate;
  const given = <V>(column: ParticipantColumn, value: V, old: V | undefined): V =>
    columns.has(column) || old === undefined ? value : old;
  const told = {
    siteId,
    fullName,
    unit: given('unit', candidate.unit, held?.unit),
    position: given('position', candidate.position, held?.position),
    phone: given('phone', candidate.phone, held?.phone),
    email: given('email', candidate.email, held?.email),
  };
  return {
    ...(held ?? newPerson(context)),
    ...told,
    ...codesOf(candidate, held, context),
    mode: candidate.mode ?? held?.mode ?? 'in_person',
    seq: context.seq,
    updatedAt: context.now,
  };
}

function codesOf(
  candidate: ParticipantCandidate,
  held: ParticipantRow | undefined,
  { newCode, replacedRows }: ParticipantImportContext,
): Pick<Person, 'code' | 'officeCodeKey'> {
  const officeCodeKey = held?.officeCodeKey ?? null;
  if (candidate.code === null) return { code: held?.code ?? newCode(), officeCodeKey };
  const key = normalizedCode(candidate.code);
  /** The person has another code than the file says. */
  const other = held === undefined || held.codeKey === key ? null : held.code;
  if (replacedRows?.has(candidate.row)) return { code: other ?? newCode(), officeCodeKey: key };
  // A code of ours that has replaced this one stays: the office's file does not know of it.
  return { code: officeCodeKey === key && other !== null ? other : candidate.code, officeCodeKey };
}

function newPerson({
  newId,
  conferenceId,
  now,
}: ParticipantImportContext): Pick<
  Person,
  'id' | 'conferenceId' | 'origin' | 'joinedTo' | 'removedAt' | 'createdAt'
> {
  return { id: newId(), conferenceId, origin: 'roster', joinedTo: null, removedAt: null, createdAt: now };
}

function isSame(before: Person, after: Person): boolean {
  return (
    ['siteId', 'code', 'officeCodeKey', 'fullName', 'unit', 'position', 'mode', 'phone', 'email'] as const
  ).every((field) => before[field] === after[field]);
}
