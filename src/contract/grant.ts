import type { Id, Instant } from './wire.js';

/**
 * What a grant lets an account do in its part of the tree, no more than the account's role does: a `watcher`
 * reads, a `manager` also acts, and gives parts of it on.
 */
export const GRANT_ROLES = ['watcher', 'manager'] as const;
export type GrantRole = (typeof GRANT_ROLES)[number];
/** Whether a grant of the one role includes the other. */
export const grantReaches = (role: GrantRole, least: GrantRole): boolean =>
  GRANT_ROLES.indexOf(role) >= GRANT_ROLES.indexOf(least);

/** A site or group of a conference, with everything below it. */
export interface Part {
  conferenceId: Id;
  siteId: Id;
  role: GrantRole;
}

/** Whose right it is, and on which site or group with everything below it. */
export interface GrantKey {
  siteId: Id;
  accountId: Id;
}
/** The same again changes nothing; with another `role` it replaces the one before. */
export interface GrantBody {
  siteId: Id;
  role: GrantRole;
  /** Or `login`, for whoever may not list the accounts. */
  accountId?: Id;
  login?: string;
}
/** An account's right on a part of the tree. */
export interface Grant extends GrantKey, Part {
  login: string;
  name: string;
  siteCode: string;
  siteName: string;
  /** Names of what lies above the site, the highest first, as far as whoever asks meets it. */
  siteAbove: string[];
  /** The name of the account that gave it; `null` if that is gone. */
  givenBy: string | null;
  createdAt: Instant;
}
