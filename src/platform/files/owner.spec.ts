import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storyWhere } from '../../../test/support/story-where.js';
import { giveToOwner } from './owner.js';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const asRoot = storyWhere('files of root', isRoot ? null : 'only root gives files away');

describe('what root has made in a folder of the service', () => {
  let base: string;
  const at = (...names: string[]): string => join(base, ...names);
  const ownerOf = (...names: string[]): number => lstatSync(at(...names)).uid;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'diemcau-owner-'));
    for (const folder of ['data', 'data/materials', 'outside']) mkdirSync(at(folder));
    for (const file of ['data/diemcau.sqlite', 'data/materials/a.pdf', 'outside/shadow'])
      writeFileSync(at(file), '');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  asRoot('goes to the account of the folder, at every depth', async () => {
    chownSync(at('data'), NOBODY, NOBODY);
    await giveToOwner(at('data'));
    expect([ownerOf('data', 'diemcau.sqlite'), ownerOf('data', 'materials', 'a.pdf')]).toEqual([
      NOBODY,
      NOBODY,
    ]);
  });

  asRoot('never goes beyond a link, which may lead anywhere', async () => {
    chownSync(at('data'), NOBODY, NOBODY);
    symlinkSync(at('outside'), at('data', 'link'));
    symlinkSync(at('outside', 'shadow'), at('data', 'shadow'));
    await giveToOwner(at('data'));
    expect([ownerOf('outside'), ownerOf('outside', 'shadow')]).toEqual([0, 0]);
  });
});
