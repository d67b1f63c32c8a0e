import { describe, expect, it } from '@jest/globals';
import { statSync } from 'node:fs';
import type { Unit } from '../../contract/unit.js';
import { provinces, unitsOf, unitWithCode, unitWithOldCode } from './unit-directory.js';

const units = (): Unit[] => provinces().flatMap(({ code }) => [...unitsOf(code)!]);

describe('the directory of 2025', () => {
  it('holds 34 provinces and 3,321 units: 2,621 communes, 687 wards, 13 special zones', () => {
    expect(provinces()).toHaveLength(34);
    const count = (level: string): number => units().filter((unit) => unit.level === level).length;
    expect([units().length, count('commune'), count('ward'), count('special_zone')]).toEqual([
      3321, 2621, 687, 13,
    ]);
    expect(provinces().map(({ level }) => level)).toEqual(Array.from({ length: 34 }, () => 'province'));
    expect(provinces().reduce((sum, province) => sum + province.units, 0)).toBe(3321);
    const sizes = provinces().map((province) => province.units);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([38, 168]);
  });

  it('has names of composed letters without stray blanks', () => {
    for (const { name } of [...provinces(), ...units()])
      expect(name).toBe(name.normalize('NFC').replace(/\s+/g, ' ').trim());
  });

  it('has each code once, of two and of five digits', () => {
    const codes = units().map(({ code }) => code);
    expect([new Set(codes).size, codes.filter((code) => !/^\d{5}$/.test(code))]).toEqual([3321, []]);
    const tops = provinces().map(({ code }) => code);
    expect([new Set(tops).size, tops.filter((code) => !/^\d{2}$/.test(code))]).toEqual([34, []]);
  });

  it('leads each old code to one unit, and has each once', () => {
    const old = units().flatMap(({ oldCodes }) => oldCodes);
    expect(new Set(old).size).toBe(old.length);
    expect(old.filter((code) => !/^\d{5}$/.test(code))).toEqual([]);
    expect(old.length).toBeGreaterThan(10_000);
    for (const code of old) expect(unitWithCode(unitWithOldCode(code)!.code)).toBeDefined();
  });

  it('knows Bắc Ninh with 33 wards and 66 communes, and where the communes of Bắc Giang went', () => {
    const bacNinh = unitsOf('24')!;
    const count = (level: string): number => bacNinh.filter((unit) => unit.level === level).length;
    expect([provinces().find(({ code }) => code === '24')!.name, count('ward'), count('commune')]).toEqual([
      'Tỉnh Bắc Ninh',
      33,
      66,
    ]);
    expect(bacNinh.filter(({ code }) => code.startsWith('07'))).toHaveLength(58);
    // A row that has its name alone in the source.
    expect(unitWithOldCode('07204')).toMatchObject({ name: 'Phường Bắc Giang', provinceCode: '24' });
  });

  it('mends the code of Xã Ia Mơ, which the source gives to another commune', () => {
    expect(unitWithCode('23938')?.name).toBe('Xã Ia Mơ');
    expect(unitWithCode('23737')).toBeUndefined();
    expect(unitWithOldCode('23737')?.name).toBe('Xã Ia Ly');
    expect(unitWithOldCode('23938')?.name).toBe('Xã Ia Mơ');
  });

  it('fits into 300 kB', () => {
    expect(statSync('src/sites/units/units-2025.json').size).toBeLessThan(300_000);
  });
});
