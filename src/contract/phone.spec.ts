import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dialled, isPhone, PHONE_LENGTH } from './phone.js';

describe('a telephone number', () => {
  it.each([
    ['0912 345 678', '0912345678'],
    ['(0204) 3854 000', '02043854000'],
    ['+84 204 3.854.000', '+842043854000'],
    ['+(84) 204 3854000', '+842043854000'],
    ['115', '115'],
    ['0204-3854-000 x12', '02043854000,12'],
    ['19001234#5', '19001234,5'],
  ])('%s is one, and dials %s', (text, number) => {
    expect([isPhone(text), dialled(text)]).toEqual([true, number]);
  });

  it.each([['gọi sau'], ['12'], ['()-'], [''], ['0912 345 678 (anh Bình)'], ['1'.repeat(PHONE_LENGTH + 1)]])(
    '%s is none',
    (text) => expect(isPhone(text)).toBe(false),
  );

  it.each([
    ['0912 345 678, 0204 3854 000', '0912345678'],
    ['0912345678/0913345678', '0912345678'],
    ['anh Bình: 0912.345.678', '0912345678'],
    ['+84 912 345 678 hoặc 0204 3854 000', '+84912345678'],
    ['chưa có', null],
  ])('of %s the first is dialled', (text, number) => expect(dialled(text)).toBe(number));

  it('dials nothing but digits, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'+0123 ().-,;x#aà') }), (text) => {
        expect(dialled(text) ?? '0').toMatch(/^\+?\d+(,\d{1,6})?$/);
        if (isPhone(text)) expect(dialled(text)).not.toBeNull();
      }),
    );
  });
});
