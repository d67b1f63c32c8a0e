import { hash } from 'node:crypto';
import {
  CLOCK_OFFSET_LIMIT,
  type Entry,
  ENTRY_KINDS,
  ENTRY_LIMIT,
  ENTRY_METHODS,
  HEADCOUNT_LIMIT,
  MODES,
  type WalkIn,
} from '../../contract/attendance.js';
import type { ProblemItem } from '../../contract/problem.js';
import type { Id } from '../../contract/wire.js';
import {
  count,
  flag,
  id,
  instant,
  oneOf,
  type Read,
  text,
  TEXT_LIMITS,
  within,
  WRONG,
} from './field-readers.rules.js';
import { shortened } from '../../contract/shortened.js';

/**
 * The form of an attendance body, read by hand: this is the one route that a whole conference calls at the
 * same minute, and class-validator takes 30 times as long. `attendance.dto.ts` says the same in
 * class-validator's words, for the documentation; `entry-form.rules.spec.ts` proves that both judge alike.
 */

/** A field that may be absent is null then. */
type Formed<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? NonNullable<T[Name]> | null : T[Name];
};
export type FormedWalkIn = Formed<WalkIn>;
/**
 * An entry in its normal form: ids in lower case, times in UTC with milliseconds,
 * texts tidied, absent fields null.
 */
export type FormedEntry = Omit<Formed<Entry>, 'walkIn' | 'offline'> & {
  walkIn: FormedWalkIn | null;
  offline: boolean;
};
/**
 * An entry as received: formed, or what is wrong with it. `id` is as sent, so that the sender finds
 * it again; so is all of `source`.
 */
export type ParsedEntry = { id: string; source: Record<string, unknown> } & (
  { entry: FormedEntry; fingerprint: string } | { fault: string }
);
export interface FormedBody {
  deviceId: Id | null;
  parsedEntries: ParsedEntry[];
}

interface Field<IsRequired = boolean> {
  read: Read;
  isRequired: IsRequired;
  /** Completes “`name` …”. */
  rule: string;
  absent: unknown;
}
const needed = (read: Read, rule: string): Field<true> => ({ read, isRequired: true, rule, absent: null });
const optional = (read: Read, rule: string, absent: unknown = null): Field<false> => ({
  read,
  isRequired: false,
  rule,
  absent,
});
const UUID_RULE = 'must be a UUID';
const atMost = (max: number): string => `must be a text of at most ${max} characters`;

/** Every field of `T`, required here if it is there: the compiler compares. */
type Fields<T> = { [Name in keyof T]-?: Field<undefined extends T[Name] ? false : true> };
interface Form {
  fields: ReadonlyMap<string, Field>;
  /** How many of them are required. */
  required: number;
  /** With all fields, so that each formed value has them in one order. */
  blank: Readonly<Record<string, unknown>>;
}
function formOf<T>(fieldsOf: Fields<T>): Form {
  const fields = Object.entries<Field>(fieldsOf);
  return {
    fields: new Map(fields),
    required: fields.filter(([, { isRequired }]) => isRequired).length,
    blank: Object.fromEntries(fields.map(([name, { absent }]) => [name, absent])),
  };
}

const WALK_IN = formOf<WalkIn>({
  fullName: needed(text(TEXT_LIMITS.fullName), `must be a text of 1 to ${TEXT_LIMITS.fullName} characters`),
  unit: optional(text(TEXT_LIMITS.unit), atMost(TEXT_LIMITS.unit)),
  position: optional(text(TEXT_LIMITS.position), atMost(TEXT_LIMITS.position)),
});
const walkIn: Read = (value) => {
  const guest = isRecord(value) ? formed(value, WALK_IN) : WRONG;
  return typeof guest === 'string' ? WRONG : guest;
};

const ENTRY = formOf<Entry>({
  id: needed(id, UUID_RULE),
  checkpointId: needed(id, UUID_RULE),
  kind: needed(oneOf(ENTRY_KINDS), `must be one of ${ENTRY_KINDS.join(', ')}`),
  participantId: optional(id, UUID_RULE),
  code: optional(text(TEXT_LIMITS.code), atMost(TEXT_LIMITS.code)),
  walkIn: optional(walkIn, 'must be { fullName, unit?, position? } in texts'),
  mode: optional(oneOf(MODES), `must be one of ${MODES.join(', ')}`),
  method: needed(oneOf(ENTRY_METHODS), `must be one of ${ENTRY_METHODS.join(', ')}`),
  reason: optional(text(TEXT_LIMITS.reason), atMost(TEXT_LIMITS.reason)),
  substituteFor: optional(id, UUID_RULE),
  undoes: optional(id, UUID_RULE),
  recordedAt: needed(instant, 'must be a time such as 2026-11-22T01:00:00.000Z'),
  deviceSeq: optional(count, 'must be a whole number from 0'),
  offline: optional(flag, 'must be true or false', false),
  headcount: optional(within(0, HEADCOUNT_LIMIT), `must be a whole number from 0 to ${HEADCOUNT_LIMIT}`),
  note: optional(text(TEXT_LIMITS.note), atMost(TEXT_LIMITS.note)),
  amendment: optional(text(TEXT_LIMITS.amendment), atMost(TEXT_LIMITS.amendment)),
  clockOffset: optional(
    within(-CLOCK_OFFSET_LIMIT, CLOCK_OFFSET_LIMIT),
    'must be a whole number of milliseconds, ten years at the most',
  ),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `source` in its normal form; or what is wrong, in one sentence. */
function formed(source: Record<string, unknown>, { fields, required, blank }: Form): object | string {
  const target = { ...blank };
  let found = 0;
  for (const name in source) {
    const field = fields.get(name);
    if (!field) return `${shortened(name, 60)} is not known here`;
    const value = source[name];
    if (value === undefined || value === null) continue;
    const read = field.read(value);
    if (read === WRONG || (read === null && field.isRequired)) return `${name} ${field.rule}`;
    target[name] = read;
    if (field.isRequired) found += 1;
  }
  if (found === required) return target;
  for (const [name, field] of fields)
    if (field.isRequired && (source[name] ?? null) === null) return `${name} ${field.rule}`;
  return target;
}

export const formEntry = (source: Record<string, unknown>): FormedEntry | string =>
  formed(source, ENTRY) as FormedEntry | string;

/** Texts hold no control characters, so this can stand between them. */
const BETWEEN = '\u001f';

/**
 * Returns 132 bits of the whole act: two entries with one id are the same if their fingerprints agree.
 * `clockOffset` is no part of it, because a console may measure it between two attempts. Nor is `amendment`,
 * because the coordinator and an organizer may each give a reason: the first one stays.
 */
export function fingerprintOf(entry: FormedEntry): string {
  const { walkIn: guest } = entry;
  const who =
    entry.participantId !== null ? `p${entry.participantId}` : entry.code !== null ? `c${entry.code}` : '';
  const walkedIn =
    guest === null ? '' : `${guest.fullName}${BETWEEN}${guest.unit ?? ''}${BETWEEN}${guest.position ?? ''}`;
  const content =
    `${entry.checkpointId}${entry.kind}${BETWEEN}${entry.mode ?? ''}${BETWEEN}${entry.method}${BETWEEN}` +
    `${entry.recordedAt}${entry.deviceSeq ?? ''}${BETWEEN}${entry.offline ? 1 : 0}${BETWEEN}` +
    `${who}${BETWEEN}${entry.reason ?? ''}${BETWEEN}${entry.substituteFor ?? ''}${BETWEEN}` +
    `${entry.undoes ?? ''}${BETWEEN}${walkedIn}${confirmingIn(entry)}`;
  return hash('sha256', content, 'base64url').slice(0, 22);
}

/** Empty if both are absent, so that older entries keep their fingerprints. */
function confirmingIn({ headcount, note }: FormedEntry): string {
  return headcount === null && note === null ? '' : `${BETWEEN}${headcount ?? ''}${BETWEEN}${note ?? ''}`;
}

/**
 * Parses an HTTP body or a live message, or returns the faults of the envelope. A bad entry becomes a parsed
 * entry with a fault.
 */
export function formBody(body: unknown): FormedBody | ProblemItem[] {
  if (!isRecord(body)) return [fault('', 'field.is-object', 'the body must be an object with entries')];
  const unknown = Object.keys(body).filter((name) => name !== 'deviceId' && name !== 'entries');
  if (unknown.length > 0)
    return unknown.map((name) => fault(name, 'field.unknown', `${name} is not known here`));
  const deviceId = body.deviceId === undefined || body.deviceId === null ? null : id(body.deviceId);
  if (deviceId === WRONG) return [fault('deviceId', 'field.matches', `deviceId ${UUID_RULE}`)];
  const entries: unknown = body.entries;
  if (!Array.isArray(entries) || entries.length < 1 || entries.length > ENTRY_LIMIT)
    return [fault('entries', 'field.array-size', `entries must be an array of 1 to ${ENTRY_LIMIT} entries`)];
  const nameless = entries.findIndex(
    (entry) => !isRecord(entry) || typeof entry.id !== 'string' || entry.id === '' || entry.id.length > 100,
  );
  if (nameless >= 0)
    return [
      fault(`entries.${nameless}.id`, 'field.is-string', `entries.${nameless} must be an object with an id`),
    ];
  return {
    deviceId: deviceId as Id | null,
    parsedEntries: (entries as Record<string, unknown>[]).map(parseEntry),
  };
}
const fault = (path: string, code: string, message: string): ProblemItem => ({ path, code, message });

function parseEntry(source: Record<string, unknown>): ParsedEntry {
  const entry = formEntry(source);
  const id = source.id as string;
  return typeof entry === 'string'
    ? { id, source, fault: entry }
    : { id, source, entry, fingerprint: fingerprintOf(entry) };
}
