import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { basename, join } from 'node:path';
import type { BackupStatus } from '../../contract/backup.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { makeFolder } from '../../platform/files/make-folder.js';
import { Workers } from '../../platform/workers/workers.js';
import { backupName, backupState, backupTime, isDue, toRemove } from './backup.rules.js';
import { lastBackup } from './last-backup.js';
import { makeBackup } from './make-backup.js';
import { MANIFEST } from './manifest.js';

const LOOK_EVERY_MS = 60_000;
/** After an attempt that failed. */
const REST_MS = 3_600_000;
const REMOVING = /^\.removing-/;

/**
 * Makes a backup every night into BACKUP_DIR, and before a deletion, keeps the last BACKUP_KEEP, and
 * says when the last good one was.
 */
@Injectable()
export class NightlyBackupService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(NightlyBackupService.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private readonly stopping = new AbortController();
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
  /**
   * Ends the backup under way: nothing of it stays, and a program that dumps
   * the database ends with the service.
   */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.looking;
  }

  /** Looks in this distance whether one is due. */
  every(milliseconds: number): void {
    clearInterval(this.timer);
    const { backupDir } = this.config;
    if (backupDir !== null) this.timer = setInterval(() => this.begin(backupDir), milliseconds).unref();
  }

  /** Makes a backup now, before a deletion. @returns its folder @throws Error with one line of text */
  async makeNow(): Promise<string> {
    while (this.looking !== null) await this.looking;
    const making = this.makeAtOnce(this.config.backupDir ?? join(this.config.dataDir, 'backups'));
    // No other is made, and none removed, meanwhile.
    this.looking = making.then(
      () => void (this.looking = null),
      () => void (this.looking = null),
    );
    return making;
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

  private async makeAtOnce(backupDir: string): Promise<string> {
    const next = (): string => join(backupDir, backupName(this.clock.instant()));
    let folder = next();
    // Names are exact to the second.
    for (; existsSync(folder); folder = next()) await pause(200);
    await makeBackup(this.config, folder, this.workers, { signal: this.stopping.signal });
    this.log.log(`backup made and verified: ${folder}`);
    // The new one is made: what keeps an old one there is no reason to refuse the deletion.
    await removeOldest(backupDir, this.config.backupKeep, folder).catch((fault: unknown) =>
      this.log.warn(`old backups stay in ${backupDir}: ${(fault as Error).message}`),
    );
    return folder;
  }

  private begin(backupDir: string): void {
    this.looking ??= this.look(backupDir).finally(() => (this.looking = null));
  }

  private async look(backupDir: string): Promise<void> {
    try {
      const isResting = this.failedAt !== null && this.clock.now() - Date.parse(this.failedAt) < REST_MS;
      if (!isResting && isDue(await newest(backupDir), this.clock.now())) await this.make(backupDir);
    } catch (fault) {
      if (this.stopping.signal.aborted) return;
      this.failedAt = this.clock.instant();
      this.log.error(`no backup was made in ${backupDir}: ${(fault as Error).message}`);
    } finally {
      this.progress = null;
    }
  }

  private async make(backupDir: string): Promise<void> {
    const folder = join(backupDir, backupName(this.clock.instant()));
    const { bytes } = await makeBackup(this.config, folder, this.workers, {
      tell: (progress) => (this.progress = progress),
      signal: this.stopping.signal,
    });
    this.failedAt = null;
    this.log.log(`backup made and verified: ${folder}, ${bytes} bytes`);
    await removeOldest(backupDir, this.config.backupKeep, folder);
  }
}

/** When the newest whole backup in the folder began; `null` if there is none. */
async function newest(backupDir: string): Promise<string | null> {
  await makeFolder(backupDir);
  const names = (await readdir(backupDir)).filter(
    (name) => backupTime(name) !== null && existsSync(join(backupDir, name, MANIFEST)),
  );
  const last = names.sort().at(-1);
  return last === undefined ? null : backupTime(last);
}

/**
 * Under another name first: half of a backup never has the name of a whole one.
 * @param made stays, whatever the clock said when the others were made
 */
async function removeOldest(backupDir: string, keep: number, made: string): Promise<void> {
  const others = (await readdir(backupDir)).filter((name) => name !== basename(made));
  for (const name of toRemove(others, keep - 1))
    await rename(join(backupDir, name), join(backupDir, `.removing-${name}`));
  const left = (await readdir(backupDir)).filter((name) => REMOVING.test(name));
  for (const name of left) await rm(join(backupDir, name), { recursive: true, force: true });
}
