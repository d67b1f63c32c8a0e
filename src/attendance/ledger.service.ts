import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { LedgerEntry } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import { type Id, type Page, PAGE_LIMIT } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { pageOf, seqOf } from '../platform/http/page.dto.js';
import type { LedgerQueryDto } from './attendance.dto.js';
import type { AttendanceEntryRow } from './attendance.entity.js';
import { ledgerEntryOf } from './attendance.presenter.js';
import { Scope } from './scope.js';

/**
 * The first and last entry of the conference `$3`, a look at each site's index. An index of the ledger by conference would
 * cost every check-in; without bounds, a page of one conference would be looked for among the entries of all others.
 */
const edge = (which: 'MIN' | 'MAX'): string =>
  `(SELECT ${which}(x."seq") FROM (SELECT (SELECT ${which}(e."seq") FROM "attendance_entry" e WHERE e."siteId" = s."id") AS "seq" FROM "site" s WHERE s."conferenceId" = $3) x)`;
const OF_CONFERENCE = `"siteId" IN (SELECT "id" FROM "site" WHERE "conferenceId" = $3) AND "seq" BETWEEN ${edge('MIN')} AND ${edge('MAX')}`;

/** The ledger as it was written, oldest first. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly reader: Reader,
    private readonly scope: Scope,
  ) {}

  /** @throws Problem conference.not-found, site.not-found, checkpoint.not-found */
  async list(actor: Principal, conferenceId: Id, query: LedgerQueryDto): Promise<Page<LedgerEntry>> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const siteId = await this.scope.siteId(actor, conference.id, query.siteId);
    await this.scope.checkpointId(conference.id, query.checkpointId);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const filters = Object.entries({ siteId, checkpointId: query.checkpointId, participantId: query.participantId }).filter(([, value]) => value !== undefined) as [string, Id][];
    const where = filters.map(([name], at) => ` AND "${name}" = $${at + 4}`).join('');
    const rows = await this.reader.query<AttendanceEntryRow>(`SELECT * FROM "attendance_entry" WHERE "seq" > $1 AND ${OF_CONFERENCE}${where} ORDER BY "seq" LIMIT $2`, [
      seqOf(query.after) ?? 0,
      limit + 1,
      conference.id,
      ...filters.map(([, value]) => value),
    ]);
    return pageOf(rows, limit, (row) => [String(row.seq)], (row) => ledgerEntryOf(row, conference.id));
  }
}
