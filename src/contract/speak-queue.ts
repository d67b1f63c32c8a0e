import type { SpeakRequest, SpeakState } from './speaking.js';

type Queued = Pick<SpeakRequest, 'id' | 'place' | 'state'>;

const isOpen = (state: SpeakState): boolean =>
  state === 'waiting' || state === 'called' || state === 'speaking';

/** The order of requests, the same on every screen. No two have the same place. */
export const byPlace = (a: Queued, b: Queued): number => a.place - b.place || (a.id < b.id ? -1 : 1);

/** The requests that wait, the next to be called first. */
export const waitingOf = <T extends Queued>(requests: readonly T[]): T[] =>
  requests.filter(({ state }) => state === 'waiting').sort(byPlace);

/**
 * The open requests once these readings of some have come in, in order. Of two readings of a request the
 * later one holds, so the order in which they arrive does not matter.
 * @param known what is held so far, closed ones too: a late reading must not bring one back
 */
export function withReadings<T extends Queued & { seq: number }>(
  known: ReadonlyMap<string, T>,
  readings: readonly T[],
): Map<string, T> {
  const all = new Map(known);
  for (const reading of readings) {
    const existing = all.get(reading.id);
    if (existing === undefined || existing.seq <= reading.seq) all.set(reading.id, reading);
  }
  return all;
}

/** The requests that are still open, in order. */
export const openOf = <T extends Queued>(requests: Iterable<T>): T[] =>
  [...requests].filter(({ state }) => isOpen(state)).sort(byPlace);
