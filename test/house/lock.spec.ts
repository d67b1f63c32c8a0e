import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface Locked {
  name?: string;
  version?: string;
  resolved?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
  gypfile?: boolean;
  engines?: { node?: string };
  optionalDependencies?: Record<string, string>;
}
interface Manifest {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const lock = read<{ packages: Record<string, Locked> }>('package-lock.json').packages;
const installed = Object.entries(lock).filter(([path]) => path !== '');
const nameOf = ([path, one]: [string, Locked]): string =>
  one.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/**
 * Packages with a binding.gyp and a binary for every platform. npm would compile
 * them unless the lock says otherwise.
 */
const BRING_THEIR_BINARY = ['better-sqlite3'];

/** Lists what makes an installation on a fresh machine fail. */
function obstacles(packages: [string, Locked][], allowScripts: Record<string, boolean>): string[] {
  const paths = packages.map(([path]) => path);
  return packages.flatMap((entry) => {
    const [path, one] = entry;
    const name = nameOf(entry);
    const brings = BRING_THEIR_BINARY.includes(name);
    const missing = Object.keys(one.optionalDependencies ?? {}).filter(
      (other) => !paths.some((found) => found.endsWith(`node_modules/${other}`)),
    );
    return [
      ...(brings && one.gypfile !== false
        ? [`${path}: npm ci would compile it; write "gypfile": false`]
        : []),
      ...((one.hasInstallScript || brings) &&
      !(name in allowScripts || `${name}@${one.version}` in allowScripts)
        ? [`${path}: allowScripts says nothing of ${name}@${one.version}`]
        : []),
      ...missing.map((other) => `${path}: the lock lacks ${other}`),
      ...(one.resolved ? [`${path}: the lock names a registry`] : []),
    ];
  });
}

describe('package-lock.json', () => {
  it('installs on a fresh machine without a compiler, from whichever registry npm is told', () => {
    expect(installed.length).toBeGreaterThan(400);
    expect(obstacles(installed, manifest.allowScripts)).toEqual([]);
  });

  it('an obstacle is found', () => {
    const sqlite = { name: 'better-sqlite3', version: '13.2.0' };
    expect(obstacles([['node_modules/better-sqlite3-napi', sqlite]], {})).toHaveLength(2);
    expect(
      obstacles([['node_modules/x', { version: '1.0.0', hasInstallScript: true }]], { 'x@1.0.1': true }),
    ).toHaveLength(1);
    expect(
      obstacles(
        [
          [
            'node_modules/x',
            { resolved: 'https://registry.example/x.tgz', optionalDependencies: { 'x-linux': '1' } },
          ],
        ],
        {},
      ),
    ).toHaveLength(2);
  });

  it('names the versions of package.json, which are exact', () => {
    const wanted = Object.entries({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    });
    const versionOf = (range: string): string => range.replace(/^npm:(@?[^@]+)@/, '');
    expect(wanted.map(([name, range]) => [name, versionOf(range)])).toEqual(
      wanted.map(([name]) => [name, lock[`node_modules/${name}`]?.version]),
    );
  });

  it('allows install scripts by the versions that are installed, and names none that is gone', () => {
    // npm 11 does not match a pre-release by its version: those are named without.
    const known = installed.flatMap((entry) =>
      entry[1].version!.includes('-') ? [nameOf(entry)] : [`${nameOf(entry)}@${entry[1].version}`],
    );
    expect(Object.keys(manifest.allowScripts).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('has a SQLite driver for Node 20, and none that Node 20 refuses unless it may be left out', () => {
    const refusing = installed.filter(
      ([, one]) => /^>= ?(2[1-9]|[3-9]\d)/.test(one.engines?.node ?? '') && !one.optional,
    );
    expect(refusing.map(([path]) => path)).toEqual([]);
    expect(manifest.dependencies).toHaveProperty(['@photostructure/sqlite']);
  });
});
