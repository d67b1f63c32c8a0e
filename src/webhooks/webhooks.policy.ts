import { worksIn } from '../contract/account.js';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';

/**
 * Organizers have the webhooks of conferences in which they work; one of all conferences is the owners'. The
 * routes keep out whoever is no organizer.
 */
export function mayManage(actor: Principal, conferenceId: Id | null): boolean {
  if (actor.kind !== 'organizer') return false;
  return conferenceId === null ? actor.role === 'owner' : worksIn(actor, conferenceId);
}
