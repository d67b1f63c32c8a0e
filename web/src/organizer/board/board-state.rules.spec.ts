import { describe, expect, it } from '@jest/globals';
import type { BoardChanges, BoardRow, BoardSnapshot, BoardTotals } from '#contract/board.js';
import { apply, fromSnapshot, mergedArrivals } from './board-state.rules.js';
import { livenessOf, TRUSTED_MS } from './liveness.rules.js';

const counts = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 15, walkIns: 0 };
const visitors = { inPerson: 0, online: 0, left: 0 };
const figures = {
  listed: 15,
  rate: 0,
  outside: { ...visitors, absent: 0 },
  guests: visitors,
  elsewhere: visitors,
};
const row = (siteId: string, inPerson = 0): BoardRow => ({
  siteId,
  code: siteId,
  name: `Xã ${siteId}`,
  level: 'commune',
  parentId: null,
  expected: 15,
  ...figures,
  presence: { state: 'never', since: null },
  signal: null,
  help: null,
  readiness: null,
  counts: { ...counts, inPerson, unmarked: 15 - inPerson },
  lastEntryAt: null,
});
const totals: BoardTotals = {
  sites: 2,
  expected: 30,
  ...figures,
  listed: 30,
  counts: { ...counts, unmarked: 30 },
  presence: { never: 2, online: 0, unsteady: 0, lost: 0 },
  readiness: { untested: 2, passed: 0, failed: 0, stale: 0 },
  followers: 0,
};
const snapshot: BoardSnapshot = {
  conferenceId: 'c',
  checkpointId: 'k',
  seq: 10,
  asOf: '2026-11-22T01:00:00.000Z',
  totals,
  sites: [row('A'), row('B')],
  arrivals: [],
};
const news = (over: Partial<BoardChanges>): BoardChanges => ({
  conferenceId: 'c',
  checkpointId: 'k',
  from: 10,
  seq: 11,
  asOf: '2026-11-22T01:00:01.000Z',
  totals,
  sites: [row('B', 3)],
  arrivals: [],
  ...over,
});

describe('the cached board', () => {
  it('applies news that follows, leaves the other rows unchanged, and names the changed ones', () => {
    const cached = fromSnapshot(snapshot);
    const applied = apply(cached, news({}));
    if (!('board' in applied)) throw new Error('refused');
    expect(applied.board.seq).toBe(11);
    expect(applied.changed.map((one) => one.siteId)).toEqual(['B']);
    expect(applied.board.sites.get('B')?.counts.inPerson).toBe(3);
    expect(applied.board.sites.get('A')).toBe(cached.sites.get('A'));
    expect([...applied.board.sites.keys()]).toEqual(['A', 'B']);
  });
  it.each([
    ['a gap', news({ from: 12, seq: 13 }), { gap: 'missed' }],
    ['an overlap with changes that are missing here', news({ from: 9, seq: 12 }), { gap: 'missed' }],
    ['news that is cached already', news({ from: 8, seq: 10 }), { old: true }],
    ['another checkpoint', news({ checkpointId: 'other' }), { gap: 'other-board' }],
    ['another conference', news({ conferenceId: 'other' }), { gap: 'other-board' }],
    ['a site never seen', news({ sites: [row('C')] }), { gap: 'other-board' }],
    ['a site with another name', news({ sites: [{ ...row('A'), name: 'Xã mới' }] }), { gap: 'other-board' }],
  ])('does not apply %s', (_, what, answer) => expect(apply(fromSnapshot(snapshot), what)).toEqual(answer));

  it('replaces a minute of arrivals, keeps them in order, and drops a minute that was undone', () => {
    const cached = [{ minute: '2026-11-22T01:01:00.000Z', people: 4 }];
    const later = mergedArrivals(cached, [
      { minute: '2026-11-22T01:00:00.000Z', people: 2 },
      { minute: '2026-11-22T01:01:00.000Z', people: 6 },
    ]);
    expect(later.map((one) => one.people)).toEqual([2, 6]);
    expect(
      mergedArrivals(later, [{ minute: '2026-11-22T01:00:00.000Z', people: 0 }]).map((one) => one.people),
    ).toEqual([6]);
  });
});

describe('liveness', () => {
  const offset = 5_000;
  it('runs with the clock while news arrives', () =>
    expect(livenessOf({ watching: true, at: 1_000, offset }, 4_000)).toEqual({ live: true, at: 9_000 }));
  it('stops at the last news once the socket is gone', () =>
    expect(livenessOf({ watching: false, at: 1_000, offset }, 4_000)).toEqual({ live: false, at: 6_000 }));
  it('does not trust a silent socket', () =>
    expect(livenessOf({ watching: true, at: 1_000, offset }, 1_001 + TRUSTED_MS)).toEqual({
      live: false,
      at: 6_000,
    }));
  it('shows no time before the first news', () =>
    expect(livenessOf({ watching: false, at: null, offset: 0 }, 1)).toEqual({ live: false, at: null }));
});
