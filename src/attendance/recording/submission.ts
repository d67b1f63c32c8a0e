import type { Instant } from '../../contract/wire.js';
import type { SubmissionContext } from './attendance.rules.js';
import type { ParsedEntry } from './entry-form.rules.js';

/** The entries of one request. */
export interface Submission {
  context: SubmissionContext;
  parsedEntries: ParsedEntry[];
  /** When these entries came first, if an organizer lets them in now; else it is now. */
  receivedAt?: Instant;
}
