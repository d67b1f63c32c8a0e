import type { ReadinessItem, ReadinessOutcome, ReadinessState } from '../contract/readiness.js';
import { reminderAt } from '../contract/readiness.js';
import {
  type Decision,
  isRepetition,
  missingOf,
  oldestValid,
  outcomeOf,
  replaces,
  staleBecause,
  stateOf,
  type Validity,
} from './readiness.rules.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T01:00:00.000Z');
const hoursAgo = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const items = (...outcomes: ReadinessOutcome[]): ReadinessItem[] =>
  outcomes.map((outcome, at) => ({ key: `item_${at}`, outcome }));
const test_ = (more: Partial<Decision> = {}): Decision => ({
  kind: 'test',
  outcome: 'passed',
  at: hoursAgo(1),
  isOtherDevice: false,
  ...more,
});
const DAY: Validity = { staleHours: 24, itemAddedAt: null };

describe('a test', () => {
  it.each<[string, ReadinessItem[], string]>([
    ['passes when all passed', items('passed', 'passed'), 'passed'],
    ['fails when one failed', items('passed', 'failed', 'not_measured'), 'failed'],
    ['decides nothing when something was not measured', items('passed', 'not_measured'), 'incomplete'],
    ['decides nothing when nothing was measured', items('not_measured'), 'incomplete'],
  ])('%s', (_, of, outcome) => expect(outcomeOf(of)).toBe(outcome));

  it.each<[string, Parameters<typeof replaces>, boolean]>([
    ['takes the place of nothing', [{ outcome: 'incomplete', at: hoursAgo(1) }, null], true],
    [
      'of one that decides nothing',
      [
        { outcome: 'passed', at: hoursAgo(2) },
        { outcome: 'incomplete', at: hoursAgo(1) },
      ],
      true,
    ],
    [
      'of an older one',
      [
        { outcome: 'failed', at: hoursAgo(1) },
        { outcome: 'passed', at: hoursAgo(2) },
      ],
      true,
    ],
    [
      'not of a newer one, however late it arrives',
      [
        { outcome: 'failed', at: hoursAgo(3) },
        { outcome: 'passed', at: hoursAgo(2) },
      ],
      false,
    ],
    [
      'not of one that decides, when it decides nothing',
      [
        { outcome: 'incomplete', at: hoursAgo(1) },
        { outcome: 'failed', at: hoursAgo(2) },
      ],
      false,
    ],
  ])('%s', (_, [result, existing], takesPlace) => expect(replaces(result, existing)).toBe(takesPlace));

  it('is the same once more only from the same site, device and person, with the same items', () => {
    const existing = { siteId: 's', by: 'An', deviceId: 'd', items: items('passed') };
    expect(isRepetition(existing, 's', existing)).toBe(true);
    expect(isRepetition(existing, 't', existing)).toBe(false);
    expect(isRepetition(existing, 's', { ...existing, by: 'Bình' })).toBe(false);
    expect(isRepetition(existing, 's', { ...existing, deviceId: 'e' })).toBe(false);
    expect(isRepetition(existing, 's', { ...existing, items: items('failed') })).toBe(false);
  });
});

describe('the state of a site', () => {
  it.each<[string, Decision | null, Validity, ReadinessState, string | null]>([
    ['without a result', null, DAY, 'untested', null],
    ['with a result that decides nothing', test_({ outcome: 'incomplete' }), DAY, 'untested', null],
    ['that passed an hour ago', test_(), DAY, 'passed', null],
    ['that failed, however long ago', test_({ outcome: 'failed', at: hoursAgo(99) }), DAY, 'failed', null],
    ['that passed 24 hours ago', test_({ at: hoursAgo(24) }), DAY, 'passed', null],
    [
      'that passed a second more than 24 hours ago',
      test_({ at: new Date(NOW - 24 * HOUR - 1000).toISOString() }),
      DAY,
      'stale',
      'age',
    ],
    ['that passed on another device', test_({ isOtherDevice: true }), DAY, 'stale', 'device'],
    ['before an item was added', test_(), { staleHours: 24, itemAddedAt: hoursAgo(0.5) }, 'stale', 'item'],
    ['after an item was added', test_(), { staleHours: 24, itemAddedAt: hoursAgo(2) }, 'passed', null],
    [
      'that an organizer passed, whatever came since',
      test_({ kind: 'by_hand', at: hoursAgo(99) }),
      { staleHours: 24, itemAddedAt: hoursAgo(1) },
      'passed',
      null,
    ],
    [
      'where the conference lets a test hold a week',
      test_({ at: hoursAgo(100) }),
      { staleHours: 168, itemAddedAt: null },
      'passed',
      null,
    ],
  ])('%s', (_, decision, validity, state, because) => {
    expect(stateOf(decision, validity, NOW)).toBe(state);
    if (decision) expect(staleBecause(decision, validity, NOW)).toBe(because);
  });

  it('grows old at the moment that the list of sites is read by', () => {
    const oldest = oldestValid(NOW, 24);
    expect(stateOf(test_({ at: oldest }), DAY, NOW)).toBe('passed');
    expect(hoursAgo(24)).toBe(oldest);
  });
});

describe('what a site lacks', () => {
  it.each<[string, Parameters<typeof missingOf>[0], string[]]>([
    ['nothing', { isOpened: true, hasContact: true, state: 'passed' }, []],
    ['everything', { isOpened: false, hasContact: false, state: 'untested' }, ['link', 'test', 'contact']],
    ['a person in charge', { isOpened: true, hasContact: false, state: 'passed' }, ['contact']],
    ['a test that passes', { isOpened: true, hasContact: true, state: 'failed' }, ['failed']],
    ['a test that is new enough', { isOpened: true, hasContact: true, state: 'stale' }, ['stale']],
    ['no link, passed by hand', { isOpened: false, hasContact: true, state: 'passed' }, []],
  ])('%s', (_, facts, missing) => expect(missingOf(facts)).toEqual(missing));
});

describe('a reminder', () => {
  const beginsAt = new Date(NOW).toISOString();
  it.each<[string, number, string | null]>([
    ['nothing 25 hours before', -25 * HOUR, null],
    ['a day before', -24 * HOUR, 'day'],
    ['a second more than 2 hours before', -2 * HOUR - 1000, 'day'],
    ['2 hours before', -2 * HOUR, 'hours'],
    ['a minute before', -60_000, 'hours'],
    ['nothing once it has begun', 0, null],
  ])('says %s', (_, offset, reminder) => expect(reminderAt(beginsAt, NOW + offset)).toBe(reminder));
  it('says nothing while nobody knows when it begins', () => expect(reminderAt(null, NOW)).toBeNull());
});
