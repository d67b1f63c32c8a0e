import type { Entry } from '#contract/attendance.js';
import type { Conference } from '#contract/conference.js';
import type { Guest } from '#contract/participant.js';
import type { Site } from '#contract/site.js';
import type { Id, Instant } from '#contract/wire.js';

/**
 * The site that this browser is a console of. The device's token is stored here, not as a cookie: a browser
 * has one cookie for the service, and an organizer who signs in beside the console would replace it.
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

/** An entry as this device stores it, with the person, the action and the pairing. */
export interface MadeRow {
  /**
   * Counts every entry of this browser, across pairings: the order in which they were made, whatever the
   * clock says.
   */
  deviceSeq: number;
  id: Id;
  entry: Entry;
  participantId: Id;
  /** The action that made the entry. Entries of one action ("mark all") are undone together. */
  act: Id;
  /** The person of another roster, whom this device learns of by this entry. */
  guest?: Guest;
  /** The hash of the code, if the entry names its person by a code alone; it finds the same code again. */
  codeHash?: string;
  /** The person's name, if the organizers took them off the roster before the entry had a receipt. */
  fullName?: string;
  deviceId: Id;
  siteId: Id;
}
export interface ReceivedRow extends MadeRow {
  outcome: 'accepted' | 'duplicate';
  receivedAt: Instant;
  /** A roster fetched up to this `seq` includes the entry. */
  seq: number;
}
export interface RefusedRow extends MadeRow {
  code: string;
  message: string;
  refusedAt: Instant;
}

/** Which roster this device has, and how far it is. */
export interface RosterHead {
  seq: number;
  /** The time of the fetch, by the service's clock. */
  fetchedAt: Instant;
  conference: Conference;
  site: Site;
  /** True if an earlier version of the page cached less of it: fetch all. */
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

/** Why the roster was removed from this device. */
export interface Ended {
  why: 'revoked' | 'signed-out';
  siteName: string;
  at: Instant;
  /** How many entries have gone to the organizers since, for a decision. */
  handedIn?: number;
}
/** A pairing that is over; its token still opens the hand-in of what it had not sent. */
export type Revoked = Pick<Pairing, 'deviceId' | 'token'>;
