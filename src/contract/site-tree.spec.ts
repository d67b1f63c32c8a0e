import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idsFrom, wayUp } from './site-tree.js';

describe('a part of the tree', () => {
  const site = (id: string, parentId: string | null) => ({ id, parentId });
  const sites = [
    site('a11', 'a1'),
    site('a', null),
    site('a1', 'a'),
    site('a2', 'g'),
    site('b', null),
    site('g', 'a'),
    site('empty', null),
  ];
  const parentOf = new Map(sites.map(({ id, parentId }) => [id, parentId]));

  test.each([
    ['a', ['a', 'a1', 'a11', 'a2', 'g']],
    ['g', ['a2', 'g']],
    ['a1', ['a1', 'a11']],
    ['b', ['b']],
    ['empty', ['empty']],
  ])('%s: %j', (top, ids) => expect([...idsFrom(top, sites)].sort()).toEqual(ids));

  test.each([
    ['a11', ['a11', 'a1', 'a']],
    ['a', ['a']],
    ['of another list', ['of another list']],
  ])('the way up from %s: %j', (id, way) => expect(wayUp(id, parentOf)).toEqual(way));

  test('holds whatever has its top on its way up, circles too', () => {
    const names = ['0', '1', '2', '3', '4', '5'] as const;
    const parents = fc.array(fc.option(fc.constantFrom(...names)), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(parents, fc.constantFrom(...names), (chosen, top) => {
        const tree = names.map((id, at) => site(id, chosen[at]!));
        const above = new Map(tree.map(({ id, parentId }) => [id, parentId]));
        const ids = names.filter((id) => wayUp(id, above).includes(top));
        expect([...idsFrom(top, tree)].sort()).toEqual(ids);
      }),
    );
  });
});
