import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { DevicePaired, SitesChanged } from '../sites/sites.events.js';
import type { ReadinessSettingsService } from './readiness-settings.service.js';
import { ReadinessRecorded } from './readiness.events.js';
import type { ReadinessRepository, SiteDecision } from './readiness.repository.js';
import { ReadinessStatesService } from './readiness-states.service.js';

const result = (outcome: 'passed' | 'failed', isOtherDevice = false): SiteDecision => ({
  siteId: 's',
  conferenceId: 'c',
  kind: 'test',
  outcome,
  at: '2026-11-22T00:00:00.000Z',
  isOtherDevice,
});
const now = new (class extends Clock {
  override now(): number {
    return Date.parse('2026-11-22T01:00:00.000Z');
  }
})();
let bus: EventBus;
let states: ReadinessStatesService;
/** Readings under way, oldest first: each is answered by hand. */
let readings: ((decision: SiteDecision) => void)[];

beforeEach(async () => {
  [bus, readings] = [new EventBus(), []];
  const store = {
    decisions: () => Promise.resolve([result('passed')]),
    decision: () => new Promise<SiteDecision>((done) => readings.push(done)),
  };
  const settings = { validityOf: () => ({ staleHours: 24, itemAddedAt: null }) };
  states = new ReadinessStatesService(
    store as unknown as ReadinessRepository,
    settings as unknown as ReadinessSettingsService,
    now,
    bus,
  );
  states.onModuleDestroy();
  await states.onModuleInit();
});
async function answer(reading: number, decision: SiteDecision): Promise<void> {
  readings[reading]!(decision);
  await new Promise((done) => setImmediate(done));
}

describe('how a site stands', () => {
  it('follows from what is stored after another console was paired', async () => {
    bus.publish(new DevicePaired('d', 's'));
    await answer(0, result('passed', true));
    expect(states.stateOf('s')).toBe('stale');
  });

  it('is not taken from a reading that began before a newer result came', async () => {
    bus.publish(new DevicePaired('d', 's'));
    bus.publish(new ReadinessRecorded('c', 's', result('failed')));
    await answer(0, result('passed', true));
    expect(states.stateOf('s')).toBe('failed');
  });

  it('is read once more if a result came while it was read', async () => {
    bus.publish(new DevicePaired('d', 's'));
    bus.publish(new ReadinessRecorded('c', 's', result('passed')));
    await answer(0, result('passed'));
    await answer(1, result('passed', true));
    expect(states.stateOf('s')).toBe('stale');
  });

  it('follows the reading that began last, whichever ends first', async () => {
    bus.publish(new DevicePaired('d', 's'));
    bus.publish(new DevicePaired('e', 's'));
    await answer(1, result('passed', true));
    await answer(0, result('passed'));
    expect(states.stateOf('s')).toBe('stale');
  });

  it('is forgotten with the site, whatever is being read', async () => {
    bus.publish(new DevicePaired('d', 's'));
    bus.publish(new SitesChanged('c', [], ['s']));
    await answer(0, result('passed'));
    expect(states.stateOf('s')).toBe('untested');
  });
});
