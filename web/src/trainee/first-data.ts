import type { TraineePageData } from '#contract/trainee-page.js';

/** What the service has put into the page beside its text. `null` if nothing. */
export function firstData(): TraineePageData | null {
  const block = document.getElementById('first');
  return block?.textContent ? (JSON.parse(block.textContent) as TraineePageData) : null;
}
