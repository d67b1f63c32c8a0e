import type { Conference } from '#contract/conference.js';
import type { Schedule } from '#contract/schedule.js';

/** What the service has put into the page beside its text: the script starts without a second request. */
export type FirstData = { schedule: Schedule; isOnly: boolean } | { conferences: Conference[] };

export function firstData(): FirstData | null {
  const block = document.getElementById('first');
  return block?.textContent ? (JSON.parse(block.textContent) as FirstData) : null;
}
