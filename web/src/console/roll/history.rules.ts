import type { EntryKind } from '#contract/attendance.js';
import type { Id, Instant } from '#contract/wire.js';
import type { MadeRow } from '../store/rows.js';
import type { Mark } from './roll.rules.js';

/** One action, as the history shows it. */
export interface HistoryItem {
  act: Id;
  at: Instant;
  kind: EntryKind;
  /** True if all people of the action follow online. */
  isOnline: boolean;
  /** The reason of an absence, as it was given; else `null`. */
  reason: string | null;
  /** Everybody whom the action was about, in order; for a substitution, the absent person. */
  people: Id[];
  /** The person who came instead; `null` if it was no substitution. */
  substitute: Id | null;
  /** The least certain mark of its entries. */
  mark: Mark['kind'];
  /** Entries of the action that nothing has undone. */
  living: MadeRow[];
  isUndone: boolean;
}
const LEAST_CERTAIN: Mark['kind'][] = ['refused', 'saving', 'saved', 'received'];

/**
 * Lists the actions of this device at a checkpoint, the last first. An undo shows at the action that it
 * undid, unless another console made that.
 */
export function historyOf(
  rows: readonly { row: MadeRow; mark: Mark['kind'] }[],
  checkpointId: Id,
): HistoryItem[] {
  const here = rows
    .filter(({ row }) => row.entry.checkpointId === checkpointId)
    .sort((a, b) => b.row.deviceSeq - a.row.deviceSeq);
  const undone = new Set(
    here.filter(({ mark }) => mark !== 'refused').flatMap(({ row }) => row.entry.undoes ?? []),
  );
  const own = new Set(here.map(({ row }) => row.id));
  const acts = new Map<Id, { row: MadeRow; mark: Mark['kind'] }[]>();
  for (const one of here) acts.set(one.row.act, [one, ...(acts.get(one.row.act) ?? [])]);
  return [...acts].flatMap(([act, made]) => {
    const statements = made.filter(({ row }) => row.entry.kind !== 'undo');
    const shown =
      statements.length > 0 ? statements : made.filter(({ row }) => !own.has(row.entry.undoes ?? ''));
    const instead = shown.find(({ row }) => row.entry.substituteFor);
    const about = instead ? shown.filter((one) => one !== instead) : shown;
    const last = (about[about.length - 1] ?? instead)?.row;
    if (!last) return [];
    const living = statements
      .filter(({ row, mark }) => mark !== 'refused' && !undone.has(row.id))
      .map(({ row }) => row);
    return [
      {
        act,
        at: last.entry.recordedAt,
        kind: last.entry.kind,
        isOnline: about.every(({ row }) => row.entry.kind === 'present' && row.entry.mode === 'online'),
        reason: last.entry.kind === 'absent' ? (last.entry.reason ?? null) : null,
        people: (about.length > 0 ? about : shown).map(({ row }) => row.participantId),
        substitute: about.length > 0 ? (instead?.row.participantId ?? null) : null,
        mark: LEAST_CERTAIN.find((kind) => shown.some(({ mark }) => mark === kind)) ?? 'received',
        living,
        isUndone: statements.length > 0 && statements.every(({ row }) => undone.has(row.id)),
      },
    ];
  });
}
