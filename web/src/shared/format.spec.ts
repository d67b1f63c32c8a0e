import { describe, expect, it } from '@jest/globals';
import { number, rate } from './format.js';

describe('a figure', () => {
  it.each([
    [3214, '3.214', '3,214'],
    [-1.5, '-1,5', '-1.5'],
    [Math.round(-0.3), '0', '0'],
  ])('%d as each language writes it', (value, vi, en) => {
    expect(number(value, 'vi')).toBe(vi);
    expect(number(value, 'en')).toBe(en);
  });
});

describe('a speed', () => {
  it.each([
    [0, '0 kbit/s', '0 kbit/s'],
    [999, '999 kbit/s', '999 kbit/s'],
    [1_000, '1,0 Mbit/s', '1.0 Mbit/s'],
    // It is below a limit of two.
    [1_999, '1,9 Mbit/s', '1.9 Mbit/s'],
    [18_460, '18,4 Mbit/s', '18.4 Mbit/s'],
    [1_233_619, '1.233,6 Mbit/s', '1,233.6 Mbit/s'],
  ])('of %d kbit/s as each language writes it', (value, vi, en) => {
    expect(rate(value, 'vi')).toBe(vi);
    expect(rate(value, 'en')).toBe(en);
  });

  it.each([
    [2_000, '2,0 Mbit/s'],
    [2_050, '2,05 Mbit/s'],
    [2_345, '2,345 Mbit/s'],
  ])('that is asked for, of %d kbit/s, is exact', (value, exact) => expect(rate(value, 'vi', 3)).toBe(exact));
});
