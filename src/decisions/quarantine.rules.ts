import { hash } from 'node:crypto';
import type { Submission } from '../attendance/recording/attendance.service.js';
import { ENTRY_KINDS, type EntryKind } from '../contract/attendance.js';
import type { Id, Instant } from '../contract/wire.js';
import { isId } from '../platform/http/page.dto.js';

type ParsedEntry = Submission['parsedEntries'][number];
/** The stored form of an entry as it was sent. */
export interface Case {
  entryId: Id;
  fingerprint: string;
  /** JSON. */
  entry: string;
}

/**
 * Characters of JSON; no entry of ours is a quarter as long, and a device in
 * strange hands could send anything.
 */
const LONGEST = 8_192;
const digest = (text: string): string => hash('sha256', text, 'base64url');

export const isTooLong = ({ source }: ParsedEntry): boolean => JSON.stringify(source).length > LONGEST;
export const keyOf = ({ entryId, fingerprint }: Pick<Case, 'entryId' | 'fingerprint'>): string =>
  `${entryId} ${fingerprint}`;

/** An entry whose name is no id can never be in the ledger, and is known by what it is named all the same. */
export function caseOf(parsed: ParsedEntry): Case {
  const entry = JSON.stringify(parsed.source);
  const name = parsed.id.toLowerCase();
  return {
    entryId: isId(name) ? name : digest(parsed.id).slice(0, 36),
    fingerprint: 'fault' in parsed ? digest(entry).slice(0, 22) : parsed.fingerprint,
    entry,
  };
}

/** The readable fields of an entry, however invalid it is. */
export interface Read {
  kind: EntryKind | null;
  checkpointId: Id | null;
  participantId: Id | null;
  code: string | null;
  substituteFor: Id | null;
  /** The name of a walk-in. */
  fullName: string | null;
  undoes: Id | null;
  recordedAt: Instant | null;
}
export function read(entry: Record<string, unknown>): Read {
  const walkIn = (entry.walkIn ?? {}) as Record<string, unknown>;
  return {
    kind: ENTRY_KINDS.find((kind) => kind === entry.kind) ?? null,
    checkpointId: idIn(entry.checkpointId),
    participantId: idIn(entry.participantId),
    code: textIn(entry.code),
    substituteFor: idIn(entry.substituteFor),
    fullName: textIn(walkIn.fullName),
    undoes: idIn(entry.undoes),
    recordedAt: instantIn(entry.recordedAt),
  };
}

const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null;

function idIn(value: unknown): Id | null {
  const id = typeof value === 'string' ? value.toLowerCase() : '';
  return isId(id) ? id : null;
}

function instantIn(value: unknown): Instant | null {
  const time = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  const instant = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  // Before year 0 and after 9999 it is longer, and no reader of ours knows such a year.
  return instant.length === 24 ? instant : null;
}
