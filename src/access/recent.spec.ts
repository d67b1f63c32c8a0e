import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Recent } from './recent.js';

describe('what was used recently', () => {
  test('the last `limit` keys are always held, never more than twice as many, and each with its own value', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(fc.constantFrom('set', 'get', 'delete'), fc.integer({ min: 0, max: 12 })), { maxLength: 60 }),
        (limit, acts) => {
          const recent = new Recent<number>(limit);
          let used: number[] = [];
          for (const [act, key] of acts) {
            if (act === 'set') recent.set(`${key}`, key);
            const isHeld = recent.get(`${key}`) === key;
            if (act === 'delete') recent.delete(`${key}`);
            used = used.filter((other) => other !== key);
            if (isHeld && act !== 'delete') used.unshift(key);
          }
          for (const key of used.slice(0, limit)) expect(recent.get(`${key}`)).toBe(key);
          const held = Array.from({ length: 13 }, (_, key) => key).filter((key) => recent.get(`${key}`) !== undefined);
          expect(held.length).toBeLessThanOrEqual(2 * limit);
        },
      ),
    );
  });

  test('forgets by value', () => {
    const recent = new Recent<number>(2);
    for (const key of [1, 2, 3]) recent.set(`${key}`, key);
    recent.deleteWhere((value) => value < 3);
    expect([1, 2, 3].map((key) => recent.get(`${key}`))).toEqual([undefined, undefined, 3]);
  });
});
