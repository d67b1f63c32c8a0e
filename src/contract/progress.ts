import type { CopyOrigin } from './conference-copy.js';
import type { Id, Instant } from './wire.js';

/** How far the preparation of a conference has come: counts, and no list of anything. */
export interface ConferenceProgress {
  conferenceId: Id;
  asOf: Instant;
  sites: { points: number; groups: number };
  /** People on the lists, and sites that have a list. */
  people: { listed: number; sites: number };
  sessions: number;
  checkpoints: number;
  materials: number;
  /** Sites with a pairing or invitation link, those of them that opened one, and all sites. */
  links: { made: number; opened: number; of: number };
  /** Sites that have a result of a readiness test, and those where a pass holds now. */
  readiness: { tested: number; passed: number };
  /** Consoles that are paired and not revoked. */
  consoles: number;
  /** `null` unless the conference was made as a copy, of one that the reader may see. */
  copiedFrom: CopyOrigin | null;
}
