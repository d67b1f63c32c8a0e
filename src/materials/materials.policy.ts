import type { Principal } from '../contract/auth.js';
import type { Audience, Material } from '../contract/material.js';
import type { Id, Instant } from '../contract/wire.js';

/** All who see the same materials of a conference. */
export type Readership = 'organizers' | 'coordinators' | 'participants' | 'public';

export function readershipOf(actor: Principal | undefined, conferenceId: Id): Readership {
  if (actor?.kind === 'organizer') return 'organizers';
  if (actor?.kind === 'coordinator' && actor.conferenceId === conferenceId) return 'coordinators';
  if (actor?.kind === 'trainee' && actor.conferenceId === conferenceId) return 'participants';
  return 'public';
}

const OPEN_TO: Record<Exclude<Readership, 'organizers'>, readonly Audience[]> = {
  coordinators: ['coordinators', 'participants', 'public'],
  participants: ['participants', 'public'],
  public: ['public'],
};

/**
 * Organizers read all; the others what is meant for them, from its release on. That the conference
 * is theirs to see is asked before.
 */
export function mayRead(
  readers: Readership,
  material: Pick<Material, 'audience' | 'releaseAt'>,
  now: Instant,
): boolean {
  return (
    readers === 'organizers' || (isReleased(material, now) && OPEN_TO[readers].includes(material.audience))
  );
}

export function isReleased({ releaseAt }: Pick<Material, 'releaseAt'>, now: Instant): boolean {
  return releaseAt === null || releaseAt <= now;
}
