import fc from 'fast-check';
import { ownCodes } from '../../test/support/own-codes.js';
import { type Method, typedWith } from '../../test/support/vietnamese-typing.js';
import { canBeCode, codeIn, codeReadings, isMistyped, soundCode, swallowedCodes } from './code-readings.js';
import { isCodeSound, personalCode } from './personal-code.js';
import { typedKeys } from './vietnamese-input.js';

const CODES = ownCodes(2_000);
/** One code with a `W`, a 0 and a 1, which people and keyboards take for something else. */
const CODE = CODES.find((code) => /W.*0.*1.*[A-Z]$/.test(code))!;

describe('the keys that Vietnamese input has made a text of', () => {
  it.each([
    ['DT-002', ['DT-002']],
    ['dt002', ['DT002']],
    ['Á', ['AS', 'A1']],
    ['7Â', ['7AA', '7A6']],
    ['đ2', ['DD2', 'D92']],
    // `ANA` as Telex hears it.
    ['ÂN', ['AAN', 'ANA', 'A6N', 'AN6']],
    ['Ế0', ['EES0', 'ESE0', 'E610', 'E160']],
    ['7Ư', ['7W', '7UW', '7U7']],
    ['ứ', ['WS', 'UWS', 'USW', 'U71', 'U17']],
    ['Ơ', ['OW', 'O7']],
    // A key would part the rare letter.
    ['\u{1109A}Á', ['\u{1109A}Á']],
  ])('%s', (seen, typed) => expect(typedKeys(seen).sort()).toEqual([...typed].sort()));

  it.each<[Method, number]>([
    ['telex', 485],
    ['vni', 480],
  ])('are found for codes of ours typed with %s', (method, least) => {
    const texts = CODES.slice(0, 500).map((code) => ({ code, text: typedWith(method, code) }));
    expect(texts.filter(({ code, text }) => code !== text).length).toBeGreaterThan(75);
    const read = texts.filter(
      ({ code, text }) => codeReadings(text).includes(code) || swallowedCodes(text).includes(code),
    );
    // Three keys or more are swallowed in the others.
    expect(read.length).toBeGreaterThan(least);
  });

  it('are never more than can be looked up', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'ÁÂẾĐỰỖƯ7K-'), { maxLength: 80 }), (letters) => {
        const text = letters.join('');
        expect(codeReadings(text).length).toBeLessThanOrEqual(81);
        expect(swallowedCodes(text).length).toBeLessThanOrEqual(4_000);
      }),
    );
  });
});

describe('a personal code', () => {
  it('is read as it is, whatever its letters, digits and check character', () => {
    expect(new Set(CODES.join(''))).toEqual(new Set('0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U'));
    for (const code of CODES)
      expect([codeReadings(code)[0], soundCode(code), canBeCode(code)]).toEqual([code, code, true]);
  });

  const written: [string, (code: string) => string][] = [
    ['in small letters', (code) => code.toLowerCase()],
    ['with O for 0', (code) => code.replaceAll('0', 'O')],
    ['with o for 0, in small letters', (code) => code.toLowerCase().replaceAll('0', 'o')],
    ['with I for 1', (code) => code.replaceAll('1', 'I')],
    ['with l for 1', (code) => code.replaceAll('1', 'l')],
    ['with Ư for W', (code) => code.replaceAll('W', 'Ư')],
    ['with Ư for W and O for 0', (code) => code.replaceAll('W', 'ư').replaceAll('0', 'o')],
    ...[
      '-',
      '\u2010',
      '\u2011',
      '\u2012',
      '\u2013',
      '\u2014',
      '\u2212',
      '\u00ad',
      '\u2043',
      '\u30fb',
      '.',
      '·',
      '_',
    ].map((dash): [string, (code: string) => string] => [
      `with ${dash.codePointAt(0)!.toString(16)} between`,
      (code) => `${code.slice(0, 5)}${dash}${code.slice(5)}`,
    ]),
    ['in quotes', (code) => `“${code}”`],
    ['in brackets', (code) => `(${code})`],
    ['in guillemets', (code) => `«${code}».`],
    ['in bold', (code) => `**${code}**`],
    [
      'in wide letters',
      (code) => [...code].map((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)).join(''),
    ],
    ['between bidi marks', (code) => `\u200e\u202a${code}\u202c\ufeff`],
    ['with joiners in it', (code) => [...code].join('\u200d')],
    ['between blanks', (code) => `\u00a0 ${code.slice(0, 4)} ${code.slice(4)}\t`],
    ['with a full stop', (code) => `${code}.`],
  ];
  it.each(written)('%s is the same code, and no other', (_name, write) => {
    expect(codeReadings(write(CODE))).toContain(CODE);
    expect(soundCode(write(CODE))).toBe(CODE);
  });

  it('of an office keeps its letters, and is read before all others', () => {
    for (const code of ['ĐT-001', 'KH/01', 'SNV-OIL', 'Ô12', '1', 'Hải-7'])
      expect(codeReadings(code)[0]).toBe(code.toUpperCase().replaceAll('-', ''));
  });

  it('is mistyped when one of its letters is wrong', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        fc.nat(10),
        fc.nat(31),
        (random, at, letter) => {
          const code = personalCode(random);
          const wrong = code.slice(0, at) + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[letter] + code.slice(at + 1);
          expect(isMistyped(wrong)).toBe(wrong !== code);
        },
      ),
    );
  });

  it('is never made of a text that says none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) =>
        codeReadings(text)
          .filter(isCodeSound)
          .every((code) => code.length === 11),
      ),
    );
  });
});

describe('a text', () => {
  it.each([
    'é"\'(-è_çà',
    'kb\u0300m',
    '\u0301k',
    'khong ai',
    'Nguyễn Văn An',
    'https://example.org/menu/of/the/day/and/more',
    'a"b',
    '',
    '<script>',
  ])('that no code says: %s', (text) => expect(canBeCode(text)).toBe(false));
  it.each(['SNV-007', 'ĐT-001', 'KH/01', '12', 'a_b', 'SNV–007'])('that may be a code: %s', (text) =>
    expect(canBeCode(text)).toBe(true),
  );

  it.each([
    [' DT-002 ', { code: 'DT-002', conference: null }],
    ['https://h/c/day#code=ABC', { code: 'ABC', conference: 'day' }],
    ['HTTPS://H/C/DAY#CODE=ABC', { code: 'ABC', conference: 'day' }],
    ['https://h/c/day?lang=en#code=A%2AB&x=1', { code: 'A*B', conference: 'day' }],
    ['https://h/c/ng%C3%A0y#code=%zz', { code: '%zz', conference: 'ngày' }],
  ])('holds a code: %s', (text, code) => expect(codeIn(text)).toEqual(code));
});
