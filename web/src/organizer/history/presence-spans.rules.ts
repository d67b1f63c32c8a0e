import type { PresenceState } from '#contract/board.js';
import type { TimelineEvent } from '#contract/timeline.js';
import type { Instant } from '#contract/wire.js';

/** How long a site was in a state: `share` of the time from its first connection until now, 0 to 1. */
export interface PresenceSpan {
  state: Exclude<PresenceState, 'never'>;
  from: Instant;
  share: number;
}

/**
 * Makes a bar of a site's changes of presence. Neighbours in the same state are one span.
 * @param events of the site, oldest first; other kinds are passed over
 * @param now by the service's clock, in ms
 */
export function presenceSpans(events: readonly TimelineEvent[], now: number): PresenceSpan[] {
  const changes = events.filter(({ kind }) => kind === 'site.presence');
  const turns = changes.filter(({ text }, at) => at === 0 || text !== changes[at - 1]!.text);
  const first = turns[0];
  if (first === undefined) return [];
  const whole = Math.max(1, now - Date.parse(first.at));
  return turns.map(({ at, text }, index) => {
    const until = turns[index + 1]?.at;
    return {
      state: text as PresenceSpan['state'],
      from: at,
      share: Math.max(0, (until === undefined ? now : Date.parse(until)) - Date.parse(at)) / whole,
    };
  });
}
