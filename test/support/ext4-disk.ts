import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/**
 * Stops the file system without writing out anything more: EXT4_IOC_SHUTDOWN, flag 2
 * (EXT4_GOING_FLAGS_NOLOGFLUSH). Node has no ioctl; every Debian has perl.
 */
const CUT =
  'open(my $disk, "<", $ARGV[0]) or die "$!"; ' +
  'my $how = pack("L", 2); ioctl($disk, 0x8004587D, $how) or die "$!"';
const BUSY_MS = 10_000;

/**
 * A disk of its own (ext4 in a file, on a loop device) whose power can be cut: what was not
 * flushed is gone. For root alone.
 */
export class Ext4Disk {
  /** Where its files are. */
  readonly path: string;
  private readonly image: string;

  private constructor(private readonly folder: string) {
    this.path = join(folder, 'disk');
    this.image = join(folder, 'image');
  }

  /** @throws Error in the words of the tool that failed */
  static create(megabytes: number): Ext4Disk {
    const disk = new Ext4Disk(mkdtempSync(join(tmpdir(), 'diemcau-disk-')));
    try {
      mkdirSync(disk.path);
      tool('truncate', '-s', `${megabytes}M`, disk.image);
      tool('mkfs.ext4', '-q', '-F', disk.image);
      disk.mount();
    } catch (fault) {
      rmSync(disk.folder, { recursive: true, force: true });
      throw fault;
    }
    return disk;
  }

  /** Why this machine has no such disks; null: it has. Tries all of it once. */
  static missing(): string | null {
    let disk: Ext4Disk | undefined;
    try {
      disk = Ext4Disk.create(8);
      disk.cutPower();
      return null;
    } catch (fault) {
      return (fault as Error).message.trim().split('\n').at(-1)!;
    } finally {
      disk?.discard();
    }
  }

  private mount(): void {
    tool('mount', '-o', 'loop', this.image, this.path);
  }

  /** Brings to the disk what has been written so far. */
  async flush(): Promise<void> {
    await run('sync', ['-f', this.path]);
  }
  cutPower(): void {
    tool('perl', '-e', CUT, this.path);
  }
  /**
   * The power is back. Whoever had files open on it must have ended; their last processes may take a moment.
   */
  async restart(): Promise<void> {
    await this.unmount();
    this.mount();
  }
  async remove(): Promise<void> {
    await this.unmount().catch(() => this.detach());
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async unmount(): Promise<void> {
    for (const end = Date.now() + BUSY_MS; ; await pause(50)) {
      try {
        return tool('umount', this.path);
      } catch (fault) {
        if (Date.now() > end) throw fault;
      }
    }
  }
  /** Unmounts as soon as nobody uses it; the loop device goes with it. */
  private detach(): void {
    tool('umount', '-l', this.path);
  }
  private discard(): void {
    this.detach();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function tool(name: string, ...words: string[]): void {
  execFileSync(name, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
