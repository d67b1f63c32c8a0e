import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NAMED = /entry: new URL\(\s*'([^']+\.worker\.js)',\s*import\.meta\.url,?\s*\)/g;
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join('src', name));
const entries = sources.filter((path) => path.endsWith('.worker.ts'));
const named = sources.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(NAMED)].map(([, url]) => ({ path, url: url! })),
);

describe('files that threads run', () => {
  it('lie in the folder of the file that names them, as their bundles do', () =>
    expect(
      named.filter(
        ({ path, url }) =>
          url !== `./${basename(url)}` || !existsSync(join(dirname(path), url.replace(/js$/, 'ts'))),
      ),
    ).toEqual([]));

  it('are all named, and each has a name of its own, since their bundles lie in one folder', () => {
    expect(entries.length).toBeGreaterThan(5);
    expect(named.map(({ url }) => basename(url, '.js')).sort()).toEqual(
      entries.map((path) => basename(path, '.ts')).sort(),
    );
    expect(new Set(entries.map((path) => basename(path))).size).toBe(entries.length);
  });

  it('give one function to `answer`, and hold nothing that a spec could not import', () =>
    expect(
      entries.filter(
        (path) =>
          !/^(import \{ \w+ \} from '[^']+';\n)+\nawait answer\(\w+\);\n$/.test(readFileSync(path, 'utf8')),
      ),
    ).toEqual([]));
});
