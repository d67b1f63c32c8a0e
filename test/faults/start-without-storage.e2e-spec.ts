import { afterEach, describe, expect } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildService } from '../support/child-service.js';
import { SmallDisk } from '../support/disks.js';
import { storyWhere } from '../support/story-where.js';

const onTmpfs = storyWhere('a start on a full disk', SmallDisk.missing('tmpfs'));
const onProc = storyWhere(
  'a start where no folder can be made',
  process.platform === 'linux' ? null : 'no /proc on this machine',
);
const onExt4 = storyWhere('a start on a read-only disk', SmallDisk.missing('ext4'));

let disk: SmallDisk | null = null;
let begun: ChildService | null = null;
afterEach(() => {
  begun?.signal('SIGKILL');
  disk?.remove();
  disk = null;
});

/** Leaves the data of a service that has run, and ended. */
async function startedOnce(dataDir: string): Promise<void> {
  const service = new ChildService({ DATA_DIR: dataDir });
  await service.url();
  expect(await service.stop()).toBe(0);
}

describe('a start without storage says in one line what is missing', () => {
  /** An account that is not root: root may write everywhere. */
  const NOBODY = 65_534;
  const started = async (dataDir: string, uid?: number): Promise<string> => {
    const service = (begun = new ChildService({ DATA_DIR: dataDir }, { uid }));
    expect(await service.exit).toBe(1);
    expect(service.messages()).toEqual([service.stderr.trimEnd()]);
    return service.stderr;
  };

  onTmpfs('on a full disk, with data and without', async () => {
    disk = SmallDisk.create('tmpfs', 16);
    disk.fill();
    expect(await started(join(disk.path, 'new'))).toMatch(
      /^diemcau cannot start: the disk is full: free some room where DATA_DIR, \S+, is \(.+\)\n$/,
    );
    disk.free();
    await startedOnce(join(disk.path, 'old'));
    disk.fill();
    expect(await started(join(disk.path, 'old'))).toMatch(/^diemcau cannot start: the disk is full: .+\n$/);
  });

  onExt4('on a read-only disk, with data and without', async () => {
    disk = SmallDisk.create('ext4', 32);
    await startedOnce(join(disk.path, 'old'));
    disk.remount('ro');
    for (const name of ['new', 'old'])
      expect(await started(join(disk.path, name))).toMatch(
        /^diemcau cannot start: the disk cannot be written: DATA_DIR, \S+, is read-only \(.+\)\n$/,
      );
  });

  onProc(
    'where the system knows no new folders, instead of trying for ever',
    async () => {
      for (const folder of ['/proc/diemcau', '/proc/diemcau/data'])
        expect(await started(folder)).toMatch(
          /^diemcau cannot start: DATA_DIR, \S+, cannot be used \(ENOENT.+\)\n$/,
        );
    },
    20_000,
  );

  onTmpfs('without permission', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diemcau-forbidden-'));
    try {
      await startedOnce(join(folder, 'old'));
      for (const name of ['new', 'old'])
        expect(await started(join(folder, name), NOBODY)).toMatch(
          /^diemcau cannot start: no permission to write: give this account DATA_DIR, \S+, \(.+\)\n$/,
        );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
