import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')
        ? [join(folder, entry.name)]
        : [],
  );

const IMPORTED = /import\s*(?:type\s*)?\{([^}]*)\}\s*from 'typeorm'/g;

/** Why a file breaks the rule; empty when it does not. */
function breaches(code: string): string[] {
  const names = [...code.matchAll(IMPORTED)].flatMap(([, list]) =>
    list!.split(',').map((name) => name.replace('type ', '').trim()),
  );
  return [
    ...names.filter((name) => ['DataSource', 'EntityManager'].includes(name)),
    ...(code.includes('@nestjs/typeorm') ? ['@nestjs/typeorm'] : []),
  ];
}

describe('one writer', () => {
  it('features leave connections and transactions to the unit of work', () => {
    const features = sources('src').filter((file) => !file.startsWith(join('src', 'platform', 'database')));
    expect(features.length).toBeGreaterThan(50);
    expect(
      features.flatMap((file) => breaches(readFileSync(file, 'utf8')).map((what) => `${file}: ${what}`)),
    ).toEqual([]);
  });

  it('a file that breaks the rule is found', () => {
    expect(breaches("import { type DataSource, Entity } from 'typeorm';")).toEqual(['DataSource']);
  });
});
