import { describe, expect, it } from '@jest/globals';
import type { Site } from '#contract/site.js';
import { pointsBelow, possibleParents, pruned, treeOf } from './site-tree.js';

const site = (id: string, parentId: string | null = null, name = id): Site => ({
  id,
  code: id,
  name,
  parentId,
  level: 'commune',
  kind: 'point',
  expected: null,
  address: null,
  contactName: null,
  contactPhone: null,
  line: null,
  conferenceId: 'c',
  createdAt: '',
  updatedAt: '',
});
const sites = [
  site('H', null, 'Huyện Lục Ngạn'),
  site('A', 'H', 'Xã Đèo Gia'),
  site('B', 'H'),
  site('B1', 'B'),
  site('S'),
];

describe('the tree of sites', () => {
  it('has any depth, and keeps the order', () => {
    const [h, s] = treeOf(sites);
    expect(h?.children.map((branch) => branch.site.id)).toEqual(['A', 'B']);
    expect(h?.children[1]?.children.map((branch) => branch.site.id)).toEqual(['B1']);
    expect(s?.site.id).toBe('S');
  });
  it('loses no site to a missing parent or a circle', () => {
    expect(
      treeOf([site('X', 'gone'), site('Y', 'Z'), site('Z', 'Y')]).map((branch) => branch.site.id),
    ).toEqual(['X', 'Y', 'Z']);
  });
  it('keeps the parents of what a search finds', () => {
    const [h, ...rest] = pruned(treeOf(sites), 'deo gia');
    expect(rest).toEqual([]);
    expect(h?.children.map((branch) => branch.site.id)).toEqual(['A']);
  });
  it('counts the sites below, at any depth, and no group', () => {
    const group = { ...site('K', 'H'), kind: 'group' as const };
    const [h] = treeOf([...sites, group, site('K1', 'K')]);
    expect(pointsBelow(h!)).toBe(4);
  });
  it('offers no parent that lies below the site', () =>
    expect(possibleParents(sites, sites[2]!).map((one) => one.id)).toEqual(['H', 'A', 'S']));
});
