import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { webFolder } from '../support/browser.js';

it('the trainee’s first view is under 70 kB of script, compressed, and holds no live client', async () => {
  const manifest = JSON.parse(await readFile(join(webFolder(), 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; imports?: string[]; dynamicImports?: string[] }
  >;
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    manifest[key]!.imports?.forEach(visit);
  };
  visit('trainee.html');
  visit('../dist/messages/vi/trainee.js');
  const files = [...seen].map((key) => manifest[key]!.file).filter((file) => file.endsWith('.js'));
  const contents = await Promise.all(files.map((file) => readFile(join(webFolder(), file))));
  const bytes = contents.reduce((sum, content) => sum + gzipSync(content).length, 0);
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(70_000);
  expect(Buffer.concat(contents).toString()).not.toContain('engine.io');
  expect((await readdir(join(webFolder(), 'assets'))).some((file) => file.startsWith('live-'))).toBe(true);
});
