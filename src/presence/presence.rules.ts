import type { PresenceState } from '../contract/board.js';

/** Milliseconds since 1970, by the service's clock. */
type Moment = number;

export interface Timing {
  /** A console that is back within this many ms was never away: a reload is no event. */
  grace: number;
  /** Ms after the last console's leaving until the site counts as lost. */
  lostAfter: number;
  /** So many leavings within `flickerWindow` ms make a connected site unsteady. */
  flickers: number;
  flickerWindow: number;
}

/**
 * Whether a site's consoles are connected. `goneAt`: since when the last of them is away, null while one is
 * here. `drops`: the leavings that may still count as flickering.
 */
export type Link =
  | { state: 'never' }
  | { state: 'online'; since: Moment; goneAt: Moment | null; drops: Moment[] }
  | { state: 'unsteady'; since: Moment; goneAt: Moment | null; drops: Moment[] }
  | { state: 'lost'; since: Moment };

export const NEVER: Link = Object.freeze({ state: 'never' });

/** The first console of the site is here. */
export function arrived(link: Link, now: Moment, timing: Timing): Link {
  switch (link.state) {
    case 'never':
    case 'lost':
      return { state: 'online', since: now, goneAt: null, drops: [] };
    case 'online':
    case 'unsteady': {
      const drops = recent(link.drops, now, timing);
      if (drops.length >= timing.flickers)
        return {
          state: 'unsteady',
          since: link.state === 'unsteady' ? link.since : now,
          goneAt: null,
          drops,
        };
      return { state: 'online', since: link.state === 'online' ? link.since : now, goneAt: null, drops };
    }
  }
}

/** The last console of the site is gone. Nothing is to be seen of it until the grace has passed. */
export function left(link: Link, now: Moment, timing: Timing): Link {
  if (link.state === 'never' || link.state === 'lost' || link.goneAt !== null) return link;
  return { ...link, goneAt: now, drops: [...recent(link.drops, now, timing), now] };
}

/** Applies the passing of time to the presence. */
export function aged(link: Link, now: Moment, timing: Timing): Link {
  if (link.state === 'never' || link.state === 'lost') return link;
  if (link.goneAt !== null) return agedAway(link, link.goneAt, now, timing);
  if (link.state === 'online') return link;
  const drops = recent(link.drops, now, timing);
  return drops.length >= timing.flickers ? link : { state: 'online', since: now, goneAt: null, drops };
}

function agedAway(
  link: Link & { state: 'online' | 'unsteady' },
  goneAt: Moment,
  now: Moment,
  timing: Timing,
): Link {
  if (now - goneAt >= timing.lostAfter) return { state: 'lost', since: goneAt };
  if (link.state === 'online' && now - goneAt >= timing.grace)
    return { state: 'unsteady', since: goneAt, goneAt, drops: link.drops };
  return link;
}

/** When `aged` may next say something else; `null` if never by itself. */
export function nextAging(link: Link, timing: Timing): Moment | null {
  if (link.state === 'never' || link.state === 'lost') return null;
  if (link.goneAt !== null)
    return (
      link.goneAt + (link.state === 'online' ? Math.min(timing.grace, timing.lostAfter) : timing.lostAfter)
    );
  return link.state === 'unsteady'
    ? (link.drops.at(-timing.flickers) ?? link.since) + timing.flickerWindow
    : null;
}

/**
 * How a site stands when the service has started again: what was lost is lost since then; what was connected
 * when the service stopped has its time to come back before it counts as lost. After a crash nobody knows
 * when that was: the start counts. It counts too where a clock that was wrong has stored a later moment.
 */
export function resumed(
  stored: { state: Exclude<PresenceState, 'never'>; since: Moment },
  startedAt: Moment,
): Link {
  if (stored.state === 'lost') return { state: 'lost', since: stored.since };
  const goneAt = stored.state === 'unsteady' ? Math.min(stored.since, startedAt) : startedAt;
  return { state: 'unsteady', since: goneAt, goneAt, drops: [] };
}

const recent = (drops: Moment[], now: Moment, timing: Timing): Moment[] =>
  drops.filter((at) => now - at < timing.flickerWindow);
