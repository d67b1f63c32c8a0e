import fc from 'fast-check';
import { dataBlock, html } from './html.js';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${"<b>&'"}</a>`.text).toBe('<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;</a>');
  });
  it('keeps what it made itself, and leaves nothing for null and false', () => {
    expect(
      html`<ul>
        ${['<', 'b'].map((word) => html`<li>${word}</li>`)}${null}${false}${0}
      </ul>`.text,
    ).toBe('<ul><li>&lt;</li><li>b</li>0</ul>');
  });
  it('no text can open or close a tag', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(html`${text}`.text)));
  });
  it('no data can end its block, and all of it comes back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', '</script>', '<!--<script>', '\u2028'), (value, nasty) => {
        const data = [value, nasty];
        const inside = /^<script type="application\/json" id="x">(.*)<\/script>$/s.exec(dataBlock('x', data).text)![1]!;
        expect(inside).not.toMatch(/[<>\u2028\u2029]/);
        expect(JSON.stringify(JSON.parse(inside))).toBe(JSON.stringify(data));
      }),
    );
  });
});
