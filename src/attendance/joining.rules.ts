import { standing, UNMARKED } from '../contract/standing.js';
import type { Id } from '../contract/wire.js';
import type { Kept } from './attendance.rules.js';
import type { Stand, Stored } from './group.rules.js';

/** A walk-in and who they turned out to be; `isJoined`: from now on, or no longer. */
export interface Pairing {
  walkInId: Id;
  personId: Id;
  isJoined: boolean;
}

/**
 * Where both stand, at every checkpoint where something was said of either: joined, the person by all that was said of the two
 * and the walk-in nowhere; parted, each by what was said of them. Whatever comes later is counted the same way, so the order of
 * entries and joining is nothing.
 * @param states of both, as stored
 * @param told the entries in these states and the undos of them; one may be there twice
 */
export function dealtOut(pairing: Pairing, states: readonly Stored[], told: readonly Kept[]): Stand[] {
  const checkpoints = new Set([...states, ...told].map(({ checkpointId }) => checkpointId));
  return [...checkpoints].flatMap((checkpointId) => {
    const entries = [
      ...new Map(
        told.filter((entry) => entry.checkpointId === checkpointId).map((entry) => [entry.seq, entry]),
      ).values(),
    ].sort((a, b) => a.seq - b.seq);
    return [pairing.walkInId, pairing.personId].flatMap((participantId) => {
      const stored = states.find(
        (state) => state.checkpointId === checkpointId && state.participantId === participantId,
      );
      const stand = standOf(pairing, participantId, checkpointId, entries, stored);
      return stored || stand.stored.length > 0 ? [stand] : [];
    });
  });
}

function standOf(
  { walkInId, isJoined }: Pairing,
  participantId: Id,
  checkpointId: Id,
  entries: readonly Kept[],
  held: Stored | undefined,
): Stand {
  const isWalkIn = participantId === walkInId;
  const isTheirs = (entry: Kept): boolean =>
    isWalkIn ? entry.participantId === walkInId : isJoined || entry.participantId !== walkInId;
  const undos = entries.filter(({ kind }) => kind === 'undo');
  const stored = entries.filter((entry) => entry.kind !== 'undo' && isTheirs(entry));
  const after = isWalkIn && isJoined ? UNMARKED : standing([...stored, ...undos]);
  return {
    checkpointId,
    participantId,
    before: held?.standing ?? UNMARKED,
    after,
    fresh: [],
    stored,
    changedAt: held?.changedAt ?? 0,
    movedBy: null,
  };
}
