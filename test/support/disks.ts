import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHUNKS = [1 << 20, 1 << 12, 1];

/** A small file system that a story fills, breaks and heals. For root alone. */
export class SmallDisk {
  readonly path: string;

  private constructor(
    private readonly folder: string,
    readonly kind: 'tmpfs' | 'ext4',
    megabytes: number,
  ) {
    this.path = join(folder, 'disk');
    mkdirSync(this.path);
    if (kind === 'tmpfs')
      return tool('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.path) as never;
    tool('truncate', '-s', `${megabytes}M`, this.image);
    // Without a reserve: the service may run as root, for whom the reserve would be room.
    tool('mkfs.ext4', '-q', '-F', '-m', '0', this.image);
    this.mount();
  }

  /** @throws Error in the words of the tool that failed */
  static create(kind: 'tmpfs' | 'ext4', megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'diemcau-small-'));
    try {
      return new SmallDisk(folder, kind, megabytes);
    } catch (fault) {
      rmSync(folder, { recursive: true, force: true });
      throw fault;
    }
  }

  /** Why this machine has no such disks; null: it has. */
  static missing(kind: 'tmpfs' | 'ext4'): string | null {
    try {
      SmallDisk.create(kind, 8).remove();
      return null;
    } catch (fault) {
      return (fault as Error).message.trim().split('\n').at(-1)!;
    }
  }

  /** Takes all room that is left, to the last byte. */
  fill(): void {
    const file = openSync(this.filler, 'a');
    try {
      for (const size of CHUNKS) fillBy(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }
  free(): void {
    rmSync(this.filler, { force: true });
  }

  /**
   * The kernel finds the file system damaged and lets nobody write any more, as it is set to. ext4
   * alone; a remount alone heals it.
   */
  breakDown(): void {
    const device = tool('findmnt', '-no', 'SOURCE', this.path).trim().split('/').at(-1)!;
    tool('sh', '-c', `echo broken > /sys/fs/ext4/${device}/trigger_fs_error`);
  }
  /** Call it after every process with open files on the disk has ended. */
  remount(options = ''): void {
    tool('umount', this.path);
    this.mount(options);
  }
  remove(): void {
    tool('umount', '-l', this.path);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get image(): string {
    return join(this.folder, 'image');
  }
  private get filler(): string {
    return join(this.path, 'filler');
  }
  private mount(options = ''): void {
    tool('mount', '-o', `loop,errors=remount-ro${options && `,${options}`}`, this.image, this.path);
  }
}

function fillBy(file: number, bytes: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, bytes) < bytes.length) return;
      // ext4 finds out that there is no room when it writes back, not when it is told to.
      if (bytes.length > 1) fsyncSync(file);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw fault;
    }
  }
}

function tool(name: string, ...words: string[]): string {
  return execFileSync(name, words, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}
