import fc from 'fast-check';
import { dataBlock, html } from './html.js';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${"<b>&'"}</a>`.text).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;</a>',
    );
  });
  it('keeps what it made itself, and leaves nothing for null and false', () => {
    const items = ['<', 'b'].map((word) => html`<b>${word}</b>`);
    expect(html`${items}${null}${false}${0}`.text).toBe('<b>&lt;</b><b>b</b>0');
  });
  it('no text can open or close a tag', () => {
    // Of all characters alone these would come too seldom.
    const some = fc.oneof(fc.constantFrom('<', '>', '"', "'", '&'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(some), (parts) => expect(html`${parts.join('')}`.text).not.toMatch(/[<>"']/)),
    );
  });
  it('no data can end its block, and all of it comes back', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('', '</script>', '<!--<script>', '\u2028'),
        (value, nasty) => {
          const data = [value, nasty];
          const inside = /^<script type="application\/json" id="x">(.*)<\/script>$/s.exec(
            dataBlock('x', data).text,
          )![1]!;
          expect(inside).not.toMatch(/[<>\u2028\u2029]/);
          expect(JSON.stringify(JSON.parse(inside))).toBe(JSON.stringify(data));
        },
      ),
    );
  });
});
