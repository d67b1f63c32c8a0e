import type { Fact } from '../../src/incidents/facts.rules.js';
import { ConferenceIncidents } from '../../src/incidents/incidents.rules.js';
import type { Timing, TrackedIncident } from '../../src/incidents/incident.rules.js';
import { type PlacedSite, Places } from '../../src/incidents/places.rules.js';

const TIMING: Timing = {
  wait: 20_000,
  partWindow: 60_000,
  oursWindow: 30_000,
  afterStart: 60_000,
  joinWithin: 300_000,
  backFor: 60_000,
  reopenWithin: 600_000,
  escalateAfter: 180_000,
  grid: 1_000,
};
/** Well after the start, and no round second. */
export const T0 = 1_000_000_300;
export const S = 1_000;
const START = T0 - 600 * S;

const point = (id: string, parentId: string | null, line: string | null = null): PlacedSite => ({
  id,
  parentId,
  kind: 'point',
  line,
});
const group = (id: string, parentId: string | null): PlacedSite => ({
  id,
  parentId,
  kind: 'group',
  line: null,
});
/** Two districts of 12 and 8 sites in a province, and 20 sites besides; every third is of one carrier. */
export const SITES: PlacedSite[] = [
  group('p', null),
  group('d1', 'p'),
  group('d2', 'p'),
  ...Array.from({ length: 12 }, (_, at) => point(`a${at}`, 'd1', at % 3 === 0 ? 'Viettel' : null)),
  ...Array.from({ length: 8 }, (_, at) => point(`b${at}`, 'd2', at % 3 === 0 ? 'VIETTEL ' : '')),
  ...Array.from({ length: 20 }, (_, at) => point(`c${at}`, null, at % 3 === 0 ? 'viettel' : null)),
];
export const POINTS = SITES.filter(({ kind }) => kind === 'point').map(({ id }) => id);
export const named = (letter: string, count = Infinity): string[] =>
  POINTS.filter((id) => id.startsWith(letter)).slice(0, count);

export const lost = (ids: readonly string[], at: number): Fact[] =>
  ids.map((siteId, nth) => ({ at: at + nth * 10, kind: 'presence', siteId, state: 'lost' }));
export const back = (ids: readonly string[], at: number): Fact[] =>
  ids.map((siteId) => ({ at, kind: 'presence', siteId, state: 'online' }));
export const says = (ids: readonly string[], isBad: boolean, at: number): Fact[] =>
  ids.map((siteId) => ({ at, kind: 'signal', siteId, isBad }));

/** All of these sites are connected; the rest has never been. */
export class Watch {
  readonly known = new Map<string, TrackedIncident>();
  readonly machine: ConferenceIncidents;
  private made = 0;
  constructor(
    connected: readonly string[] = POINTS,
    sites: readonly PlacedSite[] = SITES,
    startedAt = START,
  ) {
    this.machine = new ConferenceIncidents(
      new Places(sites),
      TIMING,
      () => `i${(this.made += 1)}`,
      startedAt,
    );
    this.machine.advance(back(connected, startedAt), startedAt + 1);
  }
  at(now: number, facts: readonly Fact[] = []): this {
    this.machine.advance(facts, now);
    for (const incident of this.machine.unstored()) {
      this.known.set(incident.id, incident);
      this.machine.stored(incident);
    }
    return this;
  }
  /** Takes incidents of before the start. */
  restored(incidents: readonly TrackedIncident[]): this {
    this.machine.restore(incidents);
    for (const incident of incidents) this.known.set(incident.id, incident);
    return this;
  }
  get all(): TrackedIncident[] {
    return [...this.known.values()];
  }
  get open(): TrackedIncident[] {
    return this.all.filter(({ isResolved }) => !isResolved);
  }
  /** What is open, as `cause key: members away`. */
  get lines(): string[] {
    return this.open.map((one) => `${one.key.trim()}: ${one.awayIds().sort().join(' ')}`).sort();
  }
}
