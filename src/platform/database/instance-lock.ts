import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type HolderState, holderIn, type LockHolder, ownHolder, PROCESSES, stateOf } from './lock-holder.js';
import { sqliteDriver } from './sqlite.js';

/** How long each step may take. A table for tests to shorten. */
export const LOCK_PACE = {
  /** A service that is just ending gets this long to leave. */
  leaveMs: 2_000,
  pollMs: 50,
  beatMs: 2_000,
  /** A holder on another machine counts as gone after this long without a heartbeat. */
  silenceMs: 15_000,
  /** Between two tries to take a lock again after a cut. */
  retakeMs: 250,
};

/** Thrown when another service has the data. Its message is what a person reads. */
export class DataInUse extends Error {}

interface KernelLock {
  close(): void;
}

/**
 * Keeps a second service away from a data folder. Two things say who has it: `service.lock`, a lock of the
 * kernel (SQLite's own, on an empty file), which ends with the process, however it ends, and holds between
 * containers of one machine; and `service.json`, a note with a heartbeat (the time of the file), which also
 * speaks to other machines, where the folder is on a network disk.
 */
export class InstanceLock {
  private readonly self = ownHolder();
  private kernelLock: KernelLock | null = null;
  private beating: NodeJS.Timeout | undefined;
  private isReleased = false;

  private constructor(
    private readonly folder: string,
    private readonly onLost: (line: string) => void,
  ) {}

  /**
   * Takes the folder, which exists.
   * @param onLost told once, with a line for a person, when another service has taken the folder
   * nevertheless: the machine was asleep, or cut from the disk
   * @throws DataInUse
   */
  static async acquire(
    folder: string,
    onLost: (line: string) => void = () => undefined,
  ): Promise<InstanceLock> {
    const lock = new InstanceLock(folder, onLost);
    try {
      await lock.acquire();
      return lock;
    } catch (fault) {
      lock.kernelLock?.close();
      throw fault;
    }
  }

  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    clearTimeout(this.beating);
    if ((await this.holder())?.token === this.self.token) await rm(this.note, { force: true });
    this.kernelLock?.close();
  }

  private get note(): string {
    return join(this.folder, 'service.json');
  }

  private async acquire(): Promise<void> {
    const Database = driver();
    if (Database) await this.lockByKernel(Database);
    await this.outlive(Database !== null);
    await this.sign();
    this.beating = this.beatLater();
  }

  private async lockByKernel(Database: LockDriver): Promise<void> {
    const end = Date.now() + LOCK_PACE.leaveMs;
    while (!(this.kernelLock = lockOf(Database, join(this.folder, 'service.lock')))) {
      if (Date.now() > end) throw await this.inUse();
      await pause(LOCK_PACE.pollMs);
    }
  }

  /** Returns once nobody else has the folder. @throws DataInUse */
  private async outlive(hasKernelLock: boolean): Promise<void> {
    const end = Date.now() + LOCK_PACE.leaveMs;
    for (;;) {
      const holder = await this.holder();
      if (holder === null) return;
      const state = await this.judged(holder, hasKernelLock);
      if (state === 'gone') return;
      if (Date.now() > end) throw await this.inUse();
      await pause(LOCK_PACE.pollMs);
    }
  }

  /** Where nothing else tells, waits for a sign of life. Times of two machines are never compared. */
  private async judged(holder: LockHolder, hasKernelLock: boolean): Promise<HolderState> {
    const state = stateOf(holder, this.self, PROCESSES, hasKernelLock);
    if (state !== 'unknown') return state;
    const before = await this.heartbeat();
    for (const end = Date.now() + LOCK_PACE.silenceMs; Date.now() < end; await pause(LOCK_PACE.pollMs)) {
      if ((await this.heartbeat()) !== before) throw await this.inUse();
    }
    return 'gone';
  }

  private async inUse(): Promise<DataInUse> {
    const holder = await this.holder();
    const who = holder ? ` (process ${holder.pid} on ${holder.host}, since ${holder.since})` : '';
    return new DataInUse(
      `another service runs on the data in ${this.folder}${who}; ` +
        'stop it first, or give this one a DATA_DIR of its own',
    );
  }

  private async holder(): Promise<LockHolder | null> {
    return holderIn(await readFile(this.note, 'utf8').catch(() => ''));
  }

  /** Whether the note is certainly not there. A disk that cannot be read now may hold another service's. */
  private async isUnsigned(): Promise<boolean> {
    return readFile(this.note, 'utf8').then(
      (text) => holderIn(text) === null,
      (fault: NodeJS.ErrnoException) => fault.code === 'ENOENT',
    );
  }

  /** Opened anew each time: a network disk then asks its server instead of its memory. */
  private async heartbeat(): Promise<string> {
    try {
      const file = await open(this.note, 'r');
      const { mtimeMs, ino } = await file.stat().finally(() => file.close());
      return `${ino} ${mtimeMs}`;
    } catch {
      return '';
    }
  }

  /** On a full disk the note is missing, and the kernel's lock does alone. */
  private async sign(): Promise<void> {
    const draft = `${this.note}.${this.self.token}`;
    try {
      await writeFile(draft, `${JSON.stringify(this.self)}\n`, { mode: 0o600 });
      await rename(draft, this.note);
    } catch (fault) {
      await rm(draft, { force: true }).catch(() => undefined);
      if (!this.kernelLock) throw fault;
    }
  }

  private beatLater(): NodeJS.Timeout {
    return setTimeout(() => void this.beat(), LOCK_PACE.beatMs).unref();
  }

  private async beat(): Promise<void> {
    const holder = await this.holder();
    if (this.isReleased) return;
    if (holder !== null && holder.token !== this.self.token) return this.lose(holder);
    if (holder !== null) await this.signNote();
    else if (await this.isUnsigned()) await this.sign().catch(() => undefined);
    if (!this.isReleased) this.beating = this.beatLater();
  }

  /** Takes no room: it works on a full disk too. */
  private async signNote(): Promise<void> {
    try {
      const file = await open(this.note, 'r+');
      await file.utimes(new Date(), new Date()).finally(() => file.close());
    } catch {
      // The disk is away or read-only; nobody else can take the folder there either.
    }
  }

  private lose(holder: LockHolder): void {
    this.isReleased = true;
    this.kernelLock?.close();
    this.onLost(
      `another service (process ${holder.pid} on ${holder.host}) has taken the data in ${this.folder}`,
    );
  }
}

type LockDriver = new (
  file: string,
  options: { timeout: number },
) => KernelLock & { exec(sql: string): unknown; pragma(text: string): unknown };

/** `null` where SQLite is not installed, as a service on PostgreSQL may be: the note does alone there. */
function driver(): LockDriver | null {
  try {
    return sqliteDriver() as LockDriver;
  } catch {
    return null;
  }
}

/** `null` if another process, or another service of this one, has it. */
function lockOf(Database: LockDriver, path: string): KernelLock | null {
  const file = new Database(path, { timeout: 0 });
  try {
    file.pragma('journal_mode = MEMORY');
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (fault) {
    file.close();
    if ((fault as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw fault;
  }
}
