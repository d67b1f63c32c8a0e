import { describe, expect, it } from '@jest/globals';
import type { UnitName } from '#contract/unit-name.js';
import { alikeUnits } from './alike.js';

const unit = (name: string, people = 1): UnitName => ({
  name,
  people,
  spellings: [{ name, people }],
  merged: [],
});
const groups = (...names: string[]): string[][] =>
  alikeUnits(names.map((name) => unit(name))).map((group) => group.map(({ name }) => name));

describe('units that are likely one', () => {
  it.each([
    ['differ by tones and letters', 'Xã Tân Sơn', 'Xã Tan Son'],
    ['differ by UBND', 'UBND xã Tân Sơn', 'Xã Tân Sơn'],
    ['differ by the whole word', 'Ủy ban nhân dân xã Tân Sơn', 'Xã Tân Sơn'],
    ['shorten the kind', 'X. Tân Sơn', 'Xã Tân Sơn'],
    ['shorten a town', 'UBND TT. Chũ', 'Thị trấn Chũ'],
    ['shorten a city', 'UBND TP Bắc Giang', 'Thành phố Bắc Giang'],
    ['write a sign for a word', 'Sở Thông tin & Truyền thông', 'Sở Thông tin và Truyền thông'],
    ['have other dashes', 'Lao động - Thương binh', 'Lao động Thương binh'],
  ])('%s', (_, one, other) => expect(groups(one, other, 'Sở Y tế')).toEqual([[one, other]]));

  it('are not those of two numbers, two kinds or two names', () => {
    expect(groups('Trường số 1', 'Trường số 2', 'Xã Kép', 'Thị trấn Kép', 'Sở Y tế', 'Sở Nội vụ')).toEqual(
      [],
    );
  });

  it('come with the most people first', () => {
    const found = alikeUnits([unit('Xã A', 1), unit('UBND xã A', 2), unit('Xã B', 5), unit('X. B', 1)]);
    expect(found.map((group) => group.map(({ name }) => name))).toEqual([
      ['Xã B', 'X. B'],
      ['UBND xã A', 'Xã A'],
    ]);
  });
});
