import fc from 'fast-check';
import { dataBlock } from './data-block.js';

describe('data for a page’s script', () => {
  it('cannot end its block, and all of it comes back', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('', '</script>', '<!--<script>', '\u2028'),
        (value, nasty) => {
          const data = [value, nasty];
          const inside = /^<script type="application\/json" id="x">(.*)<\/script>$/s.exec(
            dataBlock('x', data),
          )![1]!;
          expect(inside).not.toMatch(/[<>\u2028\u2029]/);
          expect(JSON.stringify(JSON.parse(inside))).toBe(JSON.stringify(data));
        },
      ),
    );
  });
});
