import type { Mode } from './attendance.js';
import type { Checkpoint, Conference } from './conference.js';
import type { Confirmation } from './confirmation.js';
import type { Site } from './site.js';
import type { Standing } from './standing.js';
import type { Id, Instant } from './wire.js';

/** A person as a console holds them: what the roll needs, and no more. */
export interface RosterMember {
  participantId: Id;
  fullName: string;
  unit: string | null;
  position: string | null;
  mode: Mode;
  origin: 'roster' | 'walk_in';
  /** `codeHash(conferenceId, code)`: lets a console know a scanned code without holding the codes. */
  codeHash: string;
  /** True if they are of another roster, and listed because this site has recorded them. */
  guest: boolean;
  /** No longer on this roster: take it off the screen. */
  removed: boolean;
  /** True if their data were erased: `fullName` is a number, and no earlier name may stay on the device. */
  erased?: true;
}
/**
 * Where one person stands at one checkpoint. `unmarked` is sent only when it follows something else.
 * To somebody with a part of the tree `siteId`, `entryId` and `substituteFor` are null where outside it.
 */
export interface RosterState extends Standing {
  participantId: Id;
  checkpointId: Id;
}
/** The site's confirmation of one checkpoint. */
export interface RosterConfirmation extends Confirmation {
  checkpointId: Id;
  /** People of the roll who count at this site in person now. */
  names: number;
}
/** Everything (`since` absent) or what has changed since. Apply members, then states; keep `seq`. */
export interface Roster {
  seq: number;
  /** True: replaces what the console holds. */
  full: boolean;
  serverTime: Instant;
  conference: Conference;
  site: Site;
  checkpoints: Checkpoint[];
  members: RosterMember[];
  states: RosterState[];
  /**
   * Confirmations of checkpoints that were ever confirmed or reopened; a missing checkpoint is open. Each
   * replaces the one that the console holds.
   */
  confirmations: RosterConfirmation[];
}
