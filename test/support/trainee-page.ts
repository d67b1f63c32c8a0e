import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebFolder } from '../../src/pages/web-folder.js';
import type { TestApp } from './app.js';

/**
 * Lets the service answer with the trainee's page as the sources are, without a build: its components are
 * compiled now, which takes a second; script and styles are not made. Stop it with `stop()`.
 */
export async function servesTraineePage(app: TestApp): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'diemcau-page-'));
  execFileSync(process.execPath, ['test/support/write-trainee-page.mjs', folder], {
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  });
  app.app.get(WebFolder).use(folder);
  return {
    ...app,
    stop: async () => {
      await app.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A tag with the names of its attributes: what a text could add if it were not escaped. */
const TAG = /<(\/?[a-z][a-z0-9-]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*\/?>/g;

/** The tags of a page and their attributes without the values, in order. */
export function tagsOf(html: string): string[] {
  return [...html.matchAll(TAG)].map(
    ([, name, attributes]) =>
      `${name} ${attributes!
        .replaceAll(/="[^"]*"/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim()}`,
  );
}
