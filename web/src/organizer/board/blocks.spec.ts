import { describe, expect, it } from '@jest/globals';
import { blocksOf, blocksWith, type Placed, rolledUpBlocksOf, shortName, shortNames } from './blocks.js';

const site = (code: string, parentId: string | null = null, level: Placed['level'] = 'commune'): Placed => ({
  siteId: code,
  code,
  name: code,
  level,
  parentId,
});

describe('blocks of the board', () => {
  const rows = [
    site('D1', null, 'department'),
    site('D2', null, 'department'),
    site('H1', null, 'district'),
    site('H1-1', 'H1'),
    site('H1-2', 'H1'),
    site('H2', null, 'district'),
    site('H2-1', 'H2'),
  ];

  it('puts sites without a parent first, then each parent with its own site before its children', () => {
    expect(blocksOf(rows).map((block) => [block.key, block.sites.map((s) => s.code)])).toEqual([
      ['level-department', ['D1', 'D2']],
      ['H1', ['H1', 'H1-1', 'H1-2']],
      ['H2', ['H2', 'H2-1']],
    ]);
  });
  it('gives a parent below another parent its own block, and shows every site once', () => {
    const deep = [
      site('P', null, 'province'),
      site('P-D', 'P', 'department'),
      ...rows.map((row) => (row.level === 'district' ? { ...row, parentId: 'P' } : row)),
    ];
    const blocks = blocksOf(deep);
    expect(blocks.map((block) => block.key)).toEqual(['level-department', 'P', 'H1', 'H2']);
    expect(blocks.flatMap((block) => block.sites.map((s) => s.siteId)).sort()).toEqual(
      deep.map((s) => s.siteId).sort(),
    );
  });
  it('a group leads a block of its children alone, and one without sites has none', () => {
    const groups = [site('K1'), site('K2', 'K1'), site('K9')];
    const under = [site('H0', null, 'district'), site('X1', 'K1'), site('X2', 'K2'), site('X3', 'K2')];
    const codes = (blocks: ReturnType<typeof blocksOf>) =>
      blocks.map((block) => [block.key, block.parent?.code, block.sites.map((s) => s.code)]);
    expect(codes(blocksOf(under, groups))).toEqual([
      ['level-district', undefined, ['H0']],
      ['K1', 'K1', ['X1']],
      ['K2', 'K2', ['X2', 'X3']],
    ]);
    expect(codes(rolledUpBlocksOf(under, groups))).toEqual([
      ['level-district', undefined, ['H0']],
      ['K1', 'K1', ['X1', 'X2', 'X3']],
    ]);
  });
  it('rolls up to a group that holds groups alone', () => {
    const blocks = rolledUpBlocksOf(
      [site('X1', 'K1'), site('X2', 'K2')],
      [site('A'), site('K1', 'A'), site('K2', 'A')],
    );
    expect(blocks.map((block) => [block.key, block.sites.map((s) => s.code)])).toEqual([['A', ['X1', 'X2']]]);
  });
  it('rolls up to the groups below a site, and keeps that site and its other children together', () => {
    const under = [site('P', null, 'province'), site('P1', 'P'), site('X1', 'K1'), site('X2', 'K2')];
    const blocks = rolledUpBlocksOf(under, [site('K1', 'P'), site('K2', 'P')]);
    expect(blocks.map((block) => [block.key, block.sites.map((s) => s.code)])).toEqual([
      ['P', ['P', 'P1']],
      ['K1', ['X1']],
      ['K2', ['X2']],
    ]);
  });
  it('shows a site whose parent is not on the board', () => {
    expect(blocksOf([site('X', 'gone')]).map((block) => block.sites.length)).toEqual([1]);
  });
  it('leaves out sites that a filter hides, and empty blocks', () => {
    const blocks = blocksWith(blocksOf(rows), new Set(['H1-2', 'D1']));
    expect(blocks.map((block) => [block.key, block.parent?.code, block.sites.map((s) => s.code)])).toEqual([
      ['level-department', undefined, ['D1']],
      ['H1', 'H1', ['H1-2']],
    ]);
  });
  it('rolls up to the topmost sites, and survives a circle', () => {
    const deep = [
      site('P', null, 'province'),
      site('H', 'P', 'district'),
      site('C', 'H'),
      site('S', null, 'department'),
      site('A', 'B'),
      site('B', 'A'),
    ];
    const blocks = rolledUpBlocksOf(deep);
    expect(blocks.find((block) => block.key === 'P')?.sites.map((s) => s.code)).toEqual(['P', 'H', 'C']);
    expect(blocks.flatMap((block) => block.sites)).toHaveLength(deep.length);
  });
});

describe('short name', () => {
  it.each([
    ['Xã Sơn Hải', 'Sơn Hải'],
    ['UBND xã Đồng Tiến', 'Đồng Tiến'],
    ['Phường Trần Phú', 'Trần Phú'],
    ['Thị trấn Chũ', 'Chũ'],
    ['Đặc khu Phú Quốc', 'Phú Quốc'],
    ['UBND đặc khu Côn Đảo', 'Côn Đảo'],
    ['UBND huyện Lục Ngạn', 'Lục Ngạn'],
    ['Sở Thông tin và Truyền thông', 'Sở Thông tin và Truyền thông'],
  ])('%s → %s', (name, short) => expect(shortName(name)).toBe(short));
  it('stays whole where two sites of a block would be called the same', () => {
    const named = (name: string): Placed => ({ ...site(name), name });
    const [block] = blocksOf([named('Xã Tân Dĩnh'), named('Xã Kép'), named('Thị trấn Kép')]);
    expect([...shortNames(block!).values()]).toEqual(['Tân Dĩnh', 'Xã Kép', 'Thị trấn Kép']);
  });
});
