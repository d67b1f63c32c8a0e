import { describe, expect, test } from '@jest/globals';
import { maySee } from './conferences.policy.js';
import { differing, faultOfConference, isTimezone } from './conferences.rules.js';
import { isDay } from '../platform/http/calendar-day.decorator.js';

test.each([
  ['Asia/Ho_Chi_Minh', true],
  ['UTC', true],
  ['Europe/Berlin', true],
  ['+07:00', false],
  ['Asia/Nowhere', false],
  ['', false],
  ['Asia/Ho Chi Minh', false],
])('time zone %s: %s', (name, isOne) => expect(isTimezone(name)).toBe(isOne));

test.each([
  ['2026-11-22', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['2026-11-22T00:00:00Z', false],
  [20261122, false],
  [null, false],
])('day %s: %s', (text, isOne) => expect(isDay(text)).toBe(isOne));

test('a conference ends no earlier than it starts', () => {
  expect(faultOfConference({ startsOn: '2026-11-22', endsOn: '2026-11-22', timezone: 'UTC' })).toBeNull();
  expect(faultOfConference({ startsOn: '2026-11-22', endsOn: '2026-11-21', timezone: 'UTC' })).toBe(
    'conference.dates-reversed',
  );
  expect(faultOfConference({ startsOn: '2026-11-22', endsOn: '2026-11-22', timezone: 'Mars' })).toBe(
    'conference.timezone-unknown',
  );
});

describe('who sees a conference', () => {
  const own = { conferenceId: 'c', siteId: 's' };
  const actors = {
    anonymous: undefined,
    organizer: { kind: 'organizer', accountId: 'a', login: 'l', name: 'n', role: 'owner', scope: 'all' },
    local: { kind: 'organizer', accountId: 'b', login: 'm', name: 'n', role: 'organizer', scope: ['c'] },
    coordinator: { kind: 'coordinator', deviceId: 'd', deviceName: 'n', ...own },
    trainee: { kind: 'trainee', participantId: 'p', ...own },
    viewer: { kind: 'viewer', viewerId: 'v', name: 'n', conferenceId: 'c' },
  } as const;
  test.each([
    ['anonymous', false, true, true],
    ['organizer', true, true, true],
    ['local', true, true, false],
    ['coordinator', false, true, false],
    ['trainee', false, true, false],
    ['viewer', false, true, false],
  ] as const)('%s: own draft %s, own open %s, another open %s', (kind, ownDraft, ownOpen, otherOpen) => {
    const sees = (id: string, status: 'draft' | 'open') => maySee(actors[kind], { id, status });
    expect([sees('c', 'draft'), sees('c', 'open'), sees('x', 'open')]).toEqual([
      ownDraft,
      ownOpen,
      otherOpen,
    ]);
  });
});

test('of an edit, the fields that are different are told', () => {
  const before = { title: 'A', languages: ['vi', 'en'], hotline: null };
  expect(differing(before, { ...before, languages: ['vi', 'en'] })).toEqual([]);
  expect(differing<object>(before, { title: 'B', languages: ['vi'], hotline: null })).toEqual([
    'title',
    'languages',
  ]);
});
