import type { Conference } from '#contract/conference.js';
import type { ProblemCode } from '#contract/problem.js';
import type { Schedule } from '#contract/schedule.js';

/** What the service has put into the page beside its text: the script starts without a second request. */
export type FirstData =
  ({ schedule: Schedule; isOnly: boolean } & FirstEntry) | { conferences: Conference[] };
export interface FirstEntry {
  /** The plain form has signed somebody in, or this script did earlier. */
  isSignedIn: boolean;
  /** What was wrong with the plain form, sent before the script was here. */
  formFault?: { code: ProblemCode; typed: string };
}

export function firstData(): FirstData | null {
  const block = document.getElementById('first');
  return block?.textContent ? (JSON.parse(block.textContent) as FirstData) : null;
}
