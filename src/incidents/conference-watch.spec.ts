import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { lost, S, SITES } from '../../test/support/incident-watch.js';
import { ConferenceWatch } from './conference-watch.js';
import { IncidentTiming } from './incident-timing.js';
import type { TrackedIncident } from './incident.rules.js';
import { ConferenceIncidents } from './incidents.rules.js';
import { Places } from './places.rules.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a watch whose tree has changed', () => {
  it('reads it again by itself after a failure, and takes what was seen meanwhile', async () => {
    const timing = new IncidentTiming();
    const known = SITES.filter(({ id }) => id !== 'c1');
    const incidents = new ConferenceIncidents(new Places(known), timing, () => 'i', Date.now() - 600 * S);
    const saved: TrackedIncident[] = [];
    const faults: unknown[] = [];
    let reads = 0;
    const watch = new ConferenceWatch(incidents, {
      now: () => Date.now(),
      timing,
      places: async () => {
        reads += 1;
        if (reads === 1) throw new Error('The database is away');
        return new Places(SITES);
      },
      save: async (changed) => void saved.push(...changed),
      silence: async () => {},
      failed: (fault) => faults.push(fault),
    });
    watch.moved();
    watch.note(lost(['c1'], Date.now()));
    await jest.advanceTimersByTimeAsync(30 * S);
    expect([reads, faults.length]).toEqual([2, 1]);
    expect(saved.map(({ key }) => key)).toEqual(['site c1']);
    await watch.stop();
  });
});
