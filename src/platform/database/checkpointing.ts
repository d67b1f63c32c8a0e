import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { type Program, Workers } from '../workers/workers.js';
import type { checkpoint } from './checkpoint.js';
import { Databases } from './databases.js';

/** Twice a minute, so that what was written is in the file a minute after at the latest. */
const EVERY_MS = 30_000;

const CHECKPOINT: Program<typeof checkpoint> = {
  entry: new URL('./checkpoint.worker.js', import.meta.url),
  limits: { milliseconds: 60_000 },
  endsByItself: true,
};

/**
 * Brings what lies in SQLite's write-ahead log into the file itself, once it is quiet: a person who copies
 * the file of a running service, against all advice, then has what was written up to a minute before.
 */
@Injectable()
export class Checkpointing implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Checkpointing.name);
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  /** The log as it was when all of it had been copied. */
  private copied = '';

  constructor(
    private readonly databases: Databases,
    private readonly workers: Workers,
  ) {}

  onApplicationBootstrap(): void {
    this.every(EVERY_MS);
  }
  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Starts the rounds anew, in this distance. */
  every(milliseconds: number): void {
    clearInterval(this.timer);
    if (this.databases.file !== null)
      this.timer = setInterval(() => void this.run(this.databases.file!), milliseconds).unref();
  }

  private async run(file: string): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      const before = await markOf(`${file}-wal`);
      if (before === this.copied) return;
      const result = await this.workers.run(CHECKPOINT, file);
      if (result.busy === 0 && result.log === result.checkpointed) this.copied = before;
    } catch (fault) {
      // The disk is full or away: the writer meets it too, and tells.
      this.log.debug(`no checkpoint: ${(fault as Error).message}`);
    } finally {
      this.isRunning = false;
    }
  }
}

/** Changes with every write. */
async function markOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
  return size === 0 ? '' : `${size} ${mtimeMs}`;
}
