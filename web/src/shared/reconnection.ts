/**
 * Delays before a page reconnects: at first within 4 s, then longer, at random over the whole span, so that
 * 239 rooms do not return at once.
 */
export const RECONNECTION = {
  reconnectionDelay: 2_000,
  reconnectionDelayMax: 30_000,
  randomizationFactor: 1,
} as const;
