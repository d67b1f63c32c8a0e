import { describe, expect, it } from '@jest/globals';
import { parentNames, siteLabels } from './site-labels.js';

const site = (id: string, name: string, parentId: string | null = null) => ({
  id,
  name,
  parentId,
  code: `M-${id}`,
});
const tree = [site('ty', 'Tân Yên'), site('sd', 'Sơn Động')];

describe('the label of a site', () => {
  it.each<[string, ReturnType<typeof site>[], string[]]>([
    [
      'its name, when no other has it',
      [site('a', 'Xã Phúc Sơn', 'ty'), site('b', 'Xã Phúc Thắng', 'ty')],
      ['Xã Phúc Sơn', 'Xã Phúc Thắng'],
    ],
    [
      'with its parent’s, when another has the name',
      [site('a', 'Xã Phúc Sơn', 'ty'), site('b', 'Xã Phúc Sơn', 'sd')],
      ['Xã Phúc Sơn · Tân Yên', 'Xã Phúc Sơn · Sơn Động'],
    ],
    [
      'with its code, when it stands under none',
      [site('a', 'Xã Phúc Sơn', 'ty'), site('b', 'Xã Phúc Sơn')],
      ['Xã Phúc Sơn · Tân Yên', 'Xã Phúc Sơn · M-b'],
    ],
    [
      'with its code, when its parent is unknown',
      [site('a', 'Xã Phúc Sơn', 'x'), site('b', 'Xã Phúc Sơn')],
      ['Xã Phúc Sơn · M-a', 'Xã Phúc Sơn · M-b'],
    ],
    [
      'with its code, when both stand under one',
      [site('a', 'Điểm 1', 'ty'), site('b', 'Điểm 1', 'ty'), site('c', 'Điểm 1', 'sd')],
      ['Điểm 1 · M-a', 'Điểm 1 · M-b', 'Điểm 1 · Sơn Động'],
    ],
    [
      'the same name in other letters, blanks and composition is the same',
      [site('a', 'Xã  PHÚC Sơn', 'ty'), site('b', 'Xã Phúc Sơn'.normalize('NFD'), 'sd')],
      ['Xã  PHÚC Sơn · Tân Yên', `${'Xã Phúc Sơn'.normalize('NFD')} · Sơn Động`],
    ],
    [
      'another tone is another name',
      [site('a', 'Xã Mỹ Hà'), site('b', 'Xã Mỹ Há')],
      ['Xã Mỹ Hà', 'Xã Mỹ Há'],
    ],
  ])('%s', (_, sites, expected) => {
    const labels = siteLabels([...tree, ...sites]);
    expect(sites.map(({ id }) => labels.get(id))).toEqual(expected);
    expect(new Set(labels.values()).size).toBe(tree.length + sites.length);
  });

  it('its parent’s name is that of the site above it', () => {
    expect([...parentNames([...tree, site('a', 'A', 'ty'), site('b', 'B', 'x')])]).toEqual([
      ['a', 'Tân Yên'],
    ]);
  });
});
