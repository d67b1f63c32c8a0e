import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  overrides?: Record<string, unknown>;
  /** Install scripts that npm may run, by package name, with or without version. */
  allowScripts?: Record<string, boolean>;
}
interface Locked {
  /** The real name, where the folder has another. */
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}
type Lock = Record<string, Locked>;

/** The oldest version that has no known hole, or `null`: the package must not come in at all. */
const FLOORS: Record<string, string | null> = {
  'socket.io-parser': '4.2.7',
  ws: '8.21.1',
  multer: '2.4.0',
  // SheetJS left this name with a hole that reads files could use; @e965/xlsx is its mended release.
  xlsx: null,
  '@e965/xlsx': '0.20.2',
};
/** Packages that must be installed once: two copies of a class are two classes. */
const ONCE = [
  'socket.io',
  'socket.io-parser',
  '@nestjs/common',
  '@nestjs/core',
  'typeorm',
  'class-validator',
  'class-transformer',
  'reflect-metadata',
];

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = (JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Lock }).packages;

const entriesOf = (packages: Lock): [path: string, locked: Locked][] =>
  Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string, { name }: Locked): string => name ?? path.split('node_modules/').at(-1)!;

/** -1, 0 or 1; a release stands above its own pre-releases. */
function compared(a: string, b: string): number {
  const [[left, leftPre], [right, rightPre]] = [a, b].map(
    (version) => [version.split(/[-+]/)[0]!.split('.').map(Number), version.includes('-')] as const,
  ) as [readonly [number[], boolean], readonly [number[], boolean]];
  for (let at = 0; at < 3; at += 1) if (left[at] !== right[at]) return left[at]! < right[at]! ? -1 : 1;
  return Number(rightPre) - Number(leftPre);
}

/** Packages that are not named by a version of the registry and the checksum of its archive. */
function unnamed(packages: Lock): string[] {
  return entriesOf(packages)
    .filter(
      ([, { version, integrity, resolved, link }]) =>
        link ||
        !/^\d+\.\d+\.\d+/.test(version ?? '') ||
        !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ||
        (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    )
    .map(([path, { version, resolved }]) => `${path} ${version ?? ''} ${resolved ?? ''}`.trim());
}

/** Packages below their floor, and those that must not be there, wherever they lie. */
function belowFloor(packages: Lock): string[] {
  return entriesOf(packages)
    .filter(([path, locked]) => {
      const floor = FLOORS[nameOf(path, locked)];
      return floor === null || (floor !== undefined && compared(locked.version!, floor) < 0);
    })
    .map(([path, { version }]) => `${path}@${version}`);
}

/** Packages with an install script that nobody has allowed or refused. */
function undecided(packages: Lock, decided: Record<string, boolean>): string[] {
  const isDecided = (name: string, version: string): boolean =>
    Object.keys(decided).some(
      (key) =>
        key === name ||
        (key.startsWith(`${name}@`) &&
          key
            .slice(name.length + 1)
            .split('||')
            .some((one) => one.trim() === version)),
    );
  return entriesOf(packages)
    .filter(
      ([path, locked]) =>
        locked.hasInstallScript === true && !isDecided(nameOf(path, locked), locked.version!),
    )
    .map(([path, locked]) => `${nameOf(path, locked)}@${locked.version}`);
}

/** Overrides of one package's dependencies lie one level deeper. */
const flat = (wishes: object): [string, unknown][] =>
  Object.entries(wishes).flatMap(([name, wish]) =>
    typeof wish === 'object' && wish ? flat(wish) : [[name, wish]],
  );

/** Wishes that a later installation could fill with something else: ranges, tags, git, http, folders. */
function loose({
  dependencies,
  devDependencies,
  optionalDependencies = {},
  overrides = {},
}: Manifest): string[] {
  const wishes = [
    ...flat({ ...dependencies, ...devDependencies, ...optionalDependencies }),
    ...flat(overrides),
  ];
  return wishes
    .filter(
      ([, wish]) =>
        typeof wish !== 'string' || !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(wish),
    )
    .map(([name, wish]) => `${name}: ${String(wish)}`);
}

/** Parts for other machines that the lock does not name: `npm ci` refuses it there. */
function incomplete(packages: Lock): string[] {
  const names = new Set(entriesOf(packages).map(([path]) => path.split('node_modules/').at(-1)));
  return entriesOf(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path} wants ${name}`),
  );
}

describe('the dependencies (R33)', () => {
  it('are named one by one, by version and checksum, in the lock file', () => {
    expect(entriesOf(lock).length).toBeGreaterThan(500);
    expect(unnamed(lock)).toEqual([]);
    expect(incomplete(lock)).toEqual([]);
  });

  it('are pinned to one version each in package.json, and come from the registry alone', () =>
    expect(loose(manifest)).toEqual([]));

  it('run no install script that nobody has allowed or refused', () =>
    expect(undecided(lock, manifest.allowScripts ?? {})).toEqual([]));

  it('stand above the versions with known holes, nested copies too', () =>
    expect(belowFloor(lock)).toEqual([]));

  it.each(ONCE)('hold %s once', (name) =>
    expect(entriesOf(lock).filter(([path, locked]) => nameOf(path, locked) === name)).toHaveLength(1),
  );

  it('are installed as the lock file says', () => {
    const others = entriesOf(lock).flatMap(([path, { version }]) => {
      const file = join(path, 'package.json');
      const installed = existsSync(file)
        ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
        : version;
      return installed === version ? [] : [`${path} is ${installed}, not ${version}`];
    });
    expect(others).toEqual([]);
  });
});

describe('what breaks the rules is found', () => {
  const good: Locked = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` };

  it.each<[string, Locked]>([
    ['no checksum', { version: '1.0.0' }],
    ['a weak checksum', { version: '1.0.0', integrity: 'sha1-AAAA' }],
    ['a repository', { ...good, resolved: 'git+ssh://git@github.com/a/b.git#0123' }],
    ['another host', { ...good, resolved: 'https://example.org/a.tgz' }],
    ['plain HTTP', { ...good, resolved: 'http://registry.npmjs.org/a.tgz' }],
    ['a folder', { ...good, link: true }],
    ['no version', { ...good, version: undefined }],
  ])('%s', (_, locked) =>
    expect(unnamed({ '': {}, 'node_modules/a': locked, 'node_modules/b': good })).toHaveLength(1),
  );

  it('a nested copy below its floor, a name that must not come in, a pre-release of the floor', () => {
    const found = belowFloor({
      '': {},
      'node_modules/ws': { ...good, version: '8.21.1' },
      'node_modules/a/node_modules/ws': { ...good, version: '8.21.0' },
      'node_modules/sheets': { ...good, name: 'xlsx', version: '9.0.0' },
      'node_modules/multer': { ...good, version: '2.4.0-rc.1' },
      'node_modules/socket.io-parser': { ...good, version: '4.10.0' },
    });
    expect(found).toEqual([
      'node_modules/a/node_modules/ws@8.21.0',
      'node_modules/sheets@9.0.0',
      'node_modules/multer@2.4.0-rc.1',
    ]);
  });

  it('an install script that nobody has allowed or refused, or of another version', () => {
    const packages = {
      '': {},
      'node_modules/a': { ...good, hasInstallScript: true },
      'node_modules/b': { ...good, name: '@x/b', hasInstallScript: true },
    };
    expect(undecided(packages, { a: false })).toEqual(['@x/b@1.0.0']);
    expect(undecided(packages, { 'a@1.0.0': true, '@x/b@0.9.0 || 1.0.0': true })).toEqual([]);
    expect(undecided(packages, { 'a@2.0.0': true, '@x/b': true })).toEqual(['a@1.0.0']);
  });

  it('ranges, tags, repositories, addresses and folders', () => {
    const wishes = {
      a: '^1.0.0',
      b: 'latest',
      c: 'github:a/b',
      d: 'https://example.org/a.tgz',
      e: 'file:../a',
      f: '*',
      g: '1.x',
    };
    const manifestWith = {
      dependencies: wishes,
      devDependencies: { good: '1.0.0-beta.2', alias: 'npm:@x/y@1.2.3' },
    };
    expect(loose(manifestWith)).toHaveLength(Object.keys(wishes).length);
  });

  it('a part for another machine that the lock does not name', () => {
    expect(
      incomplete({ '': {}, 'node_modules/a': { ...good, optionalDependencies: { 'a-darwin': '1.0.0' } } }),
    ).toEqual(['node_modules/a wants a-darwin']);
  });
});
