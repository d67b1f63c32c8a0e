import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupStatus } from '../../contract/backup.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Workers } from '../../platform/workers/workers.js';
import { backupName, backupState, backupTime, isDue, toRemove } from './backup.rules.js';
import { lastBackup } from './last-backup.js';
import { makeBackup } from './make-backup.js';
import { MANIFEST } from './manifest.js';

const LOOK_EVERY_MS = 60_000;
/** After an attempt that failed. */
const REST_MS = 3_600_000;
const REMOVING = /^\.removing-/;

/** Makes a backup every night into BACKUP_DIR, keeps the last BACKUP_KEEP, and says when the last good one was. */
@Injectable()
export class NightlyBackupService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(NightlyBackupService.name);
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private isStopping = false;
  private failedAt: string | null = null;
  private progress: BackupStatus['progress'] = null;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly workers: Workers,
  ) {}

  onApplicationBootstrap(): void {
    this.every(LOOK_EVERY_MS);
  }
  onApplicationShutdown(): void {
    this.isStopping = true;
    clearInterval(this.timer);
  }

  /** Looks in this distance whether one is due. */
  every(milliseconds: number): void {
    clearInterval(this.timer);
    const { backupDir } = this.config;
    if (backupDir !== null) this.timer = setInterval(() => void this.look(backupDir), milliseconds).unref();
  }

  async status(): Promise<BackupStatus> {
    const lastAt = (await lastBackup(this.config.dataDir))?.at ?? null;
    const isMended = this.failedAt !== null && lastAt !== null && lastAt > this.failedAt;
    return {
      state: backupState(lastAt, this.clock.now()),
      nightly: this.config.backupDir !== null,
      lastAt,
      failedAt: isMended ? null : this.failedAt,
      progress: this.progress,
    };
  }

  private async look(backupDir: string): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      const isResting = this.failedAt !== null && this.clock.now() - Date.parse(this.failedAt) < REST_MS;
      if (!isResting && isDue(await newest(backupDir), this.clock.now())) await this.make(backupDir);
    } catch (fault) {
      if (this.isStopping) return;
      this.failedAt = this.clock.instant();
      this.log.error(`no backup was made in ${backupDir}: ${(fault as Error).message}`);
    } finally {
      this.isRunning = false;
      this.progress = null;
    }
  }

  private async make(backupDir: string): Promise<void> {
    const folder = join(backupDir, backupName(this.clock.instant()));
    const { bytes } = await makeBackup(
      this.config,
      folder,
      this.workers,
      (progress) => (this.progress = progress),
    );
    this.failedAt = null;
    this.log.log(`backup made and verified: ${folder}, ${bytes} bytes`);
    await removeOldest(backupDir, this.config.backupKeep);
  }
}

/** When the newest whole backup in the folder began; `null` if there is none. */
async function newest(backupDir: string): Promise<string | null> {
  await mkdir(backupDir, { recursive: true, mode: 0o700 });
  const names = (await readdir(backupDir)).filter(
    (name) => backupTime(name) !== null && existsSync(join(backupDir, name, MANIFEST)),
  );
  const last = names.sort().at(-1);
  return last === undefined ? null : backupTime(last);
}

/** Under another name first: half of a backup never has the name of a whole one. */
async function removeOldest(backupDir: string, keep: number): Promise<void> {
  for (const name of toRemove(await readdir(backupDir), keep))
    await rename(join(backupDir, name), join(backupDir, `.removing-${name}`));
  const left = (await readdir(backupDir)).filter((name) => REMOVING.test(name));
  for (const name of left) await rm(join(backupDir, name), { recursive: true, force: true });
}
