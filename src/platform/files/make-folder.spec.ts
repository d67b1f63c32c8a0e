import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, makeFolderSync } from './make-folder.js';

describe.each<[string, (path: string) => Promise<void>]>([
  ['at once', async (path) => makeFolderSync(path)],
  ['without waiting', makeFolder],
])('a folder that is made %s', (_, make) => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'diemcau-folder-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));
  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it('is private, with those above it; twice, and by two at once, is the same', async () => {
    const path = join(place, 'một', 'hai', 'ba');
    await Promise.all([make(path), make(path)]);
    await make(path);
    expect([join(place, 'một'), path].map(modeOf)).toEqual([0o700, 0o700]);
  });

  it('is refused where a file has its name, or the name of one above it', async () => {
    writeFileSync(join(place, 'tệp'), '');
    for (const path of [join(place, 'tệp'), join(place, 'tệp', 'hai')])
      await expect(make(path)).rejects.toThrow(/EEXIST/);
  });

  it.each(process.platform === 'linux' ? ['/proc/diemcau', '/proc/diemcau/data'] : [])(
    'is refused where the system makes none: %s',
    async (path) => await expect(make(path)).rejects.toThrow(/ENOENT/),
  );
});
