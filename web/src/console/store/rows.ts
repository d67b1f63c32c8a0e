import type { Entry } from '#contract/attendance.js';
import type { Conference } from '#contract/conference.js';
import type { Guest } from '#contract/participant.js';
import type { Site } from '#contract/site.js';
import type { Id, Instant } from '#contract/wire.js';

/**
 * Which site this browser is a console of. The device's token is kept here and not as the browser's
 * cookie: a browser has one cookie for the service, and an organizer who signs in beside the
 * console must not take its sign-in away.
 */
export interface Pairing {
  token: string;
  deviceId: Id;
  deviceName: string;
  siteId: Id;
  conferenceId: Id;
  siteName: string;
  pairedAt: Instant;
}

/** An entry as this device keeps it, with whom it is about and which gesture and pairing made it. */
export interface MadeRow {
  /**
   * Counts every act of this browser, across pairings: the order in which things
   * happened, whatever the clock says.
   */
  deviceSeq: number;
  id: Id;
  entry: Entry;
  participantId: Id;
  /** Entries of one gesture ("mark all") share it, and are undone together. */
  act: Id;
  /** Somebody of another roster, whom this device learns of by this entry. */
  guest?: Guest;
  /** Of an entry that names its person by a code alone: `codeHash`, by which the same code is known again. */
  codeHash?: string;
  /**
   * The person's name, once the organizers have taken them off the roster while this entry was not settled.
   */
  fullName?: string;
  deviceId: Id;
  siteId: Id;
}
export interface ReceivedRow extends MadeRow {
  outcome: 'accepted' | 'duplicate';
  receivedAt: Instant;
  /** A roster fetched up to this `seq` knows the entry. */
  seq: number;
}
export interface RefusedRow extends MadeRow {
  code: string;
  message: string;
  refusedAt: Instant;
}

/** How far the roster on this device is, and of what. */
export interface RosterHead {
  seq: number;
  /** By the service's clock. */
  fetchedAt: Instant;
  conference: Conference;
  site: Site;
  /** An earlier version of the page kept less of it: fetch all. */
  isPartial?: true;
}
/** made = received + duplicate + refused + waiting, at every moment. */
export interface Tally {
  made: number;
  received: number;
  duplicate: number;
  refused: number;
}
export const NOTHING_MADE: Tally = { made: 0, received: 0, duplicate: 0, refused: 0 };

/** Why the roster was taken off this device. */
export interface Ended {
  why: 'revoked' | 'signed-out';
  siteName: string;
  at: Instant;
  /** How many entries have gone to the organizers since, to be decided about. */
  handedIn?: number;
}
/** A pairing that is over: its token is good for handing in what it had not sent. */
export type Revoked = Pick<Pairing, 'deviceId' | 'token'>;
