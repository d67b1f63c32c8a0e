import { describe, expect, it } from '@jest/globals';
import { dayIn, timeSpan, wallTime } from './session-times.rules.js';

describe('times as offices write them', () => {
  it.each<[string, [number, number | null] | null]>([
    ['7h30', [450, null]],
    ['07:30', [450, null]],
    ['7g30', [450, null]],
    ['7 giờ 30 phút', [450, null]],
    ['7.30', [450, null]],
    ['8h', [480, null]],
    ['08:00:00', [480, null]],
    ['1:30 PM', [810, null]],
    ['12:00 AM', [0, null]],
    ['2:15 CH', [855, null]],
    ['7h30 - 8h00', [450, 480]],
    ['07:30–08:15', [450, 495]],
    ['Từ 7 giờ 30 đến 8 giờ', [450, 480]],
    ['23h00 - 24h00', [1380, 1440]],
    ['25h00', null],
    ['7h75', null],
    ['sáng', null],
    ['7', null],
  ])('%s', (text, span) => {
    const found = timeSpan(text);
    expect(found && [found.from, found.to]).toEqual(span);
  });
});

describe('days as offices write them', () => {
  it.each([
    ['01/12/2026', '2026-12-01'],
    ['1-12-2026', '2026-12-01'],
    ['1.12', '2026-12-01'],
    ['Thứ Ba, ngày 01 tháng 12 năm 2026', '2026-12-01'],
    ['2026-12-02', '2026-12-02'],
    // A spreadsheet shows a cell of the default format with the month first.
    ['12/1/26', '2026-12-01'],
    ['05/06/2026', '2026-06-05'],
    ['31/02/2026', null],
    ['Sáng', null],
  ])('%s', (text, day) => expect(dayIn(text, '2026-12-01', '2026-12-02')).toBe(day));
  it('without a year lie in the year of the conference', () =>
    expect(dayIn('02/01', '2026-12-30', '2027-01-03')).toBe('2027-01-02'));
  it('have their midnight at the end', () => expect(wallTime('2026-12-31', 1440)).toBe('2027-01-01T00:00'));
});
