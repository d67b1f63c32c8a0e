import { SPEAK_COUNTDOWN_MS } from '#contract/speaking.js';
import type { Instant } from '#contract/wire.js';

/**
 * Answers the whole seconds until then, rounded up; 0 if it has come. Never more than a call lasts, for
 * clocks are known to a few seconds only.
 */
export const secondsUntil = (instant: Instant | null, now: number): number =>
  instant === null
    ? 0
    : Math.min(SPEAK_COUNTDOWN_MS / 1000, Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000)));

/** Answers minutes and seconds since then: `2:05`. */
export function stopwatch(since: Instant | null, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since ?? '')) / 1000)) || 0;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
