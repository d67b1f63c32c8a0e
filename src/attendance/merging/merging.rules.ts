import { standing, UNMARKED } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import type { StoredEntry } from '../recording/attendance.rules.js';
import type { PersonAtCheckpoint, StoredState } from '../recording/people-at-checkpoints.rules.js';

/** A walk-in and who they turned out to be. `isMerged`: from now on, or no longer. */
export interface MergePair {
  walkInId: Id;
  personId: Id;
  isMerged: boolean;
}

/**
 * Recalculates both states at every checkpoint with an entry about either. Merged: the person has all
 * entries, and the walk-in none. Unmerged: each has their own entries. Later entries count in the same way,
 * so the order of entries and merging does not matter.
 * @param states of both, as stored
 * @param entries those in these states and the undos of them; one may be there twice
 */
export function redistributed(
  pair: MergePair,
  states: readonly StoredState[],
  entries: readonly StoredEntry[],
): PersonAtCheckpoint[] {
  const inOrder = [...new Map(entries.map((entry) => [entry.seq, entry])).values()].sort(
    (a, b) => a.seq - b.seq,
  );
  // An undo counts wherever it says to be.
  const undos = inOrder.filter(({ kind }) => kind === 'undo');
  const withoutUndos = inOrder.filter(({ kind }) => kind !== 'undo');
  const checkpoints = new Set([...states, ...withoutUndos].map(({ checkpointId }) => checkpointId));
  return [...checkpoints].flatMap((checkpointId) => {
    const here = withoutUndos.filter((entry) => entry.checkpointId === checkpointId);
    return [pair.walkInId, pair.personId].flatMap((participantId) => {
      const state = states.find(
        (one) => one.checkpointId === checkpointId && one.participantId === participantId,
      );
      const stored = here.filter(isAbout(pair, participantId));
      if (!state && stored.length === 0) return [];
      const isGone = pair.isMerged && participantId === pair.walkInId;
      return [
        {
          checkpointId,
          participantId,
          before: state?.standing ?? UNMARKED,
          after: isGone ? UNMARKED : standing([...stored, ...undos]),
          fresh: [],
          stored,
          changedAt: state?.changedAt ?? 0,
          isStored: state !== undefined,
          movedBy: null,
        },
      ];
    });
  });
}

/** A merged walk-in's state keeps the walk-in's own entries, so that they can be unmerged. */
const isAbout =
  ({ walkInId, isMerged }: MergePair, participantId: Id) =>
  (entry: StoredEntry): boolean =>
    participantId === walkInId
      ? entry.participantId === walkInId
      : isMerged || entry.participantId !== walkInId;
