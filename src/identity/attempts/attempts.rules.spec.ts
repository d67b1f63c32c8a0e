import { describe, expect, test } from '@jest/globals';
import { addressKey, delayAfter, freeFailures, gapAfter, peopleAllowance } from './attempts.rules.js';

describe('the delay of one login at one address', () => {
  test('lets slips pass, then doubles up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 9, 10, 40].map(delayAfter)).toEqual([0, 0, 0, 1, 2, 4, 32, 60, 60]);
  });
});

describe('the gap at an address past its free failures', () => {
  test('grows from one second to ten and stays there', () => {
    expect([0, 9, 10, 35, 89, 90, 10_000].map(gapAfter)).toEqual([
      1_000, 1_000, 2_000, 4_000, 9_000, 10_000, 10_000,
    ]);
  });
});

describe('free failures', () => {
  const at = (isSiteNetwork: boolean, isUnderAttack: boolean) => ({ isSiteNetwork, isUnderAttack });
  test.each([
    ['weak', at(false, false), 60],
    ['strong', at(false, false), 60],
    ['weak', at(false, true), 20],
    ['strong', at(false, true), 20],
    ['weak', at(true, true), 60],
    ['typo', at(false, true), 600],
  ] as const)('%s %j: %i', (form, facts, free) => expect(freeFailures(form, facts)).toBe(free));
});

describe('people opened from one address', () => {
  test('a site of 50 never notices, whatever its codes are', () => {
    for (const form of ['weak', 'strong', 'typo'] as const)
      for (const isSiteNetwork of [true, false])
        expect(peopleAllowance(form, isSiteNetwork).atOnce).toBeGreaterThan(50);
  });
  test('fewer by codes that an office counted up than by ours, most where a console works', () => {
    const [weak, strong, site] = [
      peopleAllowance('weak', false),
      peopleAllowance('strong', false),
      peopleAllowance('weak', true),
    ].map(({ atOnce }) => atOnce);
    expect([weak! < 60, strong! > weak!, site! > strong!]).toEqual([true, true, true]);
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
