import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWorkingDay, plusDays, plusYears, workingDaysAfter } from './working-days.rules.js';

describe('two working days', () => {
  it.each([
    ['from a Monday', '2026-11-23', [], '2026-11-25'],
    ['from a Thursday over the weekend', '2026-11-26', [], '2026-11-30'],
    ['from a Saturday', '2026-11-28', [], '2026-12-01'],
    ['over 30 April and 1 May', '2026-04-29', [], '2026-05-05'],
    ['over 2 September', '2026-09-01', [], '2026-09-04'],
    ['over the new year', '2026-12-31', [], '2027-01-05'],
    [
      'over days that an office named',
      '2027-02-04',
      ['2027-02-05', '2027-02-08', '2027-02-09'],
      '2027-02-11',
    ],
  ])('%s', (_, from, holidays, end) => {
    expect(workingDaysAfter(from, 2, holidays)).toBe(end);
  });

  it('end on a working day, with that many behind it', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((at) => plusDays('2020-01-01', at));
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 30 }),
        fc.array(days, { maxLength: 20 }),
        (from, count, off) => {
          const end = workingDaysAfter(from, count, off);
          expect(isWorkingDay(end, off)).toBe(true);
          let working = 0;
          for (let day = plusDays(from, 1); day <= end; day = plusDays(day, 1))
            if (isWorkingDay(day, off)) working += 1;
          expect(working).toBe(count);
        },
      ),
    );
  });
});

it('years later on the same day', () => {
  expect([plusYears('2026-11-22', 5), plusYears('2024-02-29', 1)]).toEqual(['2031-11-22', '2025-03-01']);
});
