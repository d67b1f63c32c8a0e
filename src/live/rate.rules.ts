/** The remaining allowance of one socket. */
export interface Allowance {
  left: number;
  /** Ms, monotonic. */
  at: number;
}
export const EVENT_RATE = { perSecond: 20, burst: 40 } as const;

export const fullAllowance = (now: number): Allowance => ({ left: EVENT_RATE.burst, at: now });

/** Bytes of an event; only submissions may have more. */
export const EVENT_BYTES = 64 * 1024;

/** Counts an event by its bytes, because reading a large one is work. */
export const costOf = (bytes: number): number => 1 + Math.floor(bytes / EVENT_BYTES);

/** Spends one event; `null` if there were too many. Refills evenly. */
export function spent(allowance: Allowance, now: number, cost = 1): Allowance | null {
  const left = Math.min(
    EVENT_RATE.burst,
    allowance.left + (Math.max(0, now - allowance.at) * EVENT_RATE.perSecond) / 1000,
  );
  return left >= cost ? { left: left - cost, at: now } : null;
}
