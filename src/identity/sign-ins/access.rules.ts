import { cleanText } from '../../contract/clean-text.js';
import type { Principal } from '../../contract/auth.js';
import type { Id, Instant } from '../../contract/wire.js';

const DAY = 86_400_000;
/**
 * How long a sign-in lives, in days, where its maker says nothing: a working day for an organizer's browser.
 */
export const LIFETIME_DAYS = {
  organizer: 0.5,
  coordinator: 90,
  trainee: 30,
  viewer: 90,
} as const satisfies Record<Principal['kind'], number>;

export const expiryOf = (now: number, days: number): Instant => new Date(now + days * DAY).toISOString();

/** Identifies the owner, to end all sign-ins of a device or person together. */
export function subjectOf(principal: Principal): Id {
  switch (principal.kind) {
    case 'organizer':
      return principal.accountId;
    case 'coordinator':
      return principal.deviceId;
    case 'trainee':
      return principal.participantId;
    case 'viewer':
      return principal.viewerId;
  }
}

/** A login as it is compared: no surrounding blanks, NFC, lower case. */
export const loginKey = (login: string): string => cleanText(login).trim().toLowerCase();
