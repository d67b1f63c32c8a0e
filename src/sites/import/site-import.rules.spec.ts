import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Faults } from '../../platform/sheets/faults.rules.js';
import type { TableRow } from '../../platform/sheets/table.rules.js';
import { siteCandidate, type SiteCandidate } from './site-candidate.rules.js';
import type { SiteColumn } from './site-columns.rules.js';
import { planSites, type SitePlan } from './site-import.rules.js';
import type { SiteRow } from '../site.entity.js';

const ALL = new Set<SiteColumn>([
  'code',
  'name',
  'kind',
  'level',
  'parentCode',
  'expected',
  'address',
  'contactName',
  'contactPhone',
  'line',
]);
const EMPTY: TableRow<SiteColumn>['cells'] = {
  code: 'X1',
  name: 'A',
  kind: '',
  level: '',
  parentCode: '',
  expected: '',
  address: '',
  contactName: '',
  contactPhone: '',
  line: '',
};

const read = (
  cells: Partial<TableRow<SiteColumn>['cells']>,
): { candidate: SiteCandidate | null; codes: string[] } => {
  const faults = new Faults();
  const candidate = siteCandidate({ row: 7, sheet: null, flaws: {}, cells: { ...EMPTY, ...cells } }, faults);
  return { candidate, codes: faults.found.map(({ row, column, code }) => `${row} ${column} ${code}`) };
};
const site = (
  code: string,
  parentCode: string | null = null,
  more: Partial<SiteCandidate> = {},
): SiteCandidate => ({
  row: 0,
  sheet: null,
  code,
  name: code,
  kind: null,
  level: null,
  parentCode,
  expected: null,
  address: null,
  contactName: null,
  contactPhone: null,
  line: null,
  ...more,
});
const plan = (
  candidates: SiteCandidate[],
  existing: SiteRow[] = [],
  columns: ReadonlySet<SiteColumn> = ALL,
): SitePlan & { faults: Faults } => {
  const faults = new Faults();
  let ids = existing.length;
  const numbered = candidates.map((candidate, at) => ({ ...candidate, row: at + 2 }));
  return {
    ...planSites(numbered, columns, existing, faults, {
      conferenceId: 'c',
      now: '2026-11-22T01:00:00.000Z',
      newId: () => `id-${(ids += 1)}`,
    }),
    faults,
  };
};

describe('a row', () => {
  test.each([
    ['xã', 'commune'],
    ['Commune', 'commune'],
    ['Cấp xã', 'commune'],
    ['PHƯỜNG', 'ward'],
    ['thi tran', 'township'],
    ['Thị xã', 'district'],
    ['Sở', 'department'],
    ['Sở, ban, ngành', 'department'],
    ['Tỉnh', 'province'],
    ['khác', 'other'],
    ['', null],
    ['Đặc khu', 'special_zone'],
    ['dac khu', 'special_zone'],
    ['special_zone', 'special_zone'],
    ['Special zone', 'special_zone'],
  ])('level %s is %s', (level, meant) => expect(read({ level }).candidate?.level).toBe(meant));

  test.each([
    ['', 'Cụm', 'group', 'other'],
    ['', 'KHU VỰC', 'group', 'other'],
    ['', 'cum', 'group', 'other'],
    ['', 'Xã', null, 'commune'],
    ['Cụm', '', 'group', null],
    ['Khu vực', 'Tỉnh', 'group', 'province'],
    ['Xã', '', 'point', 'commune'],
    ['Điểm cầu', 'Phường', 'point', 'ward'],
    ['group', '', 'group', null],
    ['point', '', 'point', null],
    ['', '', null, null],
  ])('kind %j and level %j are %j and %j', (kind, level, meantKind, meantLevel) => {
    expect(read({ kind, level })).toMatchObject({
      codes: [],
      candidate: { kind: meantKind, level: meantLevel },
    });
  });

  test.each([
    ['15', 15],
    ['0', 0],
    ['15.0', 15],
    ['100000', 100_000],
    ['', null],
  ])('expected %s is %s', (expected, meant) => expect(read({ expected }).candidate?.expected).toBe(meant));

  test.each([
    ['912345678', '0912345678'],
    ['2043854123', '02043854123'],
    ['0912345678', '0912345678'],
    ['0204 3854 123', '0204 3854 123'],
    ['+84 912 345 678', '+84 912 345 678'],
    ['113', '113'],
  ])('telephone %s is %s', (contactPhone, meant) =>
    expect(read({ contactPhone }).candidate?.contactPhone).toBe(meant),
  );

  test.each([
    [{ code: '' }, '7 code cell.required'],
    [{ name: '' }, '7 name cell.required'],
    [{ code: 'x'.repeat(41) }, '7 code cell.too-long'],
    [{ address: 'x'.repeat(301) }, '7 address cell.too-long'],
    [{ level: 'làng' }, '7 level cell.unknown-value'],
    [{ kind: 'làng' }, '7 kind cell.unknown-value'],
    [{ kind: 'Điểm cầu', level: 'Cụm' }, '7 kind cell.invalid'],
    [{ kind: 'Xã', level: 'Khu vực' }, '7 kind cell.invalid'],
    [{ expected: 'mười' }, '7 expected cell.not-a-number'],
    [{ expected: '1.5' }, '7 expected cell.not-a-number'],
    [{ expected: '-1' }, '7 expected cell.out-of-range'],
    [{ expected: '100001' }, '7 expected cell.out-of-range'],
  ])('%j is a fault', (cells, fault) => expect(read(cells).codes).toEqual([fault]));
});

describe('a file', () => {
  test('a parent may come later, or exist, or be missing', () => {
    const existing = plan([site('H2')]).created;
    const { created, faults } = plan(
      [site('X1', 'h1'), site('H1'), site('X2', 'h2'), site('X3', 'H9')],
      existing,
    );
    expect(created.map(({ code }) => code)).toEqual(['H1', 'X1', 'X2', 'X3']);
    expect(created[1]!.parentId).toBe(created[0]!.id);
    expect(created[2]!.parentId).toBe(existing[0]!.id);
    expect(faults.found).toEqual([
      expect.objectContaining({ row: 5, column: 'parentCode', code: 'cell.not-found' }),
    ]);
  });

  test('circles are named row by row, what hangs on them is not', () => {
    const rows = ({ faults }: { faults: Faults }): number[] => faults.sorted().map(({ row }) => row);
    expect(rows(plan([site('A', 'A')]))).toEqual([2]);
    expect(rows(plan([site('A', 'B'), site('B', 'C'), site('C', 'A'), site('D', 'A')]))).toEqual([2, 3, 4]);
    const existing = plan([site('A'), site('B', 'A')]).created;
    expect(rows(plan([site('A', 'B')], existing))).toEqual([2]);
    expect(rows(plan([site('X', 'H'), site('H')]))).toEqual([]);
  });

  test('a code twice is a fault of the second row, whatever its case', () => {
    expect(plan([site('X1'), site('x1')]).faults.found).toEqual([
      expect.objectContaining({ row: 3, column: 'code', code: 'cell.duplicate' }),
    ]);
  });

  test('a group takes no expected figure, and a figure in its row is a fault', () => {
    const group = { kind: 'group' } as const;
    const { created, faults } = plan([
      site('K1', null, { ...group, expected: 120 }),
      site('K2', null, { ...group, expected: 0 }),
    ]);
    expect(created.map(({ code, kind, expected }) => [code, kind, expected])).toEqual([
      ['K1', 'group', null],
      ['K2', 'group', null],
    ]);
    expect(faults.found).toEqual([
      expect.objectContaining({ row: 2, column: 'expected', code: 'cell.is-group' }),
    ]);
  });

  test('a row that says nothing of the kind leaves it as it is', () => {
    const existing = plan([site('K1', null, { kind: 'group' })]).created;
    expect(plan([site('K1')], existing)).toMatchObject({ unchanged: 1, updated: [] });
    expect(plan([site('K1', null, { kind: 'point' })], existing).updated).toMatchObject([
      { code: 'K1', kind: 'point' },
    ]);
  });

  test('a column that is not there changes nothing, an empty cell empties', () => {
    const existing = plan([site('A', null, { address: 'Số 1', expected: 3, level: 'ward' })]).created;
    const partly = plan(
      [site('A', null, { name: 'B' })],
      existing,
      new Set<SiteColumn>(['code', 'name', 'expected']),
    );
    expect(partly.updated).toEqual([{ ...existing[0], name: 'B', expected: null }]);
  });

  const files = fc.uniqueArray(
    fc.record({
      code: fc.stringMatching(/^[a-zA-Z]{1,2}$/),
      parent: fc.nat(),
      expected: fc.option(fc.nat(100)),
    }),
    { selector: ({ code }) => code.toLowerCase(), maxLength: 20 },
  );
  // Parents are drawn from the rows before, so that there are no circles; then the file is shuffled.
  const trees = files
    .map((rows) =>
      rows.map(({ code, parent, expected }, at) =>
        site(code, at === 0 || parent % 3 === 0 ? null : rows[parent % at]!.code, { expected }),
      ),
    )
    .chain((rows) => fc.shuffledSubarray(rows, { minLength: rows.length }));

  test('any tree is taken in any order, parents first, and a second run changes nothing', () => {
    fc.assert(
      fc.property(trees, (rows) => {
        const first = plan(rows);
        expect(first.faults.isEmpty).toBe(true);
        expect(first.created).toHaveLength(rows.length);
        const placed = new Set<string | null>([null]);
        for (const made of first.created) {
          expect(placed.has(made.parentId)).toBe(true);
          placed.add(made.id);
        }
        expect(plan(rows, first.created)).toMatchObject({ created: [], updated: [], unchanged: rows.length });
      }),
    );
  });
});
