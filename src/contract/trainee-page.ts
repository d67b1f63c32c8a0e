import type { BroadcastWindow } from './broadcast.js';
import type { Conference, Language } from './conference.js';
import type { ProblemCode } from './problem.js';
import type { Schedule } from './schedule.js';
import type { Instant } from './wire.js';

/** What was wrong with the plain form that this browser has just sent. */
export interface FormFault {
  code: ProblemCode;
  /** What was typed: nothing is lost. */
  typed: string;
  /** Seconds to wait; absent if there is nothing to wait for. */
  retryAfter?: number;
}

/** As little of a person as the page shows: the code alone does not tell whose it is. */
export interface ShownPerson {
  initials: string;
  unit: string | null;
  /** Where the person is counted; `null` if they are signed in to another conference. */
  site: string | null;
}

/** The form for the personal code, with what was wrong with it; or who is signed in. */
export type PageEntry = { kind: 'form'; fault: FormFault | null } | { kind: 'in'; person: ShownPerson };

/** The day of one conference. */
export interface DayData {
  schedule: Schedule;
  /** No other conference is public. */
  isOnly: boolean;
  entry: PageEntry;
  /** Connection points of the conference. */
  siteCount: number;
  /** The links of the broadcast that this reader is shown. */
  broadcast: BroadcastWindow[];
  /** Where the service is reached from outside; `null` if nobody has said it. Chats need whole addresses. */
  publicUrl: string | null;
}

/** The conferences that are public, and the form for a code of any of them. */
export interface ListData {
  conferences: Conference[];
  fault: FormFault | null;
}

/**
 * What the trainee's page is drawn from: the service writes its HTML from it, and hands it to the page's
 * script, which starts without a second request.
 */
export type TraineePageData = DayData | ListData;

/** Writes the page as HTML: what belongs in its head, and what stands in its body. */
export type WriteTraineePage = (
  data: TraineePageData,
  language: Language,
  at: Instant,
) => { head: string; body: string };
