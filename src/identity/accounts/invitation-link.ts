import { INVITATION_HOURS } from '../../contract/account.js';
import type { Id, Instant } from '../../contract/wire.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import type { AccountInvitationRow } from './account-invitation.entity.js';

const HOUR = 3_600_000;

/** The fragment never reaches a server's log. */
export const invitationUrl = (base: string, token: string): string => `${base}/organizer#invited=${token}`;

/** A new invitation, as it is stored, and its token, which is stored nowhere. */
export function newInvitation(accountId: Id, now: number): { token: string; row: AccountInvitationRow } {
  const token = Secrets.token();
  const at = (milliseconds: number): Instant => new Date(milliseconds).toISOString();
  const expiresAt = at(now + INVITATION_HOURS * HOUR);
  return {
    token,
    row: { accountId, tokenHash: Secrets.fingerprint(token), createdAt: at(now), expiresAt },
  };
}
