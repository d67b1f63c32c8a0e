import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { Principal } from '../../contract/auth.js';
import { type MergedNames, unitKey } from '../../contract/unit-key.js';
import type { UnitMerge, UnitMergeBody, UnitName, UnitSpelling } from '../../contract/unit-name.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { keysOf, pageOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { LISTED } from '../participant.entity.js';
import { UnitMergeRow } from './unit-merge.entity.js';
import { byName, judgeMerge, unitsAmong } from './unit-names.rules.js';

/** The units that people of a conference name, and which of them are one. */
@Injectable()
export class UnitNamesService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Which units are another one, for `unitNames`. */
  async mergesOf(conferenceId: Id): Promise<MergedNames[]> {
    return (await this.rowsOf(conferenceId)).map(({ name, intoName }) => ({ name, into: intoName }));
  }

  /** In order of name. @throws Problem conference.not-found */
  async list(
    actor: Principal,
    conferenceIdOrSlug: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<UnitName>> {
    const { id } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const [seen] = keysOf(after, 1) ?? [];
    const units = unitsAmong(await this.spellings(id), await this.rowsOf(id));
    const rest = seen === undefined ? units : units.filter((unit) => byName(unit, { name: seen }) > 0);
    return pageOf(
      rest.slice(0, limit + 1),
      limit,
      ({ name }) => [name],
      (unit) => unit,
    );
  }

  /**
   * Makes one unit another. The same again answers what is there.
   * @throws Problem conference.not-found, unit-merge.same, unit-merge.circle, unit-merge.exists
   */
  async merge(actor: Principal, conferenceIdOrSlug: Id, { name, into }: UnitMergeBody): Promise<UnitMerge> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    return this.unitOfWork.run(async (tx) => {
      // Holds off other merges until the commit, on PostgreSQL too: two at once could close a circle.
      await tx.nextSeq();
      const judged = judgeMerge(name, into, await tx.repo(UnitMergeRow).findBy({ conferenceId }));
      if (typeof judged === 'string') throw new Problem(judged);
      if (judged !== null) return mergeOf(judged);
      const row: UnitMergeRow = {
        id: this.ids.next(),
        conferenceId,
        name,
        nameKey: unitKey(name),
        intoName: into,
        createdAt: this.clock.instant(),
      };
      await tx.repo(UnitMergeRow).insert(row);
      tx.note({ object: { kind: 'unit-merge', id: row.id }, after: row });
      return mergeOf(row);
    });
  }

  /** Makes two units of them again. @throws Problem unit-merge.not-found */
  async unmerge(id: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.repo(UnitMergeRow).delete({ id });
      if (!affected) throw new Problem('unit-merge.not-found');
    });
  }

  /** Oldest first. */
  private rowsOf(conferenceId: Id): Promise<UnitMergeRow[]> {
    return this.reader.repo(UnitMergeRow).find({ where: { conferenceId }, order: { id: 'ASC' } });
  }

  private async spellings(conferenceId: Id): Promise<UnitSpelling[]> {
    const rows = await this.reader.query<{ unit: string; people: number | string }>(
      `SELECT p."unit", COUNT(*) AS "people" FROM "participant" p
       WHERE p."conferenceId" = $1 AND p."unit" IS NOT NULL AND ${LISTED} GROUP BY p."unit"`,
      [conferenceId],
    );
    return rows.map(({ unit, people }) => ({ name: unit, people: Number(people) }));
  }
}

const mergeOf = ({ id, conferenceId, name, intoName, createdAt }: UnitMergeRow): UnitMerge => ({
  id,
  conferenceId,
  name,
  into: intoName,
  createdAt,
});
