import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Outside {
  LEFT_OUTSIDE: Record<string, string>;
  external: (string | RegExp)[];
}
interface Libraries {
  packageFolders(files: string[]): string[];
  libraryNotices(folders: string[]): string;
}
const script = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(resolve('build', name)).href)) as T;
const { external, LEFT_OUTSIDE } = await script<Outside>('left-outside.mjs');
const { packageFolders, libraryNotices } = await script<Libraries>('libraries.mjs');

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const outside = Object.keys(LEFT_OUTSIDE).sort();
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

describe('what a service brings along (`npm ci --omit=dev`)', () => {
  it('is what the joined files look for beside them, and nothing else', () =>
    expect(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).sort()).toEqual(
      outside,
    ));

  it('is asked for by the sources, each package of it', () =>
    expect(
      outside.filter((name) => !sources.includes(name.replace(/^(@expo-google-fonts)\/.*/, '$1/'))),
    ).toEqual([]));

  it('does without what is left outside for good', () => {
    const all = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const unused = external.filter((one) => !outside.includes(String(one)));
    expect(unused.length).toBeGreaterThan(0);
    expect(all.filter((name) => unused.some((one) => new RegExp(one).test(name)))).toEqual([]);
  });
});

describe('the libraries that are joined', () => {
  it('are found by their files, scoped and nested ones too', () =>
    expect(
      packageFolders([
        '/a/src/main.js',
        '/a/node_modules/pg/lib/index.js',
        '/a/node_modules/pg/lib/client.js',
        '/a/node_modules/@nestjs/core/index.js',
        '/a/node_modules/b/node_modules/c/c.js',
      ]),
    ).toEqual(['/a/node_modules/@nestjs/core', '/a/node_modules/b/node_modules/c', '/a/node_modules/pg']));

  it('are named with version and licence, and with its text', () => {
    const text = libraryNotices(['node_modules/pg']);
    expect(text).toMatch(/^pg@\d+\.\d+\.\d+ MIT\n\n=== pg@[\d.]+\n\nMIT License\n/);
  });
});
