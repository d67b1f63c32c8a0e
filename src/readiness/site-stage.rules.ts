import type { PresenceState } from '../contract/board.js';
import type { ReadinessState, SiteStage } from '../contract/readiness.js';
import type { Instant } from '../contract/wire.js';

const BEFORE = 2 * 3_600_000;

export interface StageFacts {
  /** A console of the site was paired at some time, or its living invitation was looked at. */
  isOpened: boolean;
  /** Somebody is named with a telephone number. */
  hasContact: boolean;
  /** A result of any kind is stored. */
  hasResult: boolean;
  state: ReadinessState;
  presence: { state: PresenceState; since: Instant | null };
  /** The site has confirmed the conference's last checkpoint. */
  hasClosed: boolean;
}

/**
 * Where a site stands on its way: nobody sets it. Being connected counts from two hours before the conference
 * begins, so that a site which tested the day before is ready and not lost.
 * @param beginsAt `null` if the conference has no time yet
 */
export function stageOf(facts: StageFacts, beginsAt: Instant | null, now: number): SiteStage {
  if (facts.hasClosed) return 'closed';
  const dayFrom = beginsAt === null ? Infinity : Date.parse(beginsAt) - BEFORE;
  if (now >= dayFrom) {
    const { state, since } = facts.presence;
    if (state === 'online' || state === 'unsteady') return 'connected';
    if (state === 'lost' && since !== null && Date.parse(since) >= dayFrom) return 'lost';
  }
  return preparation(facts);
}

/** An organizer may pass a site by hand that has opened nothing: it is ready all the same. */
function preparation({ isOpened, hasContact, hasResult, state }: StageFacts): SiteStage {
  if (state === 'passed') return 'ready';
  if (hasResult) return 'tested';
  return isOpened && hasContact ? 'confirmed' : 'invited';
}
