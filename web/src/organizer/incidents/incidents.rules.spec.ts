import { describe, expect, it } from '@jest/globals';
import type { Incident } from '#contract/incident.js';
import { alarmOf, applied, coveredBy, fittingLines, inOrder } from './incidents.rules.js';

const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  id,
  conferenceId: 'c',
  cause: 'site',
  siteId: id,
  line: null,
  siteIds: [id],
  sites: 1,
  away: 1,
  state: 'open',
  openedAt: '2026-11-22T01:00:00.000Z',
  reopenedAt: null,
  flaps: 0,
  resolvedAt: null,
  mergedInto: null,
  alarmFrom: '2026-11-22T01:00:00.000Z',
  escalated: false,
  note: null,
  by: null,
  acknowledgedAt: null,
  until: null,
  ...more,
});
const idsOf = (incidents: Incident[]): string[] => incidents.map(({ id }) => id);

describe('the incidents on a page', () => {
  it('stand with the wider cause first, and those that somebody works on last', () => {
    const early = incident('b', { openedAt: '2026-11-22T00:00:00.000Z' });
    const part = incident('p', { cause: 'part' });
    const known = incident('o', { cause: 'ours', state: 'acknowledged' });
    expect(idsOf(inOrder([known, incident('a'), early, part]))).toEqual(['p', 'b', 'a', 'o']);
  });
  it('take what is told, and let go what is over', () => {
    const known = [incident('a'), incident('b')];
    expect(applied(known, incident('a', { away: 0 }))[0]!.away).toBe(0);
    expect(idsOf(applied(known, incident('a', { state: 'resolved' })))).toEqual(['b']);
    expect(idsOf(applied(known, incident('c')))).toEqual(['a', 'b', 'c']);
  });
});

describe('the lines of incidents', () => {
  it.each([
    ['all of them', [50, 50], 200, 2],
    ['those that are whole', [50, 50, 50, 50], 200, 3],
    ['one that is higher than the room', [300, 50], 200, 1],
    ['none', [], 200, 0],
  ])('are shown as far as they fit: %s', (_, heights, room, expected) =>
    expect(fittingLines(heights, room)).toBe(expected),
  );
});

describe('an incident rings', () => {
  it('as it opens, again when nobody takes it or its silence ends, and not while somebody has it', () => {
    expect(alarmOf(incident('a'))?.at).toBe('2026-11-22T01:00:00.000Z');
    expect(alarmOf(incident('a', { escalated: true }))?.at).toBe('2026-11-22T01:03:00.000Z');
    expect(alarmOf(incident('a', { state: 'acknowledged' }))).toBeNull();
    const again = alarmOf(incident('a', { alarmFrom: '2026-11-22T01:30:00.000Z' }));
    expect(again).toEqual({ id: expect.any(String), at: '2026-11-22T01:30:00.000Z' });
    expect(again!.id).not.toBe(alarmOf(incident('a'))!.id);
  });
});

describe('a site that an incident speaks of', () => {
  const parentOf = new Map([
    ['z', 'district'],
    ['district', 'province'],
    ['province', null],
    ['elsewhere', null],
  ]);
  it('needs no line for the same trouble', () => {
    const incidents = [incident('a'), incident('x', { cause: 'broadcast', siteIds: ['b'] })];
    const isCovered = coveredBy(incidents, parentOf);
    expect([isCovered('a', 'lost'), isCovered('a', 'signal')]).toEqual([true, false]);
    expect([isCovered('b', 'lost'), isCovered('b', 'signal')]).toEqual([false, true]);
  });
  it.each<[string, Partial<Incident>, boolean[]]>([
    ['ours is everywhere', { cause: 'ours', siteId: null }, [true, true, false]],
    ['a part is below its node', { cause: 'part', siteId: 'province' }, [true, false, false]],
    ['a line is of those it names', { cause: 'line', siteId: null, line: 'VNPT' }, [false, false, false]],
    ['a broadcast is everywhere', { cause: 'broadcast', siteId: null }, [false, false, true]],
    ['or below its node', { cause: 'broadcast', siteId: 'district' }, [false, false, true]],
    ['and nowhere else', { cause: 'broadcast', siteId: 'elsewhere' }, [false, false, false]],
  ])('may be one of more than the incident names: %s', (_, more, expected) => {
    const isCovered = coveredBy([incident('o', { siteIds: ['b'], sites: 30_000, ...more })], parentOf);
    expect([isCovered('z', 'lost'), isCovered('elsewhere', 'lost'), isCovered('z', 'signal')]).toEqual(
      expected,
    );
  });
});
