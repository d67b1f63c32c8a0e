import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { lost, S, SITES } from '../../test/support/incident-watch.js';
import { ConferenceWatch, type WatchDeps } from './conference-watch.js';
import { IncidentTiming } from './incident-timing.js';
import type { TrackedIncident } from './incident.rules.js';
import { ConferenceIncidents } from './incidents.rules.js';
import { Places } from './places.rules.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());
const timing = new IncidentTiming();
const STARTED = -600 * S;
const incidentsAt = (sites: typeof SITES): ConferenceIncidents => {
  let made = 0;
  return new ConferenceIncidents(new Places(sites), timing, () => `i${(made += 1)}`, Date.now() + STARTED);
};
const depsOf = (more: Partial<WatchDeps> = {}): WatchDeps => ({
  now: () => Date.now(),
  timing,
  places: async () => new Places(SITES),
  dayEnd: async () => null,
  save: async () => {},
  silence: async () => {},
  failed: (fault) => {
    throw fault;
  },
  ...more,
});

describe('a watch whose tree has changed', () => {
  it('reads it again by itself after a failure, and takes what was seen meanwhile', async () => {
    const incidents = incidentsAt(SITES.filter(({ id }) => id !== 'c1'));
    const saved: TrackedIncident[] = [];
    const faults: unknown[] = [];
    let reads = 0;
    const deps = depsOf({
      places: async () => {
        reads += 1;
        if (reads === 1) throw new Error('The database is away');
        return new Places(SITES);
      },
      save: async (changed) => void saved.push(...changed),
      failed: (fault) => faults.push(fault),
    });
    const watch = new ConferenceWatch(incidents, deps);
    watch.moved();
    watch.note(lost(['c1'], Date.now()));
    await jest.advanceTimersByTimeAsync(30 * S);
    expect([reads, faults.length]).toEqual([2, 1]);
    expect(saved.map(({ key }) => key)).toEqual(['site c1']);
    await watch.stop();
  });
});

describe('a watch with an incident', () => {
  let incidents: ConferenceIncidents;
  let saved: TrackedIncident[];
  let watch: ConferenceWatch;
  const begin = async (more: Partial<WatchDeps> = {}): Promise<TrackedIncident> => {
    incidents = incidentsAt(SITES);
    saved = [];
    watch = new ConferenceWatch(incidents, depsOf({ save: async (all) => void saved.push(...all), ...more }));
    watch.note(lost(['c1'], Date.now()));
    await jest.advanceTimersByTimeAsync(30 * S);
    return saved[0]!;
  };
  afterEach(() => watch.stop());

  it('sleeps through the hours of a silence until 2099', async () => {
    const { id } = await begin();
    const by = { accountId: 'hà', name: 'Hà' };
    const until = Date.parse('2099-01-01T00:00:00.000Z');
    await watch.acknowledge(id, { note: 'Mất điện', by, at: Date.now(), until });
    const judged = jest.spyOn(incidents, 'advance');
    for (let minute = 0; minute < 60; minute += 1) {
      await jest.advanceTimersByTimeAsync(60 * S);
      expect(judged.mock.calls.length).toBeLessThanOrEqual(1);
    }
  });

  it('wakes when the day ends, and lets who is lost go home', async () => {
    const end = Date.now() + 100 * S;
    const incident = await begin({ dayEnd: async () => end });
    expect(incident.away).toBe(1);
    await jest.advanceTimersByTimeAsync(75 * S);
    expect([incident.away, incident.isResolved]).toEqual([0, false]);
    await jest.advanceTimersByTimeAsync(60 * S);
    expect(incident.isResolved).toBe(true);
  });

  it('looks at once when the plan has changed', async () => {
    let end: number | null = null;
    const incident = await begin({ dayEnd: async () => end });
    end = Date.now();
    watch.look();
    await jest.advanceTimersByTimeAsync(S);
    expect(incident.away).toBe(0);
  });
});
