import type { Id, Instant } from './wire.js';

/** How long before a session its link is shown. */
export const BROADCAST_LEAD = 30 * 60_000;

/** A stretch of time in which a link of the broadcast is shown. */
export interface BroadcastWindow {
  /** `null`: of the whole conference. */
  sessionId: Id | null;
  /** The session's title; `null` for the conference. */
  title: string | null;
  /** `null` if it is not yet time for this reader. */
  url: string | null;
  from: Instant;
  /** When the session begins; a window opens earlier. */
  startsAt: Instant;
  /** `null` while the session runs. */
  until: Instant | null;
}
type Shown = BroadcastWindow & { url: string };

/**
 * The links that are shown at `at`: those of sessions, and the conference's unless a session with a link of
 * its own has begun.
 */
export function openAt(windows: readonly BroadcastWindow[], at: Instant): Shown[] {
  const open = windows.filter(
    (window): window is Shown =>
      window.url !== null && window.from <= at && (window.until === null || at < window.until),
  );
  const hasBegun = open.some(({ sessionId, startsAt }) => sessionId !== null && startsAt <= at);
  return open.filter(({ sessionId }) => sessionId !== null || !hasBegun);
}
