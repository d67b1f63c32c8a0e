import fc from 'fast-check';
import { shortened } from './shortened.js';

describe('shortened', () => {
  it.each([
    ['ngắn', 10, 'ngắn'],
    ['Đồng Nai', 4, 'Đồng'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['😀', 1, ''],
    ['', 0, ''],
    ['😀', 0, ''],
  ])('%j in %i units is %j', (text, length, expected) => {
    expect(shortened(text, length)).toBe(expected);
  });

  it('is a beginning of the text, whole in its characters, and at most one unit short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, length) => {
        const short = shortened(text, length);
        expect(text.startsWith(short)).toBe(true);
        expect([...short].every((character) => !/^\p{Cs}$/u.test(character))).toBe(true);
        expect(short.length).toBeLessThanOrEqual(length);
        expect(short.length).toBeGreaterThanOrEqual(Math.min(text.length, length) - 1);
      }),
    );
  });
});
