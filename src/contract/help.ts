import type { Id, Instant } from './wire.js';

/** Characters of a call, and of its answer. */
export const HELP_TEXT_LIMIT = 280;
/** Calls of one site that are open at once. More say nothing that the control room does not know already. */
export const HELP_OPEN_LIMIT = 20;
/** Open until an organizer has answered it or the site has taken it back; then as it was closed, for good. */
export const HELP_STATES = ['open', 'answered', 'withdrawn'] as const;
export type HelpState = (typeof HELP_STATES)[number];

/** A site calls the control room. The same call sent again is a no-op that answers the same. */
export interface HelpBody {
  /** UUID made where the act happens. */
  id: Id;
  /** One line, 1 … 280 characters. */
  message: string;
}
export interface HelpAnswerBody {
  /** One line, at most 280 characters; a call may be closed without a word. */
  message?: string | null;
}
export interface HelpActor {
  kind: 'organizer' | 'coordinator';
  /** Id of the account, or of the device. */
  id: Id;
}
export interface HelpCall extends HelpBody {
  conferenceId: Id;
  siteId: Id;
  /** By the service's clock. */
  at: Instant;
  actor: HelpActor;
  state: HelpState;
  /** Null while the call is open. */
  closed: { at: Instant; actor: HelpActor; message: string | null } | null;
}
/** A site's calls in a board's row: the newest one, and how many are `open`. */
export interface BoardHelp {
  id: Id;
  message: string;
  at: Instant;
  /** How many of the site's calls are open: 1 or more. */
  open: number;
}
