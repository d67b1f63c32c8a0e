import fc from 'fast-check';
import { personalCode } from '../../contract/personal-code.js';
import { weakCodes } from './weak-codes.rules.js';

/** `row code` of each warning; the rows count from 2, as below a heading. */
const warned = (...codes: (string | null)[]): string[] =>
  weakCodes(codes.map((code, at) => ({ row: at + 2, code }))).map(({ row, code }) => `${row} ${code}`);

describe('codes that can be guessed', () => {
  it.each<[string, (string | null)[], string[]]>([
    ['counted up', ['BGDT202600017', 'BGDT202600018'], ['2 code.consecutive', '3 code.consecutive']],
    [
      'counted up, in another order',
      ['BGDT202600018', 'X', 'BGDT202600017'],
      ['2 code.consecutive', '3 code.short', '4 code.consecutive'],
    ],
    [
      'counted up with hyphens and in lower case',
      ['bgdt-2026-0017', 'BGDT 2026 0018'],
      ['2 code.consecutive', '3 code.consecutive'],
    ],
    [
      'counted up past a power of ten',
      ['BGDTXYHV-9', 'BGDTXYHV-10'],
      ['2 code.consecutive', '3 code.consecutive'],
    ],
    [
      'counted up in front of letters',
      ['000101-BACGIANG', '000102-BACGIANG'],
      ['2 code.consecutive', '3 code.consecutive'],
    ],
    [
      'counted up in tens',
      ['BGDT20260010', 'BGDT20260020', 'BGDT20260030'],
      ['2 code.consecutive', '3 code.consecutive', '4 code.consecutive'],
    ],
    ['ten apart, but two alone', ['BGDT20260010', 'BGDT20260020'], []],
    ['far apart', ['BGDT20260010', 'BGDT20269020', 'BGDT20265555'], []],
    ['of another shape each', ['BGDT20260010', 'BGSN20260011'], []],
    [
      'digits beyond what a number holds',
      ['90071992547409930', '90071992547409931'],
      ['2 code.consecutive', '3 code.consecutive'],
    ],
    ['short', ['HV1', 'A-B-C-D-E-F', null, ''], ['2 code.short', '3 code.short', '5 code.short']],
    ['short and counted up: short says it', ['HV1', 'HV2'], ['2 code.short', '3 code.short']],
    ['of eight characters', ['K7Q2M9XZ'], []],
    ['none', [null, null], []],
  ])('%s', (_, codes, warnings) => expect(warned(...codes)).toEqual(warnings));

  it('quotes the code, and the one beside it', () => {
    expect(
      weakCodes([
        { row: 2, code: 'BGDT-0001' },
        { row: 3, code: 'BGDT-0002' },
      ]).map(({ column, message }) => [column, message]),
    ).toEqual([
      ['code', 'The code "BGDT-0001" is counted up beside "BGDT-0002": who knows one guesses the next'],
      ['code', 'The code "BGDT-0002" is counted up beside "BGDT-0001": who knows one guesses the next'],
    ]);
  });

  it('are never those of our own making', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 10, maxLength: 10 }), { maxLength: 50 }), (bytes) =>
        expect(warned(...bytes.map(personalCode))).toEqual([]),
      ),
    );
  });

  it('are the same in every order of the rows, one warning a row', () => {
    const code = fc.oneof(
      fc.nat(40).map((number) => `BGDT2026${String(number).padStart(4, '0')}`),
      fc.string({ maxLength: 12 }),
    );
    const rows = fc
      .uniqueArray(code, { maxLength: 30 })
      .map((codes) => codes.map((one, row) => ({ row, code: one })));
    fc.assert(
      fc.property(
        rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const codes = (of: typeof all): unknown[] =>
            weakCodes(of).map(({ row, code: what }) => [row, what]);
          expect(codes(shuffled)).toEqual(codes(all));
          expect(new Set(weakCodes(all).map(({ row }) => row)).size).toBe(weakCodes(all).length);
        },
      ),
    );
  });
});
