/** The longest delay that a timer of Node takes: 24.8 days. With a longer one it fires at once. */
export const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Answers the delay of a timer to a moment that data names, in ms. Whoever wakes before that moment has to
 * set the timer anew.
 * @param least so that a moment that has passed is no loop
 */
export const delayUntil = (at: number, now: number, least = 1): number =>
  Math.min(Math.max(at - now, least), LONGEST_DELAY);
