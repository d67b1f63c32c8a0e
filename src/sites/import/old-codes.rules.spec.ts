import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Faults } from '../../platform/sheets/faults.rules.js';
import { type MappedRows, oldCodesWarning, withNewCodes } from './old-codes.rules.js';
import type { SiteCandidate } from './site-candidate.rules.js';
import { newCodeOf, provinces, unitsOf } from '../units/unit-directory.js';

const NOTHING = {
  sheet: null,
  kind: null,
  level: null,
  parentCode: null,
  expected: null,
  address: null,
  contactName: null,
  contactPhone: null,
  line: null,
};
const row = (code: string, more: Partial<SiteCandidate> = {}): SiteCandidate => ({
  row: 0,
  code,
  name: `Tên ${code}`,
  ...NOTHING,
  ...more,
});
const map = (rows: SiteCandidate[]): MappedRows & { faults: string[] } => {
  const faults = new Faults();
  const mapped = withNewCodes(
    rows.map((one, at) => ({ ...one, row: at + 2 })),
    faults,
  );
  return { ...mapped, faults: faults.found.map(({ row: at, column, code }) => `${at} ${column} ${code}`) };
};

describe('rows with codes of before 1 July 2025', () => {
  test('one becomes the unit that it went into', () => {
    const { candidates, warnings, faults, mapped } = map([row('07243', { expected: 15, level: 'township' })]);
    expect(candidates).toEqual([
      { ...row('07246', { expected: 15, level: 'commune' }), row: 2, name: 'Xã Xuân Lương' },
    ]);
    expect([warnings, faults, mapped]).toEqual([[], [], 1]);
  });

  test('several become one, with summed figures and a warning', () => {
    const rows = [
      row('07204', { expected: 15 }),
      row('07219', { expected: 20, contactName: 'Hà' }),
      row('07222'),
    ];
    const { candidates, warnings, mapped } = map(rows);
    expect(
      candidates.map(({ code, name, expected, contactName }) => [code, name, expected, contactName]),
    ).toEqual([
      ['07210', 'Phường Bắc Giang', 35, 'Hà'],
      [expect.stringMatching(/^\d{5}$/), expect.any(String), null, null],
    ]);
    expect(warnings).toEqual([{ row: 2, column: 'code', code: 'unit.merged', message: expect.any(String) }]);
    expect(warnings[0]!.message).toContain('07204 Tên 07204 (row 2), 07219 Tên 07219 (row 3)');
    expect(mapped).toBe(3);
  });

  test('a code that is of no unit is a fault, and the others are judged all the same', () => {
    const { candidates, faults } = map([row('99999'), row('213'), row('SN01'), row('7204'), row('07210')]);
    const unknown = 'code cell.unit-unknown';
    expect(faults).toEqual([`2 ${unknown}`, `3 ${unknown}`, `4 ${unknown}`]);
    expect(candidates.map(({ code }) => code)).toEqual(['07210']);
  });

  test('a unit of 2025 stays, and a group keeps its own code', () => {
    const { candidates, faults, mapped } = map([
      row('213', { kind: 'group' }),
      row('23938'),
      row('11948', { parentCode: '213' }),
    ]);
    expect(candidates.map(({ code, parentCode }) => [code, parentCode])).toEqual([
      ['213', null],
      ['23938', null],
      ['11948', '213'],
    ]);
    expect([faults, mapped]).toEqual([[], 0]);
  });

  test('a parent is named by its old code too, and no site stands under itself', () => {
    const { candidates } = map([
      row('07243'),
      row('07258', { parentCode: '07243' }),
      row('07249', { parentCode: '07243' }),
    ]);
    const parents = candidates.map(({ code, parentCode }) => [code, parentCode]);
    expect(parents[0]).toEqual(['07246', null]);
    expect(parents.filter(([code, parent]) => code === parent)).toEqual([]);
    expect(parents.slice(1).every(([, parent]) => parent === '07246' || parent === null)).toBe(true);
  });

  const units = provinces()
    .flatMap(({ code }) => [...unitsOf(code)!])
    .filter(({ oldCodes }) => oldCodes.length > 0);
  test('none is lost: every row is in one site, and the figures add up', () => {
    const codes = fc
      .uniqueArray(fc.nat(units.length - 1), { maxLength: 12 })
      .map((places) => places.flatMap((at) => units[at]!.oldCodes));
    fc.assert(
      fc.property(codes, (old) => {
        const { candidates, faults, warnings } = map(old.map((code, at) => row(code, { expected: at + 1 })));
        expect(faults).toEqual([]);
        expect(new Set(candidates.map(({ code }) => code)).size).toBe(candidates.length);
        const people = candidates.reduce((sum, { expected }) => sum + expected!, 0);
        expect(people).toBe((old.length * (old.length + 1)) / 2);
        const several = units.filter(
          ({ oldCodes }) => oldCodes.filter((code) => old.includes(code)).length > 1,
        );
        expect(warnings).toHaveLength(several.length);
      }),
    );
  });

  test.each<[string, [code: string, name: string][], boolean]>([
    [
      'most are old',
      [
        ['07204', 'A'],
        ['07219', 'B'],
        ['07207', 'C'],
        ['11948', 'D'],
        ['X1', 'E'],
      ],
      true,
    ],
    [
      'old codes that new units have, under other names',
      [
        ['07210', 'Phường Ngô Quyền'],
        ['07375', 'Thị trấn Vôi'],
      ],
      true,
    ],
    [
      'today’s',
      [
        ['07210', 'phường bắc giang'],
        ['11948', 'Đặc khu Bạch Long Vĩ'],
      ],
      false,
    ],
    [
      'zeros are lost',
      [
        ['7204', 'A'],
        ['7207', 'B'],
        ['7210', 'C'],
      ],
      true,
    ],
    [
      'one zero is lost',
      [
        ['07204', 'A'],
        ['07207', 'B'],
        ['7219', 'C'],
      ],
      true,
    ],
    ['the only one is old', [['07204', 'A']], true],
    [
      'a few are old',
      [
        ['07204', 'A'],
        ['07219', 'B'],
        ['07207', 'C'],
        ['A', ''],
        ['B', ''],
        ['C', ''],
        ['D', ''],
      ],
      false,
    ],
    [
      'numbers of an office',
      [
        ['1001', 'A'],
        ['1002', 'B'],
        ['99999', 'C'],
      ],
      false,
    ],
    ['nothing', [], false],
  ])('a file of them is recognised or not: %s', (_, rows, isOld) => {
    const warnings = oldCodesWarning(rows.map(([code, name]) => ({ code, name })));
    expect(warnings.map(({ code }) => code)).toEqual(isOld ? ['unit.old-codes'] : []);
  });

  test('a code that has lost its zero is mapped as the whole one', () => {
    const { candidates, faults, mapped } = map([row('7204'), row('07219', { parentCode: '7375' })]);
    expect([faults, mapped, candidates.map(({ code }) => code)]).toEqual([[], 2, ['07210']]);
  });

  test('people are found by them', () => {
    const codes = ['07204', ' 07219 ', '7219', 'X1', '1001', '11948'];
    expect(codes.map(newCodeOf)).toEqual(['07210', '07210', '07210', 'X1', '1001', '11948']);
  });
});
