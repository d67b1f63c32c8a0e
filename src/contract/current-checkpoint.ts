import type { Checkpoint } from './conference.js';
import type { Instant } from './wire.js';

/**
 * The checkpoint whose roll is taken now: the last one that has opened, else the first
 * to come; null when there is none.
 */
export function currentCheckpoint(checkpoints: readonly Checkpoint[], now: Instant): Checkpoint | null {
  const byOpening = [...checkpoints].sort(
    (a, b) => compare(a.opensAt ?? '', b.opensAt ?? '') || compare(a.id, b.id),
  );
  const opened = byOpening.filter((checkpoint) => checkpoint.opensAt === null || checkpoint.opensAt <= now);
  return opened[opened.length - 1] ?? byOpening[0] ?? null;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
