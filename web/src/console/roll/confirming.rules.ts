import {
  type Confirmation,
  confirmation,
  type ConfirmationFact,
  NEVER_CONFIRMED,
} from '#contract/confirmation.js';
import type { RosterConfirmation } from '#contract/roster.js';
import type { Id, Instant } from '#contract/wire.js';
import type { MadeRow, ReceivedRow } from '../store/rows.js';
import { type Mark, type RollRow } from './roll.rules.js';

/** Whether the site has confirmed its whole roll at a checkpoint, as this screen knows it. */
export interface Closing extends Confirmation {
  mark: Mark['kind'];
  /** The deciding `confirm` entry, if this device made it and it can be taken back. */
  undoable: Id | null;
}
/** What the state is computed from. `saving`: entries whose transaction is under way. */
export interface ClosingSource {
  rosterSeq: number;
  confirmations: readonly RosterConfirmation[];
  saving: readonly MadeRow[];
  waiting: readonly MadeRow[];
  received: readonly ReceivedRow[];
}

interface OwnEntry {
  row: MadeRow;
  mark: 'saving' | 'saved' | 'received';
  /** True if the roster on this device does not include the entry yet. */
  isPending: boolean;
}

/**
 * Answers the service's state if the roster includes all entries of this device, else `confirmation()` over
 * both.
 */
export function closingOf(source: ClosingSource, checkpointId: Id): Closing {
  const served = source.confirmations.find((one) => one.checkpointId === checkpointId) ?? null;
  const own = ownEntries(source, checkpointId, served?.entryId ?? null);
  const isPending = own.some((one) => one.isPending);
  const shown = isPending
    ? confirmation([
        ...servedFact(served, own),
        ...own.filter((one) => one.isPending || served?.state !== 'open').map(({ row }) => factOf(row)),
      ])
    : (served ?? NEVER_CONFIRMED);
  const { state, entryId, headcount, note, confirmedAt, happenedAt, reason } = shown;
  const isOwn = own.some(({ row }) => row.id === entryId);
  return {
    state,
    entryId,
    headcount,
    note,
    confirmedAt,
    happenedAt,
    reason,
    mark: own.filter((one) => one.isPending).pop()?.mark ?? 'received',
    undoable: state === 'confirmed' && isOwn ? entryId : null,
  };
}

/** Answers the `confirm` entries of this device, and the undos of these and of the served one. */
function ownEntries(source: ClosingSource, checkpointId: Id, servedId: Id | null): OwnEntry[] {
  const all: OwnEntry[] = [
    ...source.received.map((row) => ({
      row,
      mark: 'received' as const,
      isPending: row.seq > source.rosterSeq,
    })),
    ...source.waiting.map((row) => ({ row, mark: 'saved' as const, isPending: true })),
    ...source.saving.map((row) => ({ row, mark: 'saving' as const, isPending: true })),
  ].filter(({ row }) => row.entry.checkpointId === checkpointId);
  const confirms = new Set([
    servedId,
    ...all.filter(({ row }) => row.entry.kind === 'confirm').map(({ row }) => row.id),
  ]);
  return all.filter(
    ({ row }) =>
      row.entry.kind === 'confirm' || (row.entry.kind === 'undo' && confirms.has(row.entry.undoes ?? '')),
  );
}

function servedFact(served: RosterConfirmation | null, own: readonly OwnEntry[]): ConfirmationFact[] {
  if (served?.state !== 'confirmed' || own.some(({ row }) => row.id === served.entryId)) return [];
  const { entryId, headcount, note, confirmedAt, happenedAt } = served;
  const siteId = own[0]!.row.siteId;
  return [
    {
      id: entryId!,
      kind: 'confirm',
      siteId,
      undoes: null,
      headcount,
      note,
      reason: null,
      recordedAt: (happenedAt ?? confirmedAt)!,
      receivedAt: null,
      deviceId: null,
      deviceSeq: null,
      clockOffset: null,
    },
  ];
}

const factOf = ({ id, entry, siteId, deviceId, deviceSeq }: MadeRow): ConfirmationFact => ({
  id,
  kind: entry.kind,
  siteId,
  undoes: entry.undoes ?? null,
  headcount: entry.headcount ?? null,
  note: entry.note ?? null,
  reason: null,
  recordedAt: entry.recordedAt,
  receivedAt: null,
  deviceId,
  deviceSeq,
  clockOffset: entry.clockOffset ?? null,
});

/** Counts the people of the roll who are in this room; the heads are compared with it. */
export const namesInRoom = (rows: readonly RollRow[]): number =>
  rows.filter(({ standing, isElsewhere }) => standing.state === 'in_person' && !isElsewhere).length;

/**
 * Answers the instant of today at which something was written on paper; `null` if it is no time, or in the
 * future.
 */
export function paperTime(hhmm: string, now: Date): Instant | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(hhmm) ?? [];
  if (hours === undefined) return null;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  return at <= now ? at.toISOString() : null;
}
