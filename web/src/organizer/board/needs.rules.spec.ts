import { describe, expect, it } from '@jest/globals';
import type { BoardRow, PresenceState } from '#contract/board.js';
import { isAtHome, needsOf, sitesIn } from './needs.rules.js';
import { isShown, showOf } from './row-facts.rules.js';

const at = (minute: number, second = 0): string =>
  new Date(Date.UTC(2026, 10, 22, 1, minute, second)).toISOString();
const LATER = Date.parse(at(59));
const visitors = { inPerson: 0, online: 0, left: 0 };
const figures = {
  listed: 15,
  rate: 0,
  outside: { ...visitors, absent: 0 },
  guests: visitors,
  elsewhere: visitors,
};
const row = (siteId: string, state: PresenceState, since: string | null, inPerson = 5): BoardRow => ({
  siteId,
  code: siteId,
  name: `Xã ${siteId}`,
  level: 'commune',
  parentId: null,
  expected: 15,
  ...figures,
  presence: { state, since },
  signal: null,
  help: null,
  readiness: null,
  counts: { inPerson, online: 0, absent: 0, left: 0, unmarked: 15 - inPerson, walkIns: 0 },
  lastEntryAt: null,
});
const blocks = new Map(['A', 'B', 'C', 'D', 'E'].map((id) => [id, id === 'E' ? 'other' : 'district']));

describe('what needs a person', () => {
  it('lets a site be unsteady for 20 seconds before it needs somebody', () => {
    const rows = [row('A', 'unsteady', at(5))];
    expect(needsOf(rows, blocks, at(0), Date.parse(at(5, 19)))).toEqual([]);
    expect(needsOf(rows, blocks, at(0), Date.parse(at(5, 20))).map(({ kind }) => kind)).toEqual(['unsteady']);
  });
  it('puts the lost first, then the unsteady, then a roll that has not begun; longest first', () => {
    const rows = [
      row('A', 'online', at(1), 0),
      row('B', 'unsteady', at(5)),
      row('C', 'lost', at(9)),
      row('D', 'lost', at(2)),
      row('E', 'online', at(0)),
    ];
    expect(needsOf(rows, blocks, at(0), LATER).map((need) => [need.kind, need.key])).toEqual([
      ['lost', 'D'],
      ['lost', 'C'],
      ['unsteady', 'B'],
      ['not-started', 'A'],
    ]);
  });
  it('puts a call for help before all, and asks for the site twice when it is lost as well', () => {
    const help = { id: 'h', message: 'Không nghe được tiếng', at: at(9), open: 1 };
    const rows = [
      row('A', 'lost', at(1)),
      { ...row('B', 'online', at(1)), help: { ...help, at: at(12) } },
      { ...row('C', 'lost', at(3)), help },
    ];
    const needs = needsOf(rows, blocks, at(0), LATER);
    expect(needs.map((need) => [need.kind, need.rows[0]?.siteId, need.since])).toEqual([
      ['help', 'C', at(9)],
      ['help', 'B', at(12)],
      ['lost', 'A', at(1)],
      ['lost', 'C', at(3)],
    ]);
    expect(new Set(needs.map((need) => need.key)).size).toBe(4);
  });
  it('does not join calls of one block: each needs its own answer', () => {
    const calling = ['A', 'B', 'C', 'D'].map((id) => ({
      ...row(id, 'online', at(1)),
      help: { id, message: 'Mất tiếng', at: at(2), open: 1 },
    }));
    expect(needsOf(calling, blocks, at(0), LATER).map((need) => need.rows.length)).toEqual([1, 1, 1, 1]);
  });
  it('waits for the roll until it is open, and counts from then', () => {
    const early = [row('A', 'online', at(1), 0)];
    expect(needsOf(early, blocks, null, LATER)).toEqual([]);
    expect(needsOf(early, blocks, at(8), LATER)[0]?.since).toBe(at(8));
  });
  it('counts a roll as started by people marked at the site: guests, not its own people elsewhere', () => {
    const early = row('A', 'online', at(1), 0);
    const counts = { ...early.counts, inPerson: 1, unmarked: 14 };
    expect(
      needsOf([{ ...early, counts, elsewhere: { ...visitors, inPerson: 1 } }], blocks, at(8), LATER),
    ).toHaveLength(1);
    expect(needsOf([{ ...early, guests: { ...visitors, inPerson: 1 } }], blocks, at(8), LATER)).toHaveLength(
      0,
    );
  });
  it('gives a site that has just connected the time that a roll takes', () => {
    const come = [row('A', 'online', at(10), 0)];
    expect(needsOf(come, blocks, at(0), Date.parse(at(11, 59)))).toEqual([]);
    expect(needsOf(come, blocks, at(0), Date.parse(at(12)))).toMatchObject([
      { kind: 'not-started', since: at(10) },
    ]);
  });
  it('makes one line of the sites of a district that were lost together, and leaves the others', () => {
    const rows = [
      row('A', 'lost', at(3)),
      row('B', 'lost', at(3, 30)),
      row('C', 'lost', at(4)),
      row('D', 'lost', at(40)),
      row('E', 'lost', at(3)),
    ];
    const needs = needsOf(rows, blocks, at(0), LATER);
    expect(needs.map((need) => need.rows.map((one) => one.siteId))).toEqual([['E'], ['A', 'B', 'C'], ['D']]);
    expect(needs.find((need) => need.rows.length === 3)?.block).toBe('district');
  });
  it('names a site that never connected last, once the roll has been open for a while', () => {
    const rows = [row('A', 'never', null, 0), row('B', 'online', at(1), 0)];
    expect(needsOf(rows, blocks, null, LATER)).toEqual([]);
    expect(needsOf([rows[0]!], blocks, at(10), Date.parse(at(11, 59)))).toEqual([]);
    expect(
      needsOf(rows, blocks, at(10), Date.parse(at(12))).map((need) => [need.kind, need.key, need.since]),
    ).toEqual([
      ['not-started', 'B', at(10)],
      ['never', 'A', at(10)],
    ]);
  });
  it('joins many sites that are late in the same way, below the lost ones', () => {
    const rows = [
      ...['A', 'B', 'C', 'D'].map((id) => row(id, 'never', null, 0)),
      row('E', 'lost', at(50)),
      ...['F', 'G', 'H'].map((id) => row(id, 'online', at(1), 0)),
    ];
    const needs = needsOf(rows, blocks, at(0), LATER);
    expect(needs.map((need) => [need.kind, need.rows.length, need.block])).toEqual([
      ['lost', 1, null],
      ['not-started', 1, null],
      ['not-started', 1, null],
      ['not-started', 1, null],
      ['never', 4, null],
    ]);
    expect(sitesIn(needs)).toBe(8);
  });
  it('counts a site that calls and was lost once, and gives each call a line of its own', () => {
    const help = { id: 'h', message: 'Không nghe được tiếng', at: at(9), open: 1 };
    const rows = [
      { ...row('A', 'lost', at(1)), help },
      { ...row('B', 'online', at(1)), help },
      row('C', 'lost', at(20)),
      row('D', 'unsteady', at(30)),
    ];
    const needs = needsOf(rows, blocks, at(0), LATER);
    expect(sitesIn(needs)).toBe(4);
  });
});

describe('filters of the address', () => {
  it('ignores unknown filters', () => {
    expect(showOf('lost')).toBe('lost');
    expect(showOf('constructor')).toBeNull();
  });
  it('finds without case and diacritics, by name and code', () => {
    const one = { ...row('XA-07', 'lost', at(1), 0), name: 'Xã Đồng Tiến' };
    expect(isShown(one, null, 'dong tien')).toBe(true);
    expect(isShown(one, 'lost', 'xa-07')).toBe(true);
    expect(isShown(one, 'online', 'dong')).toBe(false);
    expect(isShown(one, 'not-started', '')).toBe(true);
    expect(isShown(one, 'help', '')).toBe(false);
    expect(isShown({ ...one, help: { id: 'h', message: 'Mất tiếng', at: at(1), open: 1 } }, 'help', '')).toBe(
      true,
    );
  });
});

describe('a site that says that picture or sound are bad', () => {
  const says = (siteId: string, sound: 'ok' | 'bad' | 'none', state: PresenceState = 'online'): BoardRow => ({
    ...row(siteId, state, at(1)),
    signal: { picture: 'ok', sound, headcount: null, at: at(3) },
  });
  it('needs a person, and shares a line with many that say the same', () => {
    const many = ['A', 'B', 'C', 'D'].map((id) => says(id, 'none'));
    const needs = needsOf([...many, says('E', 'bad')], blocks, null, LATER);
    expect(needs.map(({ kind, trouble, rows }) => [kind, trouble, rows.length])).toEqual([
      ['signal', 'badSound', 1],
      ['signal', 'noSound', 4],
    ]);
  });
  it('says nothing of now once it is lost', () => {
    expect(needsOf([says('A', 'none', 'lost')], blocks, null, LATER).map(({ kind }) => kind)).toEqual([
      'lost',
    ]);
  });
  it('has no line where an incident speaks of it', () => {
    const rows = [says('A', 'none'), row('B', 'lost', at(2)), row('C', 'lost', at(2))];
    const needs = needsOf(rows, blocks, null, LATER, (siteId) => siteId !== 'C');
    expect(needs.map((need) => need.rows[0]!.siteId)).toEqual(['C']);
  });
});

describe('a site that nobody misses', () => {
  it.each([
    ['was lost when the day was over', row('A', 'lost', at(5)), null, true],
    ['was lost on an earlier day', row('A', 'lost', at(5)), at(6), true],
    ['was not lost since the day began', row('A', 'lost', at(6)), at(6), false],
    ['is not connected', row('A', 'online', at(5)), null, false],
  ])('%s', (_, site, missedSince, expected) => expect(isAtHome(site, missedSince)).toBe(expected));
});
