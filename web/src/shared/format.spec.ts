import { describe, expect, it } from '@jest/globals';
import { number } from './format.js';

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
