import type { Part } from './grant.js';
import type { Id, Instant, Page } from './wire.js';

/**
 * What an account may do; each may also do what the roles before it may. `reader`: the board, the schedule,
 * the figures of reports. `steward`: the day: attendance, calls, announcements, incidents, who speaks,
 * decisions. `organizer`: everything else of their conferences. `owner`: accounts too.
 */
export const ROLES = ['reader', 'steward', 'organizer', 'owner'] as const;
export type Role = (typeof ROLES)[number];
/** Whether a role may do what is open to the other. */
export const reaches = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);

/** Who hears of calls, requests, announcements and names: those who run the day. */
export const runsTheDay = ({ role }: { role: Role }): boolean => reaches(role, 'steward');

/** Conferences in which an account works. An owner works in all. */
export type AccountScope = 'all' | readonly Id[];
export const SCOPE_LIMIT = 200;
export const worksIn = ({ scope }: { scope: AccountScope }, conferenceId: Id): boolean =>
  scope === 'all' || scope.includes(conferenceId);
/** The account's parts of a conference; empty where it works in all of it. */
export const partsIn = (
  account: { scope: AccountScope; parts?: readonly Part[] },
  conferenceId: Id,
): readonly Part[] =>
  worksIn(account, conferenceId)
    ? []
    : (account.parts ?? []).filter((part) => part.conferenceId === conferenceId);
/** The first site or group of each of these parts, in order. */
export const rootsIn = (
  account: { scope: AccountScope; parts?: readonly Part[] },
  conferenceId: Id,
): readonly Id[] => partsIn(account, conferenceId).map(({ siteId }) => siteId);

/** What a program may do with a token: no more than the account that made it. */
export const TOKEN_SCOPES = ['read', 'attendance:write', 'setup:write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** How long a token lives, in days. */
export const TOKEN_DAYS = { default: 90, max: 365 } as const;

export interface Account {
  id: Id;
  login: string;
  name: string;
  role: Role;
  scope: AccountScope;
  /** `false`: nobody can sign in by it, and whoever was signed in is out. */
  disabled: boolean;
  /** `false` until the invitation is used: nobody can sign in by the account yet. */
  joined: boolean;
  createdAt: Instant;
  updatedAt: Instant;
  /** To the day (UTC); `null` if nobody is signed in by it. */
  lastSeenOn: string | null;
  /** `null` if nobody of an OpenID provider signs in by it. */
  provider: AccountProvider | null;
}
/** The OpenID provider at which the account's owner signs in, and what it says of the role. */
export interface AccountProvider {
  issuer: string;
  /** Who says the role: the groups at each sign-in, or an owner by hand. */
  roleBy: RoleBy;
  /** The groups give no role any more, so nobody can sign in by the account. */
  withdrawn: boolean;
  /** Since when the provider leaves out the groups, so the role stays; `null` if it says them. */
  groupsMissingSince: Instant | null;
}
export const ROLE_BY = ['hand', 'provider'] as const;
export type RoleBy = (typeof ROLE_BY)[number];
export interface AccountCreate {
  login: string;
  name: string;
  role: Role;
  scope?: AccountScope;
}
export interface AccountPatch {
  name?: string;
  role?: Role;
  scope?: AccountScope;
  disabled?: boolean;
  /** `provider`: role and scope follow the groups from now on. A role that is given here is `hand`. */
  roleBy?: RoleBy;
}
/** How long the link of an invitation works, in hours. */
export const INVITATION_HOURS = 72;
/** A one-time link by which its receiver sets the password. A newer one ends it. */
export interface AccountInvitation {
  url: string;
  expiresAt: Instant;
}
export type InvitedAccount = Account & { invitation: AccountInvitation };

export interface InvitedCheckBody {
  /** The part of the link after `invited=`. */
  token: string;
}
/** Whose link it is. */
export interface InvitedCheckReply {
  login: string;
  name: string;
}
export interface InvitedBody extends InvitedCheckBody {
  password: string;
}
export interface PasswordBody {
  old: string;
  new: string;
}

/** One of the account's own sign-ins: a browser. */
export interface OwnSignIn {
  id: Id;
  /** The browser, as far as it says so: `Firefox, Windows`. */
  name: string;
  createdAt: Instant;
  /** To the day (UTC); `null` if it was never used since. */
  lastSeenOn: string | null;
  expiresAt: Instant;
  /** The one that asks. */
  isCurrent: boolean;
}
/** One of the account's own tokens. The token itself is shown once, by the answer that makes it. */
export type OwnToken = Omit<OwnSignIn, 'isCurrent'> & { scopes: TokenScope[] };
export type OwnSignIns = Page<OwnSignIn>;
export type OwnTokens = Page<OwnToken>;
