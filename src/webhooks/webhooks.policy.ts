import { worksIn } from '../contract/account.js';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';

/**
 * Organizers manage the webhooks of their conferences, owners also those of all conferences. The routes keep
 * others out.
 */
export function mayManage(actor: Principal, conferenceId: Id | null): boolean {
  if (actor.kind !== 'organizer') return false;
  return conferenceId === null ? actor.role === 'owner' : worksIn(actor, conferenceId);
}
