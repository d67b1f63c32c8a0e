import type { Id, Instant } from './wire.js';

/** Characters of a call, and of its answer. */
export const HELP_TEXT_LIMIT = 280;
/** Answers that one call is given before it is closed: all of them go to every screen of the site. */
export const HELP_ANSWER_LIMIT = 20;
/** Calls of one site that are open at once. More say nothing that the control room does not know already. */
export const HELP_OPEN_LIMIT = 20;
/** Open until an organizer has closed it or the site has taken it back; then as it was closed, for good. */
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
  /** UUID made where the act happens: the same answer sent again is a no-op. The service may make it. */
  id?: Id;
  /** One line, at most 280 characters; a call may be closed without a word. */
  text?: string | null;
  /** The former name of `text`. */
  message?: string | null;
  /** `false` leaves the call open, and needs a text. Absent: `true`. */
  close?: boolean;
}
export interface HelpTakeBody {
  /** Takes the call over from this account, if it is still the one that has the call. */
  over?: Id;
}
export interface HelpActor {
  kind: 'organizer' | 'coordinator';
  /** Id of the account, or of the device. */
  id: Id;
}
/** Which organizer has the call in hand, by the name of that moment. */
export interface HelpTaking {
  at: Instant;
  actor: HelpActor;
  name: string;
}
/** What an organizer said while the call stayed open. */
export interface HelpAnswer extends HelpTaking {
  id: Id;
  text: string;
}
export interface HelpCall extends HelpBody {
  conferenceId: Id;
  siteId: Id;
  /** By the service's clock. */
  at: Instant;
  actor: HelpActor;
  state: HelpState;
  /** The last who took it; null if nobody has. */
  taken: HelpTaking | null;
  /** Oldest first, without the words that closed the call. */
  answers: HelpAnswer[];
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
  /** An organizer has the newest one in hand. Who: the call says; a board has viewers, who read no names. */
  isTaken: boolean;
}
