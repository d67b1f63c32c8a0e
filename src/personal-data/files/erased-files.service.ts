import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { ErasedPeopleService } from '../../participants/erased-people.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Databases } from '../../platform/database/databases.js';
import { forgetCopies } from '../../platform/database/migrating.js';
import { vacuum } from '../../platform/database/postgres.js';
import { Reader } from '../../platform/database/reader.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Program, Workers } from '../../platform/workers/workers.js';
import type { ErasureRow } from '../erasure/erasure.entity.js';
import { erasedIn, type ErasedNote, noteErased } from '../../platform/personal-data/erased-list.js';
import { mayRewrite } from './erased-files.rules.js';
import type { rewriteDatabase } from './rewrite-database.js';

const LOOK_EVERY_MS = 60_000;
const REWRITE: Program<typeof rewriteDatabase> = {
  entry: new URL('./rewrite.worker.js', import.meta.url),
  limits: { milliseconds: 3_600_000 },
  endsByItself: true,
};
/** Rows that wait for the file to be rewritten. */
const WAITING = ['erasure', 'retention_run'];

/**
 * Removes from the files what was erased in the rows: rewrites the database file, deletes copies from before
 * an upgrade, and writes the list for restores.
 */
@Injectable()
export class ErasedFilesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ErasedFilesService.name);
  private timer: NodeJS.Timeout | undefined;
  /** Rows were deleted that no table tells of. */
  private isDirty = false;
  private rewriting: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly databases: Databases,
    private readonly people: ErasedPeopleService,
    private readonly workers: Workers,
    private readonly clock: Clock,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.rewriting;
  }

  /** Folders with a list of erasures. */
  private get folders(): string[] {
    const { dataDir, backupDir } = this.config;
    return backupDir === null ? [dataDir] : [dataDir, backupDir];
  }

  /** What the lists of all folders say. */
  async listed(): Promise<ErasedNote[]> {
    const notes: ErasedNote[] = [];
    await this.inEach(async (folder) => void notes.push(...(await erasedIn([folder]))));
    return [...new Map(notes.map((note) => [note.participantId, note])).values()];
  }

  /** Where backups go may be out of reach for a while: that stops neither the service nor an erasure. */
  private async inEach(work: (folder: string) => Promise<void>): Promise<void> {
    for (const folder of this.folders)
      await work(folder).catch((fault: unknown) => {
        if (folder === this.config.dataDir) throw fault;
        this.log.warn(`the list of erasures in BACKUP_DIR waits for the next start: ${String(fault)}`);
      });
  }

  /** Notes an erasure for restores, then rewrites the file if it is time. */
  async erased(row: ErasureRow): Promise<void> {
    const { participantId } = row;
    await this.note([row]);
    // The first may have begun before this erasure.
    for (let round = 0; round < 2 && row.filesAt === null; round += 1) {
      await this.look();
      row.filesAt = await this.filesAtOf(participantId);
    }
  }

  /**
   * Adds these erasures to the list of each folder, each once; those of joined walk-ins too, who are somebody
   * else in a backup from before the join.
   */
  async note(rows: readonly ErasureRow[]): Promise<void> {
    const joined = await this.people.joinedWith(rows.map(({ participantId }) => participantId));
    const notes = rows.flatMap(({ participantId: person, conferenceId, kept, at, accountId }) =>
      [person, ...(joined.get(person) ?? [])].map((participantId) => ({
        participantId,
        conferenceId,
        keep: JSON.parse(kept) as string[],
        at,
        accountId,
      })),
    );
    await this.inEach(async (folder) => {
      const known = new Set((await erasedIn([folder])).map(({ participantId }) => participantId));
      for (const note of notes) if (!known.has(note.participantId)) await noteErased(folder, note);
    });
  }

  /** Whole tables of a conference went. */
  removed(): Promise<void> {
    this.isDirty = true;
    return this.look();
  }

  /** Rewrites the file if something waits for it and it is time. Never throws; a fault is tried again. */
  look(): Promise<void> {
    return (this.rewriting ??= this.rewrite()
      .catch((fault: unknown) => this.log.warn(`the database file is rewritten later: ${String(fault)}`))
      .finally(() => (this.rewriting = null)));
  }

  private async rewrite(): Promise<void> {
    const before = this.clock.instant();
    if (!this.isDirty && !(await this.isWaiting())) return;
    const { file } = this.databases;
    // VACUUM frees dead rows in the tables; PostgreSQL's log and archives keep theirs.
    if (file === null) await vacuum(this.config.databaseUrl!);
    else {
      const bytes = (await stat(file)).size;
      if (!mayRewrite(bytes, this.clock.now())) return;
      await forgetCopies(this.config.dataDir);
      await this.workers.run(REWRITE, { file, bytes });
    }
    this.isDirty = false;
    await this.unitOfWork.run(async (tx) => {
      for (const table of WAITING)
        await tx.query(`UPDATE "${table}" SET "filesAt" = $1 WHERE "filesAt" IS NULL AND "at" <= $2`, [
          this.clock.instant(),
          before,
        ]);
    });
  }

  private async isWaiting(): Promise<boolean> {
    for (const table of WAITING) {
      const rows = await this.reader.query(`SELECT 1 FROM "${table}" WHERE "filesAt" IS NULL LIMIT 1`);
      if (rows.length > 0) return true;
    }
    return false;
  }

  private async filesAtOf(participantId: string): Promise<string | null> {
    const [row] = await this.reader.query<Pick<ErasureRow, 'filesAt'>>(
      'SELECT "filesAt" FROM "erasure" WHERE "participantId" = $1',
      [participantId],
    );
    return row?.filesAt ?? null;
  }
}
