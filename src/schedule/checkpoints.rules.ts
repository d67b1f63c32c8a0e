import type { Checkpoint, CheckpointFields } from '../contract/conference.js';
import type { ProblemCode } from '../contract/problem.js';

/** Finds faults between fields of a checkpoint; `null` if there is none. */
export function faultOfCheckpoint({
  opensAt,
  closesAt,
}: Pick<CheckpointFields, 'opensAt' | 'closesAt'>): ProblemCode | null {
  return opensAt !== null && closesAt !== null && closesAt < opensAt ? 'checkpoint.times-reversed' : null;
}

/** In order of their opening; those that are open at any time follow, equal ones by name. */
export function byOpening(a: Checkpoint, b: Checkpoint): number {
  const [left, right] = [`${a.opensAt ?? '~'} ${a.name} ${a.id}`, `${b.opensAt ?? '~'} ${b.name} ${b.id}`];
  return left < right ? -1 : 1;
}
