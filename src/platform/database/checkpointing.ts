import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { type TextProgram, Workers } from '../workers/workers.js';
import { Databases } from './databases.js';
import { asBetterSqlite3, SQLITE_PARTS } from './node20-sqlite.js';
import { sqliteDriverPath } from './sqlite.js';

/** Twice a minute, so that what was written is in the file a minute after at the latest. */
const EVERY_MS = 30_000;

interface CheckpointJob {
  driver: string;
  file: string;
}

/**
 * In a thread: copying 16 MB and two fsyncs would hold the event loop. PASSIVE waits for nobody and keeps
 * nobody waiting; what it could not copy, the next one does.
 */
const CHECKPOINT: TextProgram<CheckpointJob, unknown> = {
  entry: ({ driver, file }, load) => {
    const Database = asBetterSqlite3(load(driver));
    const db = new Database(file, { fileMustExist: true, timeout: 1_000 });
    try {
      db.pragma('synchronous = FULL');
      return db.pragma('wal_checkpoint(PASSIVE)');
    } finally {
      db.close();
    }
  },
  parts: SQLITE_PARTS,
  limits: { milliseconds: 60_000 },
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
      const [result] = (await this.workers.run(CHECKPOINT, { driver: sqliteDriverPath(), file })) as [
        { busy: number; log: number; checkpointed: number },
      ];
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
