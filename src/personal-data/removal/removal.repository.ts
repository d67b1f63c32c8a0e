import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Reader } from '../../platform/database/reader.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ErasedFilesService } from '../files/erased-files.service.js';
import { PersonalTables } from '../personal-tables.js';
import { ExpiryRepository } from '../retention/expiry.repository.js';

/** Deletes a conference from the tables of all features. */
@Injectable()
export class RemovalRepository {
  constructor(
    private readonly tables: PersonalTables,
    private readonly expiry: ExpiryRepository,
    private readonly erasedFiles: ErasedFilesService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async siteIds(conferenceId: Id): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id }>('SELECT "id" FROM "site" WHERE "conferenceId" = $1', [
      conferenceId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Whoever is signed in to it: consoles, trainees, walls. */
  async subjects(conferenceId: Id, limit: number): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id }>(
      `SELECT DISTINCT "subjectId" AS "id" FROM "sign_in"
        WHERE ${this.tables.ofConference(this.tables.named('sign_in'))} LIMIT ${limit}`,
      [conferenceId],
    );
    return rows.map(({ id }) => id);
  }

  /** Files of its materials, by their names on the disk. */
  async files(conferenceId: Id): Promise<string[]> {
    const rows = await this.reader.query<{ storedAs: string }>(
      `SELECT v."storedAs" FROM "material_version" v CROSS JOIN "material" m
        WHERE m."conferenceId" = $1 AND v."materialId" = m."id"`,
      [conferenceId],
    );
    return rows.map(({ storedAs }) => storedAs);
  }

  /** Conferences whose deletion was cut off. */
  async left(): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id }>('SELECT "id" FROM "conference" WHERE "isRemoved" = 1');
    return rows.map(({ id }) => id);
  }

  /**
   * Deletes rows before those that they refer to: feature by feature, the last one first.
   * @param removed is counted up, by table
   * @returns whether there were none
   */
  async removeRows(
    conferenceId: Id,
    isStopped: () => boolean,
    removed: Record<string, number>,
  ): Promise<boolean> {
    let isClean = true;
    await this.unitOfWork.run(async (tx) => {
      await tx.query('UPDATE "site" SET "parentId" = NULL WHERE "conferenceId" = $1', [conferenceId]);
    });
    for (const table of [...this.tables.all()].reverse()) {
      if (isStopped()) break;
      if (table.conference === null || table.name === 'conference') continue;
      const count = await this.expiry.remove(table, { conferenceId, mayGoOn: () => !isStopped() });
      if (count === 0) continue;
      isClean = false;
      removed[table.name] = (removed[table.name] ?? 0) + count;
    }
    return isClean;
  }

  rewriteFiles(): Promise<void> {
    return this.erasedFiles.removed();
  }
}
