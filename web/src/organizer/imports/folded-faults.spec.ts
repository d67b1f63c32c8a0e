import { describe, expect, it } from '@jest/globals';
import type { ImportFault } from '#contract/import.js';
import { foldedFaults, ranges } from './folded-faults.js';

const fault = (row: number, more: Partial<ImportFault> = {}): ImportFault => ({
  row,
  column: 'siteCode',
  code: 'cell.not-found',
  message: 'x',
  ...more,
});

describe('equal faults', () => {
  it('are one, with their rows in each sheet', () => {
    const faults = [
      fault(5, { value: 'Sở' }),
      fault(6, { value: 'Sở' }),
      fault(6, { value: 'Ban' }),
      fault(9, { value: 'Sở', sheet: 'B' }),
    ];
    expect(foldedFaults(faults).map(({ value, count, rows }) => [value, count, rows])).toEqual([
      [
        'Sở',
        3,
        [
          { sheet: '', rows: [5, 6] },
          { sheet: 'B', rows: [9] },
        ],
      ],
      ['Ban', 1, [{ sheet: '', rows: [6] }]],
    ]);
  });
  it('without a text stay apart', () => expect(foldedFaults([fault(1), fault(2)])).toHaveLength(2));
});

it('rows are told as ranges', () => {
  expect(ranges([7, 5, 6, 9], String)).toBe('5–7, 9');
  expect(ranges([1, 3, 5, 7, 9, 11, 13], String)).toBe('1, 3, 5, 7, 9, 11, …');
});
