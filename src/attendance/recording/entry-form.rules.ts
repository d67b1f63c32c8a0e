import { hash } from 'node:crypto';
import {
  CLOCK_OFFSET_LIMIT,
  ENTRY_KINDS,
  ENTRY_LIMIT,
  ENTRY_METHODS,
  type EntryKind,
  type EntryMethod,
  HEADCOUNT_LIMIT,
  type Mode,
  MODES,
} from '../../contract/attendance.js';
import type { ProblemItem } from '../../contract/problem.js';
import type { Id, Instant } from '../../contract/wire.js';
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

/**
 * The form of an attendance body, read by hand: this is the one route that a whole conference calls at the
 * same minute, and class-validator takes 30 times as long. `attendance.dto.ts` says the same in
 * class-validator's words, for the documentation; `entry-form.rules.spec.ts` proves that both judge alike.
 */

/**
 * An entry in its normal form: ids in lower case, times in UTC with milliseconds,
 * texts tidied, absent fields null.
 */
export interface FormedEntry {
  id: Id;
  checkpointId: Id;
  kind: EntryKind;
  participantId: Id | null;
  code: string | null;
  walkIn: FormedWalkIn | null;
  mode: Mode | null;
  method: EntryMethod;
  reason: string | null;
  substituteFor: Id | null;
  undoes: Id | null;
  recordedAt: Instant;
  deviceSeq: number | null;
  offline: boolean;
  headcount: number | null;
  note: string | null;
  amendment: string | null;
  clockOffset: number | null;
}
export interface FormedWalkIn {
  fullName: string;
  unit: string | null;
  position: string | null;
}
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

interface Field {
  read: Read;
  isRequired: boolean;
  /** Completes “`name` …”. */
  rule: string;
}
const needed = (read: Read, rule: string): Field => ({ read, isRequired: true, rule });
const optional = (read: Read, rule: string): Field => ({ read, isRequired: false, rule });
const UUID_RULE = 'must be a UUID';

const WALK_IN_FIELDS = new Map<string, Field>([
  [
    'fullName',
    needed(text(TEXT_LIMITS.fullName), `must be a text of 1 to ${TEXT_LIMITS.fullName} characters`),
  ],
  ['unit', optional(text(TEXT_LIMITS.unit), `must be a text of at most ${TEXT_LIMITS.unit} characters`)],
  [
    'position',
    optional(text(TEXT_LIMITS.position), `must be a text of at most ${TEXT_LIMITS.position} characters`),
  ],
]);
const NO_WALK_IN: FormedWalkIn = { fullName: '', unit: null, position: null };
const walkIn: Read = (value) => {
  if (!isRecord(value)) return WRONG;
  const formed = { ...NO_WALK_IN };
  return formInto(formed, value, WALK_IN_FIELDS) === null ? formed : WRONG;
};

const ENTRY_FIELDS = new Map<string, Field>([
  ['id', needed(id, UUID_RULE)],
  ['checkpointId', needed(id, UUID_RULE)],
  ['kind', needed(oneOf(ENTRY_KINDS), `must be one of ${ENTRY_KINDS.join(', ')}`)],
  ['participantId', optional(id, UUID_RULE)],
  ['code', optional(text(TEXT_LIMITS.code), `must be a text of at most ${TEXT_LIMITS.code} characters`)],
  ['walkIn', optional(walkIn, 'must be { fullName, unit?, position? } in texts')],
  ['mode', optional(oneOf(MODES), `must be one of ${MODES.join(', ')}`)],
  ['method', needed(oneOf(ENTRY_METHODS), `must be one of ${ENTRY_METHODS.join(', ')}`)],
  [
    'reason',
    optional(text(TEXT_LIMITS.reason), `must be a text of at most ${TEXT_LIMITS.reason} characters`),
  ],
  ['substituteFor', optional(id, UUID_RULE)],
  ['undoes', optional(id, UUID_RULE)],
  ['recordedAt', needed(instant, 'must be a time such as 2026-11-22T01:00:00.000Z')],
  ['deviceSeq', optional(count, 'must be a whole number from 0')],
  ['offline', optional(flag, 'must be true or false')],
  ['headcount', optional(within(0, HEADCOUNT_LIMIT), `must be a whole number from 0 to ${HEADCOUNT_LIMIT}`)],
  ['note', optional(text(TEXT_LIMITS.note), `must be a text of at most ${TEXT_LIMITS.note} characters`)],
  [
    'amendment',
    optional(text(TEXT_LIMITS.amendment), `must be a text of at most ${TEXT_LIMITS.amendment} characters`),
  ],
  [
    'clockOffset',
    optional(
      within(-CLOCK_OFFSET_LIMIT, CLOCK_OFFSET_LIMIT),
      'must be a whole number of milliseconds, ten years at the most',
    ),
  ],
]);
const NO_ENTRY: FormedEntry = {
  id: '',
  checkpointId: '',
  kind: 'present',
  participantId: null,
  code: null,
  walkIn: null,
  mode: null,
  method: 'roll_call',
  reason: null,
  substituteFor: null,
  undoes: null,
  recordedAt: '',
  deviceSeq: null,
  offline: false,
  headcount: null,
  note: null,
  amendment: null,
  clockOffset: null,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fills `target` from `source`; what is wrong in one sentence, or null. */
function formInto(
  target: object,
  source: Record<string, unknown>,
  fields: Map<string, Field>,
): string | null {
  let required = 0;
  for (const name in source) {
    const field = fields.get(name);
    if (!field) return `${name.slice(0, 60)} is not known here`;
    const value = source[name];
    if (value === undefined || value === null) continue;
    const read = field.read(value);
    if (read === WRONG || (read === null && field.isRequired)) return `${name} ${field.rule}`;
    (target as Record<string, unknown>)[name] = read;
    if (field.isRequired) required += 1;
  }
  if (required === requiredIn(fields)) return null;
  for (const [name, field] of fields)
    if (field.isRequired && (source[name] ?? null) === null) return `${name} ${field.rule}`;
  return null;
}
const requiredIn = (fields: Map<string, Field>): number => (fields === ENTRY_FIELDS ? 5 : 1);

export function formEntry(source: Record<string, unknown>): FormedEntry | string {
  const entry = { ...NO_ENTRY };
  return formInto(entry, source, ENTRY_FIELDS) ?? entry;
}

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

/** Nothing where nothing is said: entries of before have the fingerprints that they had. */
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
