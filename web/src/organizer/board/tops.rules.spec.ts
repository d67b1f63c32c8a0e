import { expect, it } from '@jest/globals';
import { topsOf } from './tops.rules.js';

const place = (siteId: string, parentId: string | null) => ({ siteId, name: `Xã ${siteId}`, parentId });

it.each([
  ['nothing', [], []],
  ['one with others below it', [place('a', null), place('b', 'a'), place('c', 'b')], ['Xã a']],
  ['two beside each other', [place('a', null), place('b', null)], ['Xã a', 'Xã b']],
  ['one whose parent is not among them', [place('b', 'a')], ['Xã b']],
])('a part begins at what lies below no other: %s', (_, places, tops) =>
  expect(topsOf(places)).toEqual(tops),
);
