import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { webFolder } from '../support/browser.js';
import { OLDEST, tooNew } from '../support/browser-apis.js';

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

describe('what is sent to browsers', () => {
  it('asks for nothing that the oldest of them lacks, libraries and the shared rules included', () => {
    const built = files(webFolder());
    expect(built.length).toBeGreaterThan(20);
    const faults = built.flatMap((file) =>
      tooNew(readFileSync(file, 'utf8'), file.endsWith('.js') ? 'script' : 'style').map(
        (name) => `${file}: ${name}`,
      ),
    );
    expect(faults).toEqual([]);
  });

  it('is built for the same browsers that this table speaks of', () => {
    const { chrome, safari, firefox } = OLDEST;
    expect(readFileSync('web/vite.config.ts', 'utf8')).toContain(
      `['chrome${chrome}', 'safari${safari}', 'firefox${firefox}']`,
    );
  });

  it.each<[string, 'script' | 'style', string[]]>([
    ['a.findLast(b)', 'script', ['findLast()']],
    ['a.at(-1)', 'script', ['at()']],
    ['Object.hasOwn(a,b)', 'script', ['Object.hasOwn']],
    ['a.showModal()', 'script', ['showModal']],
    ['a!=null&&a.showModal?a.showModal():0', 'script', []],
    ['new BroadcastChannel(`x`)', 'script', ['BroadcastChannel']],
    ['AbortSignal.timeout(1)', 'script', ['AbortSignal.timeout, AbortSignal.any']],
    ['(e=AbortSignal.timeout)==null?void 0:e.call(AbortSignal,1)', 'script', []],
    ['/(?<=a)b/', 'script', ['a pattern that looks behind']],
    ['a{color:light-dark(red,blue)}', 'style', ['light-dark()']],
    ['a{max-height:calc(100dvh - 16px)}', 'style', ['dvh']],
    ['@supports (height:100dvh){a{max-height:calc(100dvh - 16px)}}', 'style', []],
  ])('finds what is too new, unless its absence is provided for: %s', (code, kind, names) => {
    expect(tooNew(code, kind)).toEqual(names);
  });
});
