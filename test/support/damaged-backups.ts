import { createHash } from 'node:crypto';
import { readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../src/ops/backup/manifest.js';
import { type installation, manifestOf, storedAs } from './installation.js';

type Damage = [what: string, spoil: (folder: string) => Promise<unknown>, code: string, message: RegExp];

/** Ways to damage a backup, each with the line that refuses it. */
export const damages = (here: ReturnType<typeof installation>): Damage[] => [
  ['its list missing', (folder) => rm(join(folder, 'manifest.json')), 'not-whole', /has no manifest\.json/],
  [
    'its list cut',
    async (folder) =>
      writeFile(
        join(folder, 'manifest.json'),
        (await readFile(join(folder, 'manifest.json'), 'utf8')).slice(0, -20),
      ),
    'not-whole',
    /manifest\.json is damaged/,
  ],
  ['its secret missing', (folder) => rm(join(folder, 'secret.key')), 'not-whole', /secret\.key is missing/],
  [
    'its secret changed',
    (folder) => writeFile(join(folder, 'secret.key'), `${'0'.repeat(64)}\n`),
    'not-whole',
    /secret\.key has another content/,
  ],
  [
    'its secret left out of the list',
    (folder) => change(folder, ({ files }) => ({ files: files.filter(({ path }) => path !== 'secret.key') })),
    'not-whole',
    /manifest\.json is damaged/,
  ],
  [
    'a material missing',
    async (folder) => rm(join(folder, 'materials', await storedAs(here))),
    'not-whole',
    /materials\/[0-9a-f-]{36} is missing/,
  ],
  [
    'its materials missing',
    (folder) => rm(join(folder, 'materials'), { recursive: true }),
    'not-whole',
    /materials\/[0-9a-f-]{36} is missing/,
  ],
  [
    'a byte of its database changed',
    (folder) => flip(folder),
    'not-whole',
    /diemcau\.(sqlite|pgdump) has another content/,
  ],
  [
    'a part of its database missing',
    async (folder) => truncate(await databaseOf(folder), 512),
    'not-whole',
    /has 512 bytes instead of/,
  ],
  [
    'a path that leads elsewhere',
    (folder) =>
      change(folder, ({ files }) => ({
        files: [...files, { path: '../../etc/passwd', size: 1, sha256: '0'.repeat(64) }],
      })),
    'not-whole',
    /manifest\.json is damaged/,
  ],
  [
    'a link in the place of a file',
    async (folder) => (
      await rm(join(folder, 'secret.key')),
      symlink(join(here.app.dataDir, 'secret.key'), join(folder, 'secret.key'))
    ),
    'not-whole',
    /secret\.key is missing/,
  ],
  [
    'a step that this version does not know',
    (folder) => change(folder, ({ migrations }) => ({ migrations: [...migrations, 'Later1900000000000'] })),
    'newer',
    /Later1900000000000 is unknown/,
  ],
  [
    'a form that this version does not know',
    (folder) => change(folder, () => ({ format: 3 })),
    'newer',
    /a newer version made the backup/,
  ],
];

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const change = async (folder: string, to: (manifest: Manifest) => Partial<Manifest>): Promise<void> => {
  const manifest = await manifestOf(folder);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...to(manifest) }));
};
const databaseOf = async (folder: string): Promise<string> =>
  join(
    folder,
    (await readdir(folder)).find((name) => /sqlite|pgdump/.test(name))!,
  );
const flip = async (folder: string): Promise<void> => {
  const path = await databaseOf(folder);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
};
