import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText, oneLine } from './clean-text.js';
import { folded } from './folded.js';
import { normalizedCode } from './personal-code.js';

describe('text that comes in', () => {
  it.each([
    ['a bidi mark', '\u200eSở Y tế\u202c', 'Sở Y tế'],
    ['a soft hyphen', 'Ng\u00aduyễn', 'Nguyễn'],
    ['a joiner', 'Trần\u200d Văn', 'Trần Văn'],
    ['a zero-width blank', 'Lê\u200b An', 'Lê An'],
    ['a byte order mark', '\ufeffMã', 'Mã'],
    ['a word joiner between a letter and its mark', 'e\u2060\u0302\u0301', 'ế'],
    ['a grapheme joiner', 'o\u034f\u031b', 'ơ'],
    ['a variation selector', 'A\ufe0f1', 'A1'],
    ['a Hangul filler', '\u3164A', 'A'],
    ['a tag character', 'A\u{e0041}', 'A'],
    ['eth', '\u00d0à Nẵng, \u00f0ường', 'Đà Nẵng, đường'],
    ['the African D', '\u0189ồng \u0256ội', 'Đồng đội'],
    ['decomposed letters', 'Nguye\u0302\u0303n', 'Nguyễn'],
  ])('loses %s', (_, text, clean) => {
    expect(oneLine(text)).toBe(clean);
  });

  it('keeps line breaks, and as one line turns them and control characters into a blank', () => {
    expect(cleanText('một\nhai')).toBe('một\nhai');
    expect(oneLine(' một\r\n\0hai\u2028ba\u00a0 ')).toBe('một hai ba');
  });

  it('stays as it is when it is cleaned again', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(fc.property(texts, (text) => cleanText(cleanText(text)) === cleanText(text)));
    fc.assert(fc.property(texts, (text) => oneLine(oneLine(text)) === oneLine(text)));
  });

  it('is found and compared whatever it carries', () => {
    const hidden = fc.constantFrom('\u200b', '\u200e', '\u00ad', '\u2060', '\ufeff');
    fc.assert(
      fc.property(
        fc.constantFrom('Đặng Hòa', 'K7M2 P9-QX4', 'sở y tế'),
        hidden,
        fc.nat(6),
        (text, sign, at) => {
          const dirty = text.slice(0, at) + sign + text.slice(at);
          expect([folded(dirty), normalizedCode(dirty)]).toEqual([folded(text), normalizedCode(text)]);
        },
      ),
    );
    expect(normalizedCode('k7m2\u2013p9\u2010qx\u22124')).toBe('K7M2P9QX4');
  });
});
