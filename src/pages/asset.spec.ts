import { assetOf, encodingFor } from './asset.js';

const all = { br: Buffer.alloc(1), gzip: Buffer.alloc(1) };

describe('which form of a file leaves', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0.0, gzip; q=0', null],
    ['identity', null],
    ['brotli', null],
    [undefined, null],
  ])('%s → %s', (accepted, expected) => expect(encodingFor(accepted, all)).toBe(expected));

  it('only what gains is compressed, only hashed names are for ever', async () => {
    const text = Buffer.from('a'.repeat(5_000));
    expect(Object.keys((await assetOf('assets/a-1.js', text)).encoded)).toEqual(['br', 'gzip']);
    expect((await assetOf('assets/a-1.woff2', text)).encoded).toEqual({});
    expect((await assetOf('small.css', Buffer.from('a{}'))).encoded).toEqual({});
    expect([
      (await assetOf('assets/a-1.js', text)).isImmutable,
      (await assetOf('sw.js', text)).isImmutable,
    ]).toEqual([true, false]);
    expect((await assetOf('assets/x.wasm', text)).type).toBe('application/wasm');
  });

  it.each([
    ['assets/a-1.js', true],
    ['assets/a-1.css', true],
    ['assets/a-1.woff2', true],
    ['assets/picture-1.svg', false],
    ['console.html', false],
    ['console-worker.js', false],
  ])('%s is a part of a page: %s', async (path, isPart) =>
    expect((await assetOf(path, Buffer.from('a'))).isPart).toBe(isPart),
  );
});
