import type { AccountScope, Role, TokenScope } from './account.js';
import type { Conference } from './conference.js';
import type { Part } from './grant.js';
import type { Participant } from './participant.js';
import type { Site } from './site.js';
import type { Id, Instant, Page } from './wire.js';

/** The actor of a request. A sign-in stays the same principal until it ends. */
export type Principal =
  | {
      kind: 'organizer';
      accountId: Id;
      login: string;
      name: string;
      role: Role;
      scope: AccountScope;
      /** The parts of the tree in conferences outside `scope`; absent where there are none. */
      parts?: readonly Part[];
    }
  | { kind: 'coordinator'; deviceId: Id; deviceName: string; siteId: Id; conferenceId: Id }
  | { kind: 'trainee'; participantId: Id; siteId: Id; conferenceId: Id }
  | { kind: 'viewer'; viewerId: Id; name: string; conferenceId: Id };
export type PrincipalKind = Principal['kind'];
export type Organizer = Extract<Principal, { kind: 'organizer' }>;

export interface SignInBody {
  login: string;
  password: string;
}
export interface SignInReply {
  principal: Principal;
}
export interface TokenBody extends SignInBody {
  /** The program's name of itself; shown to organizers. */
  name: string;
  /** All, where it says nothing. */
  scopes?: TokenScope[];
  /** How long it lives; 90 where it says nothing. */
  days?: number;
}
export interface TokenReply {
  id: Id;
  token: string;
  expiresAt: Instant;
  scopes: TokenScope[];
  principal: Principal;
}
export interface PairBody {
  code: string;
  deviceName: string;
}
export interface PairReply {
  token: string;
  deviceId: Id;
  site: Site;
  conference: Conference;
}
export interface TraineeBody {
  code: string;
  /** Needed only where the same code exists in two conferences. */
  conferenceId?: Id;
}
export interface TraineeReply {
  token: string;
  participant: Participant;
  conference: Conference;
}
export interface MeReply {
  principal: Principal;
  /** For organizers, where there is one: what whoever runs the service should look at. */
  notices?: ServiceNotice[];
  /** For organizers, where an OpenID provider is set up: whether their own account is bound to it. */
  provider?: OwnProvider;
}
/** As `MeReply`; without a sign-in `null`, where `/auth/me` answers a fault, which browsers write down. */
export type CallerReply = MeReply | { principal: null; provider: SignInProvider | null };
/** The OpenID provider at which organizers may sign in. */
export interface SignInProvider {
  name: string;
}
export interface OwnProvider extends SignInProvider {
  /** Somebody of the provider signs in by the account. */
  isBound: boolean;
  /** `false`: the account opens by the provider alone. */
  hasPassword: boolean;
}
/**
 * `proxy.untrusted`: requests come with `X-Forwarded-For`, but `TRUST_PROXY` is empty. `address` is that of
 * the machine that sent it; `null` if it is none of the own network. `provider.groups-missing`: the OpenID
 * provider does not say the groups of people who sign in, so that their roles stay as they were.
 */
export type ServiceNotice =
  { code: 'proxy.untrusted'; address: string | null } | { code: 'provider.groups-missing' };
/** As the provider sends it (OpenID Connect Back-Channel Logout 1.0), in a form or as JSON. */
export interface ProviderLogoutBody {
  logout_token: string;
}
/** Whoever has a password says it: else a page left open would bind somebody else to the account. */
export interface ProviderLinkBody {
  password?: string;
}
/** Where to go to bind the own account to a sign-in at the provider. */
export interface ProviderLinkReply {
  url: string;
}
/** Asks whether the one-time set-up link still works, before somebody fills in a form. */
export interface SetUpCheckBody {
  token: string;
}
/** First organizer through the one-time set-up link. */
export interface SetUpBody extends SetUpCheckBody {
  login: string;
  password: string;
  name: string;
}

/** A pairing code as made for a site: single use. `url` opens the console with it. */
export interface Pairing {
  code: string;
  url: string;
  expiresAt: Instant;
}
/** One line of the printed sheet that gives every site of a conference its code. */
export interface SitePairing extends Pairing {
  siteId: Id;
  siteCode: string;
  siteName: string;
}
/** A list answer, as every list; but it holds all that were made, for they cannot be asked for again. */
export interface SitePairings extends Page<SitePairing> {
  /** In order of the sites' codes. */
  items: SitePairing[];
  next: null;
}
export interface Device {
  id: Id;
  siteId: Id;
  name: string;
  pairedAt: Instant;
  lastSeenAt: Instant | null;
  revokedAt: Instant | null;
}
/** A read-only sign-in for a wall: sees the board of one conference. */
export interface ViewerLink {
  id: Id;
  name: string;
  /** Only in the answer that makes it. */
  token?: string;
  url?: string;
  createdAt: Instant;
}
/** The cookie a browser holds; `__Host-` needs https, so plain http uses the short name. */
export const SESSION_COOKIE = { secure: '__Host-sid', plain: 'sid' } as const;
