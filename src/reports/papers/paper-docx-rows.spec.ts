import { escaped } from './paper-docx-rows.js';

describe('a text in the XML of a .docx', () => {
  it.each([
    ['signs of XML', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['control characters', 'a\u0000b\u001fc\td', 'abc\td'],
    ['a half of a pair', 'a\ud83db\ude00c', 'abc'],
    ['a whole pair', 'a\ud83d\ude00', 'a\ud83d\ude00'],
    ['letters and their marks apart', 'Đo\u0302\u0303 An', 'Đỗ An'],
  ])('with %s', (_, text, xml) => expect(escaped(text)).toBe(xml));
});
