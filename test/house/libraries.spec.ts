import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOINED, SEPARATE } from '../support/libraries.mjs';

/** Libraries that the service loads, by the names that it imports them by. */
const imported = new Set(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .flatMap((name) => [
      ...readFileSync(join('src', name), 'utf8').matchAll(
        /^(?:import (?!type )[^;]*?from |import |.*\bimport\()'([^'.#][^']*)'/gm,
      ),
    ])
    .map(([, library]) => library!)
    .filter((library) => !library.startsWith('node:')),
);

it('joins each library of the service for Jest, or says why not', () => {
  expect([...imported].filter((name) => !JOINED.includes(name) && !(name in SEPARATE))).toEqual([]);
});
