import type { Fact } from '../../src/contract/standing.js';

/** A day in minutes. */
export const DAY = 24 * 60;
export const MINUTE_MS = 60_000;

/** So many minutes past eight in Vietnam. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();

let made = 0;
/** `A present@3` and so on; ids in order of writing. */
export function fact(siteId: string, kind: Fact['kind'], minute: number, more: Partial<Fact> = {}): Fact {
  made += 1;
  return {
    id: `e${String(made).padStart(4, '0')}`,
    kind,
    siteId,
    mode: kind === 'present' ? 'in_person' : null,
    reason: null,
    substituteFor: null,
    undoes: null,
    recordedAt: at(minute),
    clockOffset: null,
    receivedAt: at(59),
    deviceId: null,
    deviceSeq: null,
    ...more,
  };
}
