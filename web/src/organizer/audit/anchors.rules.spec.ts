import { anchorsIn } from './anchors.rules.js';

const HASH = '9f'.repeat(32);

describe('anchors in pasted text', () => {
  it.each([
    ['a line of the log', `{"level":30,"context":"Audit","msg":"audit anchor","seq":4711,"hash":"${HASH}"}`],
    ['a number and a hash', `4711 ${HASH}`],
    ['words around them', `dòng 4711: ${HASH} (27/11)`],
  ])('are read from %s', (_, text) => expect(anchorsIn(text)).toEqual([{ seq: 4711, hash: HASH }]));

  it('are several, and what is none is passed over', () => {
    expect(anchorsIn(`1 ${HASH}\n\nkhông có gì\n2 ${HASH}\n3 9f9f`).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});
