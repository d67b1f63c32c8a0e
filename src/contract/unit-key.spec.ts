import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unitKey, unitNames } from './unit-key.js';

describe('the key of a unit', () => {
  it.each([
    ['composition', 'Sở Văn hoá'.normalize('NFD'), 'Sở Văn hoá'],
    ['case', 'SỞ Y TẾ', 'Sở Y tế'],
    ['the place of the tone', 'Xã Hòa Bình', 'Xã Hoà Bình'],
    ['the place of the tone in ủy', 'Ủy ban nhân dân', 'Uỷ ban nhân dân'],
    ['the place of the tone in thúy, khỏe and quý', 'Thúy Khỏe Qúy', 'Thuý Khoẻ Quý'],
    ['the tone and the case of capitals', 'XÃ HÒA BÌNH', 'Xã Hoà Bình'],
    ['punctuation at the end', 'Sở Y tế.', 'Sở Y tế'],
    ['several signs at the end', 'Sở Y tế ;…', 'Sở Y tế'],
    ['blanks', '  Sở\u00a0Y  tế ', 'Sở Y tế'],
    ['blanks around a dash, and its kind', 'Lao động–Thương binh', 'Lao động - Thương binh'],
    ['a blank before a comma', 'Sở ,ban', 'Sở, ban'],
    ['what nobody sees', 'Sở\u200b Y\u00ad tế', 'Sở Y tế'],
    ['eth', '\u00d0oàn Thanh niên', 'Đoàn Thanh niên'],
  ])('is the same whatever %s', (_, one, other) => expect(unitKey(one)).toBe(unitKey(other)));

  it.each([
    ['another tone', 'Xã Hòa', 'Xã Họa'],
    ['no tone', 'Xã Hòa', 'Xã Hoa'],
    ['another letter', 'Tân Sơn', 'Tân Son'],
    ['đ and d', 'Đông Sơn', 'Dông Sơn'],
    ['a number', 'Trường THPT số 1', 'Trường THPT số 2'],
    ['a bracket', 'Trường THPT (cơ sở 2)', 'Trường THPT (cơ sở 1)'],
    ['a word', 'UBND xã A', 'Xã A'],
  ])('tells apart %s', (_, one, other) => expect(unitKey(one)).not.toBe(unitKey(other)));

  it('is its own key', () => {
    const texts = fc.string({
      unit: fc.constantFrom(...'aàáoòóưuyhHđĐ -–.,()1 \u0300\u0301'.normalize('NFC')),
      maxLength: 20,
    });
    fc.assert(fc.property(texts, (text) => unitKey(unitKey(text)) === unitKey(text)));
  });
});

describe('the name of a unit', () => {
  it('is its commonest spelling, of equal ones the first by alphabet', () => {
    const nameOf = unitNames(['Sở y tế', 'Sở Y tế', 'SỞ Y TẾ', 'Sở Y tế', null, 'Xã Hoà An', 'Xã Hòa An']);
    expect(['SỞ Y TẾ', 'sở y tế.', 'Sở Y tế', null].map(nameOf)).toEqual([
      'Sở Y tế',
      'Sở Y tế',
      'Sở Y tế',
      null,
    ]);
    expect(nameOf('Xã Hòa An')).toBe(nameOf('Xã Hoà An'));
  });

  it('is that of the unit which it was merged into, and of that one’s', () => {
    const names = ['UBND xã A', 'Xã A', 'Xã A', 'Xã A.', 'X. A'];
    const one = unitNames(names, [{ name: 'ubnd XÃ a', into: 'Xã A' }]);
    expect(names.map(one)).toEqual(['Xã A', 'Xã A', 'Xã A', 'Xã A', 'X. A']);
    const two = unitNames(names, [
      { name: 'X. A', into: 'UBND xã A' },
      { name: 'UBND xã A', into: 'Xã A' },
    ]);
    expect(new Set(names.map(two))).toEqual(new Set(['Xã A']));
  });

  it('is the one that was chosen when nobody is in that unit, and a circle ends', () => {
    expect(unitNames(['X. A'], [{ name: 'X. A', into: 'Xã A' }])('X. A')).toBe('Xã A');
    const circle = unitNames(
      ['A', 'B'],
      [
        { name: 'A', into: 'B' },
        { name: 'B', into: 'A' },
      ],
    );
    expect(['A', 'B']).toContain(circle('A'));
  });
});
