import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Rule {
  name: string;
}
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: Rule[];
};
/** Folders of `src`, lowest first: the same order that imports keep. */
const ORDER = forbidden.flatMap(({ name }) => /^(.*)-looks-left-only$/.exec(name)?.[1] ?? []);
/** Tables that no entity describes. */
const PLATFORM_TABLES = ['audit_head', 'change_counter', 'storage_probe'];

/**
 * Features whose SQL names tables of another feature. Each is a join that the owner could not answer as fast:
 * think twice before you add one, and remove one where you can.
 */
const DIRECTIONS = [
  'announcements → conferences',
  'announcements → sites',
  'attendance → participants',
  'attendance → platform',
  'attendance → schedule',
  'attendance → sites',
  'audit → platform',
  'board → attendance',
  'board → help',
  'board → participants',
  'board → presence',
  'decisions → attendance',
  'history → announcements',
  'history → attendance',
  'history → help',
  'history → incidents',
  'history → presence',
  'history → schedule',
  'history → sites',
  'history → speaking',
  'incidents → sites',
  'ops → materials',
  'ops → platform',
  'personal-data → attendance',
  'personal-data → conferences',
  'personal-data → identity',
  'personal-data → materials',
  'personal-data → sites',
  'presence → conferences',
  'presence → sites',
  'progress → materials',
  'progress → participants',
  'progress → schedule',
  'progress → sites',
  'readiness → attendance',
  'readiness → sites',
  'reports → attendance',
  'reports → identity',
  'reports → participants',
  'reports → sites',
  'schedule → conferences',
  'webhooks → attendance',
  'webhooks → conferences',
  'webhooks → sites',
];

const folderOf = (path: string): string => path.split('/')[1]!;
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(spec|migration)\.ts$/.test(name))
  .map((name) => join('src', name).replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const owners = new Map<string, string>(PLATFORM_TABLES.map((table) => [table, 'platform']));
for (const { path, text } of sources)
  for (const [, table] of text.matchAll(/@Entity\('(\w+)'\)/g)) owners.set(table!, folderOf(path));

/** Quoted names of tables in SQL. A name after a dot is a column, and after `=` an attribute of HTML. */
function tablesIn(text: string): string[] {
  return [...text.matchAll(/(?<![.\w=])"(\w+)"/g)].flatMap(([, name]) => (owners.has(name!) ? [name!] : []));
}
const foreign = sources.flatMap(({ path, text }) =>
  ORDER.includes(folderOf(path))
    ? tablesIn(text).flatMap((table) => {
        const [user, owner] = [folderOf(path), owners.get(table)!];
        return user === owner ? [] : [{ path, table, user, owner }];
      })
    : [],
);

describe('SQL', () => {
  it('is found, and so are the owners of tables', () => {
    expect(owners.size).toBeGreaterThan(25);
    expect(foreign.length).toBeGreaterThan(20);
    expect(tablesIn('SELECT p."site" FROM "participant" p JOIN "site" s ON "x" = 1')).toEqual([
      'participant',
      'site',
    ]);
  });

  it('names no table of a feature that stands above, as no import does', () => {
    const upwards = foreign.filter(({ user, owner }) => ORDER.indexOf(owner) > ORDER.indexOf(user));
    expect(upwards.map(({ path, table }) => `${path} names ${table}`)).toEqual([]);
  });

  it('names tables of another feature only where it is recorded here', () => {
    expect([...new Set(foreign.map(({ user, owner }) => `${user} → ${owner}`))].sort()).toEqual(DIRECTIONS);
  });
});
