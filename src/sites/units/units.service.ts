import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import type { FromUnitsBody, FromUnitsReply, Unit } from '../../contract/unit.js';
import { type Id, type Page, PAGE_LIMIT } from '../../contract/wire.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { keysOf, pageOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { insertSites } from '../site-rows.js';
import { codeKey, SiteRow } from '../site.entity.js';
import { SitesChanged } from '../sites.events.js';
import { provinces, unitsOf } from './unit-directory.js';
import type { UnitQueryDto } from './units.dto.js';

/** Lists the directory of administrative units, and makes sites of it. */
@Injectable()
export class UnitsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem unit.not-found */
  list({ province, limit = PAGE_LIMIT.default, after }: UnitQueryDto): Page<Unit> {
    const [seen = ''] = keysOf(after, 1) ?? [];
    const units = province === undefined ? provinces() : unitsIn(province);
    const rest = units.filter(({ code }) => code > seen).slice(0, limit + 1);
    return pageOf(
      rest,
      limit,
      ({ code }) => [code],
      (unit) => unit,
    );
  }

  /**
   * All units of the province become sites, or none.
   * @throws Problem conference.not-found, unit.not-found, site.parent-not-found
   */
  async addFrom(
    actor: Principal,
    conferenceId: Id,
    { province, parentId = null }: FromUnitsBody,
  ): Promise<FromUnitsReply> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const units = unitsIn(province);
    return this.unitOfWork.run(async (tx) => {
      // Holds off other changes of the tree until the commit, on PostgreSQL too:
      // twice at once makes each site once.
      await tx.nextSeq();
      const existing = await this.codesOf(tx, conference.id, parentId);
      const missing = units.filter(({ code }) => !existing.has(codeKey(code)));
      const rows = missing.map((unit) => this.siteOf(unit, conference.id, parentId));
      await insertSites(tx, rows);
      if (rows.length > 0) tx.note({ detail: { created: rows.length } });
      if (rows.length > 0)
        tx.announce(
          new SitesChanged(
            conference.id,
            rows.map(({ id }) => id),
          ),
        );
      return { created: rows.length, unchanged: units.length - rows.length };
    });
  }

  private async codesOf(tx: Transaction, conferenceId: Id, parentId: Id | null): Promise<Set<string>> {
    const sites = await tx
      .repo(SiteRow)
      .find({ select: { id: true, codeKey: true }, where: { conferenceId } });
    if (parentId !== null && !sites.some(({ id }) => id === parentId))
      throw new Problem('site.parent-not-found');
    return new Set(sites.map((site) => site.codeKey));
  }

  private siteOf({ code, name, level }: Unit, conferenceId: Id, parentId: Id | null): SiteRow {
    const now = this.clock.instant();
    return {
      id: this.ids.next(),
      conferenceId,
      code,
      codeKey: codeKey(code),
      name,
      level,
      kind: 'point',
      parentId,
      expected: null,
      address: null,
      contactName: null,
      contactPhone: null,
      line: null,
      createdAt: now,
      updatedAt: now,
    };
  }
}

function unitsIn(province: string): readonly Unit[] {
  const units = unitsOf(province);
  if (units === null) throw new Problem('unit.not-found');
  return units;
}
