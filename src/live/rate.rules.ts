/** What one socket may still send. */
export interface Allowance {
  left: number;
  /** Ms, monotonic. */
  at: number;
}
export const EVENT_RATE = { perSecond: 20, burst: 40 } as const;

export const fullAllowance = (now: number): Allowance => ({ left: EVENT_RATE.burst, at: now });

/** One event spent, or null: too many. Refills evenly. */
export function spent(allowance: Allowance, now: number): Allowance | null {
  const left = Math.min(
    EVENT_RATE.burst,
    allowance.left + (Math.max(0, now - allowance.at) * EVENT_RATE.perSecond) / 1000,
  );
  return left >= 1 ? { left: left - 1, at: now } : null;
}
