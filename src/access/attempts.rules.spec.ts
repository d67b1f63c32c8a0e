import { describe, expect, test } from '@jest/globals';
import { addressKey, delayAfter } from './attempts.rules.js';

describe('the delay', () => {
  test('lets slips pass, then doubles up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 9, 10, 40].map(delayAfter)).toEqual([0, 0, 0, 1, 2, 4, 32, 60, 60]);
  });
});

describe('an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key));
});
