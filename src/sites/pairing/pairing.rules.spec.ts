import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grouped, pairingCode, pairingExpiry, typedPairingCode } from './pairing.rules.js';

const codes = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(pairingCode);

describe('pairing codes', () => {
  test('however a code is written, it is read back', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
        for (const written of [
          code,
          grouped(code),
          grouped(code).toLowerCase(),
          ` ${[...code].join(' ')} `,
          code.replace(/0/g, 'O').replace(/1/g, 'l'),
        ])
          expect(typedPairingCode(written)).toBe(code);
      }),
    );
  });
  test.each(['', '7QK2M9XZ4', '7QK2M9XZ4AB', '7QK2M-9XZ4U', 'điểm cầu 1'])('%s is none', (text) =>
    expect(typedPairingCode(text)).toBeNull(),
  );

  test.each([
    ['14 days when the conference is near', '2026-11-20', '2026-12-04T05:00:00.000Z'],
    ['beyond the last day when it is far', '2027-03-01', '2027-03-03T00:00:00.000Z'],
  ])('good for %s', (_, endsOn, expiresAt) =>
    expect(pairingExpiry(Date.parse('2026-11-20T05:00:00.000Z'), endsOn)).toBe(expiresAt),
  );
});
