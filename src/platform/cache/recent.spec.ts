import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Recent } from './recent.js';

const ACT = fc.tuple(fc.constantFrom('set', 'get', 'delete'), fc.integer({ min: 0, max: 12 }));
type Act = ['set' | 'get' | 'delete', number];

/**
 * Plays the acts and lists the keys by their last use, the newest first. A deleted key keeps its place:
 * deleting brings nothing back that newer keys have pushed out.
 */
function play(
  limit: number,
  acts: readonly (readonly [string, number])[],
): { recent: Recent<number>; used: number[]; deleted: Set<number> } {
  const recent = new Recent<number>(limit);
  let used: number[] = [];
  const deleted = new Set<number>();
  for (const [act, key] of acts) {
    if (act === 'set') recent.set(`${key}`, key);
    const isHit = recent.get(`${key}`) === key;
    if (act === 'delete') recent.delete(`${key}`);
    if (isHit) used = [key, ...used.filter((other) => other !== key)];
    if (act === 'delete') deleted.add(key);
    else if (isHit) deleted.delete(key);
  }
  return { recent, used, deleted };
}

function judge(limit: number, acts: readonly (readonly [string, number])[]): void {
  const { recent, used, deleted } = play(limit, acts);
  for (const key of used.slice(0, limit))
    expect([key, recent.get(`${key}`)]).toEqual([key, deleted.has(key) ? undefined : key]);
  const present = Array.from({ length: 13 }, (_, key) => key).filter(
    (key) => recent.get(`${key}`) !== undefined,
  );
  expect(present.length).toBeLessThanOrEqual(2 * limit);
}

describe('what was used recently', () => {
  test('the last `limit` keys used are there unless deleted, and never more than twice as many', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.array(ACT, { maxLength: 60 }), judge), {
      numRuns: 1_000,
    });
  });

  test('a deletion brings back no key that newer ones have pushed out', () => {
    const acts: Act[] = [
      ['set', 0],
      ['set', 1],
      ['set', 2],
      ['delete', 2],
      ['delete', 1],
    ];
    judge(1, acts);
    expect(play(1, acts).recent.get('0')).toBeUndefined();
  });

  test('forgets by value', () => {
    const recent = new Recent<number>(2);
    for (const key of [1, 2, 3]) recent.set(`${key}`, key);
    recent.deleteWhere((value) => value < 3);
    expect([1, 2, 3].map((key) => recent.get(`${key}`))).toEqual([undefined, undefined, 3]);
  });
});
