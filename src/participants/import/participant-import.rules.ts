import { folded } from '../../contract/folded.js';
import { isCodeSound, normalizedCode } from '../../contract/personal-code.js';
import type { Id, Instant } from '../../contract/wire.js';
import { type Faults, type Place, placed, shown } from '../../platform/sheets/faults.rules.js';
import type { ParticipantRow } from '../participant.entity.js';
import type { ParticipantCandidate } from './participant-candidate.rules.js';
import type { ParticipantColumn } from './participant-columns.rules.js';
import type { Person } from '../participants.rules.js';

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
 * What the file's rows come to, beside the people who exist: all whose code the file names, and all of the
 * sites that it names. A row with a code is that person, wherever they are now. A row without one is the
 * person with the same name, unit and position at the same site, the second such row the second such person,
 * so that namesakes stay apart and a second run changes nothing. A row whose code is replaced is the person
 * who has that code or had it before, else one whom such a row without a code would be. A column that the
 * file does not have is left as it is; an empty cell means none (for `mode`: as it is).
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
  const firstRows = new Map<string, Place>();
  for (const candidate of candidates) {
    const { code } = candidate;
    if (code === null) continue;
    const first = firstRows.get(normalizedCode(code));
    if (first === undefined) firstRows.set(normalizedCode(code), candidate);
    else
      faults.add(
        candidate,
        'code',
        'cell.duplicate',
        `The code ${shown(code)} stands in ${placed(first)} already`,
        code,
      );
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
  // First those written alike, then those that differ in case or diacritics alone: a
  // corrected name is the same person.
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

/** Identifies the person of a row without a code. */
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
  existing: ParticipantRow | undefined,
  context: ParticipantImportContext,
): Person {
  const { siteId, fullName } = candidate;
  const given = <V>(column: ParticipantColumn, value: V, old: V | undefined): V =>
    columns.has(column) || old === undefined ? value : old;
  const stated = {
    siteId,
    fullName,
    unit: given('unit', candidate.unit, existing?.unit),
    position: given('position', candidate.position, existing?.position),
    phone: given('phone', candidate.phone, existing?.phone),
    email: given('email', candidate.email, existing?.email),
  };
  return {
    ...(existing ?? newPerson(context)),
    ...stated,
    ...codesOf(candidate, existing, context),
    mode: candidate.mode ?? existing?.mode ?? 'in_person',
    seq: context.seq,
    updatedAt: context.now,
  };
}

function codesOf(
  candidate: ParticipantCandidate,
  existing: ParticipantRow | undefined,
  { newCode, replacedRows }: ParticipantImportContext,
): Pick<Person, 'code' | 'officeCodeKey'> {
  const officeCodeKey = existing?.officeCodeKey ?? null;
  if (candidate.code === null) return { code: existing?.code ?? newCode(), officeCodeKey };
  const key = normalizedCode(candidate.code);
  /** The person has another code than the file says. */
  const other = existing === undefined || existing.codeKey === key ? null : existing.code;
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
  'id' | 'conferenceId' | 'origin' | 'joinedTo' | 'removedAt' | 'erasedAt' | 'createdAt'
> {
  return {
    id: newId(),
    conferenceId,
    origin: 'roster',
    joinedTo: null,
    removedAt: null,
    erasedAt: null,
    createdAt: now,
  };
}

function isSame(before: Person, after: Person): boolean {
  return (
    ['siteId', 'code', 'officeCodeKey', 'fullName', 'unit', 'position', 'mode', 'phone', 'email'] as const
  ).every((field) => before[field] === after[field]);
}
