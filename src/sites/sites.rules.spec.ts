import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byCode, makesCircle } from './sites.rules.js';

describe('the tree', () => {
  test('accepting only moves that make no circle, every site has a way up', () => {
    const moves = fc.array(fc.tuple(fc.nat(7), fc.option(fc.nat(7))), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (chosen) => {
        const parentOf = new Map<string, string | null>(
          Array.from({ length: 8 }, (_, at) => [String(at), null]),
        );
        for (const [id, parent] of chosen) {
          const parentId = parent === null ? null : String(parent);
          if (!makesCircle(parentOf, String(id), parentId)) parentOf.set(String(id), parentId);
        }
        for (const id of parentOf.keys()) {
          let steps = 0;
          for (let at: string | null = id; at !== null && steps <= 8; at = parentOf.get(at) ?? null)
            steps += 1;
          expect(steps).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});

test('codes lie in order of their numbers, case apart, equal ones by id', () => {
  const site = (code: string, id = '0'): { code: string; id: string } => ({ code, id });
  const sites = [site('x10'), site('X2'), site('Đ1'), site('x2', '1'), site('D9')];
  expect(sites.sort(byCode).map(({ code }) => code)).toEqual(['D9', 'Đ1', 'X2', 'x2', 'x10']);
});
