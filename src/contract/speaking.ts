import type { Presence } from './board.js';
import type { Id, Instant, Page } from './wire.js';

/** Characters of what a site wants to speak about, and of who will speak. */
export const SPEAK_TOPIC_LIMIT = 140;
export const SPEAKER_LIMIT = 120;
/**
 * How long a site that is called has to say that it is ready. It counts from `calledAt`, by the service's
 * clock.
 */
export const SPEAK_COUNTDOWN_MS = 60_000;
/**
 * `waiting` until an organizer calls the site, `called` until it speaks, `speaking` until an organizer ends
 * it: `done`. `withdrawn` by the site, `skipped` by an organizer or by the end of the session.
 */
export const SPEAK_STATES = ['waiting', 'called', 'speaking', 'done', 'withdrawn', 'skipped'] as const;
export type SpeakState = (typeof SPEAK_STATES)[number];
/** States that may still change. */
export const OPEN_SPEAK_STATES = ['waiting', 'called', 'speaking'] as const satisfies SpeakState[];

/** States that never change again. */
export const CLOSED_SPEAK_STATES = ['done', 'withdrawn', 'skipped'] as const satisfies SpeakState[];

/** A site asks to speak. The same request sent again is a no-op that answers how it stands. */
export interface SpeakBody {
  /** UUID made where the act happens. */
  id: Id;
  /** One line, 1 … 140 characters. */
  topic: string;
  /** Who will speak, if the site says so: one line, at most 120 characters. */
  speaker?: string | null;
  /** The session that it is about; the current one when absent. */
  sessionId?: Id | null;
  /** The site for which an organizer asks. A console asks for its own. */
  siteId?: Id;
}
/** A site's word on a call. */
export interface SpeakAnswerBody {
  /** Which call it answers (`calls`): a word on an earlier one changes nothing. */
  call?: number;
}
export interface SpeakPinBody {
  /** `false` puts the request back where it came in. `true` when absent. */
  pinned?: boolean;
  /** The waiting request that it goes before; the head of the queue when absent. */
  before?: Id | null;
}
export interface SpeakActor {
  /** `schedule`: the session has ended. */
  kind: 'organizer' | 'coordinator' | 'schedule';
  /** Id of the account, of the device, or of the session. */
  id: Id;
}
/** A request as organizers and the site's own consoles see it. */
export interface SpeakRequest {
  id: Id;
  conferenceId: Id;
  siteId: Id;
  site: { code: string; name: string };
  /** Null if no session was on when the site asked. */
  sessionId: Id | null;
  topic: string;
  speaker: string | null;
  state: SpeakState;
  /** Number of its last change: of two readings of a request the greater one is the later. */
  seq: number;
  /** What the queue is ordered by: the order of arrival, unless an organizer has changed it. */
  place: number;
  /** An organizer has put it where it is. */
  pinned: boolean;
  /** 1: the next to be called. Null unless it waits. */
  position: number | null;
  /** Whether the site's consoles are connected. Who is lost keeps the place. */
  presence: Presence['state'];
  /** When it came in, by the service's clock. */
  at: Instant;
  actor: SpeakActor;
  /** How often it was called. */
  calls: number;
  /** The site has said "not now", which it may once. */
  declined: boolean;
  calledAt: Instant | null;
  /** The end of the countdown; null unless called. */
  calledUntil: Instant | null;
  /** When the site said that it is ready, for the call that stands. */
  readyAt: Instant | null;
  startedAt: Instant | null;
  /** When it was done, withdrawn or skipped. */
  endedAt: Instant | null;
}

/** Whether requests are taken. */
export interface SpeakGate {
  /** Of a request made now: what was said of the current session, else of the conference. */
  open: boolean;
  /** What was said of the conference; open until somebody closes it. */
  conference: boolean;
  /** Sessions with a setting of their own. */
  sessions: { sessionId: Id; open: boolean }[];
}
export interface SpeakGateBody {
  open: boolean;
  /** The whole conference when absent. */
  sessionId?: Id | null;
}
export interface SpeakQueue extends Page<SpeakRequest> {
  gate: SpeakGate;
}
/** Some requests have changed, or the gate has. Consoles are told of their own site alone. */
export interface SpeakNews {
  conferenceId: Id;
  requests: SpeakRequest[];
  /** There if it has changed. */
  open?: boolean;
}
