import { describe, expect, it } from '@jest/globals';
import type { Unit } from '#contract/unit.js';
import { byProvinceName, newUnits } from './units-to-add.js';

const unit = (code: string, name = code): Unit => ({
  code,
  name,
  level: 'commune',
  provinceCode: '24',
  units: 0,
  oldCodes: [],
});

describe('units to add', () => {
  it('are those whose code no site has, however it is written', () => {
    const units = [unit('07210'), unit('07228'), unit('07246')];
    expect(newUnits(units, [{ code: ' 07210 ' }, { code: 'X1' }]).map(({ code }) => code)).toEqual([
      '07228',
      '07246',
    ]);
  });
  it('belong to provinces in order of name, not of kind', () => {
    const names = [
      'Thành phố Hà Nội',
      'Tỉnh An Giang',
      'Tỉnh Điện Biên',
      'Thành phố Đà Nẵng',
      'Tỉnh Bắc Ninh',
    ];
    const sorted = byProvinceName(names.map((name) => unit(name, name))).map(({ name }) =>
      name.replace(/^(Tỉnh|Thành phố) /, ''),
    );
    expect(sorted).toEqual(['An Giang', 'Bắc Ninh', 'Đà Nẵng', 'Điện Biên', 'Hà Nội']);
  });
});
