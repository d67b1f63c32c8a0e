import type { Checkpoint } from '#contract/conference.js';
import { currentCheckpoint } from '#contract/current-checkpoint.js';
import type { Id, Instant } from '#contract/wire.js';

/** The change of the board to this checkpoint: its figures are no longer those of the one before. */
export interface CheckpointChange {
  name: string;
  since: Instant;
  before: Pick<Checkpoint, 'id' | 'name'> | null;
}
/** How long the change is shown, so that people who come back from a talk still see why the figures fell. */
const SHOWN_FOR_MS = 15 * 60_000;

/**
 * Answers the last change of checkpoint while it is fresh.
 * @param left the checkpoint that the board counted before, if it changed on the open page; times by the
 * service's clock, in ms
 */
export function checkpointChange(
  checkpoints: readonly Checkpoint[],
  counted: Id | null,
  left: { id: Id; at: number } | null,
  now: number,
): CheckpointChange | null {
  const current = checkpoints.find(({ id }) => id === counted);
  if (!current) return null;
  const since = openingOf(current);
  const isNew = (at: number): boolean => at <= now && now - at < SHOWN_FOR_MS;
  const before = checkpoints.find(({ id }) => id === left?.id) ?? opened(checkpoints, current);
  const isShown = (before !== null && isNew(Date.parse(since))) || (left !== null && isNew(left.at));
  return isShown ? { name: current.name, since, before } : null;
}

function opened(checkpoints: readonly Checkpoint[], current: Checkpoint): Checkpoint | null {
  const since = openingOf(current);
  return currentCheckpoint(
    checkpoints.filter(({ id, opensAt }) => id !== current.id && (opensAt === null || opensAt <= since)),
    since,
  );
}
const openingOf = ({ opensAt, createdAt }: Checkpoint): Instant => opensAt ?? createdAt;
