import { remember, remembered } from '../store/remembered.js';
import type { CallStanding } from './help.rules.js';

const KEY = 'console-seen-answer';

/** Which answer of the organizers the coordinator has put away. */
class SeenAnswer {
  private seen = $state(remembered(KEY));

  isNew(standing: CallStanding | null): boolean {
    const key = answerKey(standing);
    return key !== null && key !== this.seen;
  }
  markSeen(standing: CallStanding | null): void {
    this.seen = answerKey(standing);
    remember(KEY, this.seen ?? '');
  }
}
function answerKey(standing: CallStanding | null): string | null {
  return standing?.kind === 'answered' ? `${standing.call.id} ${standing.call.closed?.at ?? ''}` : null;
}

export const seenAnswer = new SeenAnswer();
