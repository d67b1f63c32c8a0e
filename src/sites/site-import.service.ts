import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { ImportReport } from '../contract/import.js';
import type { Id } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { Clock } from '../platform/clock/clock.js';
import { recordset } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ids } from '../platform/ids/ids.js';
import { paced } from '../platform/pace/pace.js';
import { Faults } from '../platform/sheets/faults.rules.js';
import { reported } from '../platform/sheets/report.js';
import { Sheets } from '../platform/sheets/sheets.js';
import { tableOf } from '../platform/sheets/table.rules.js';
import {
  planSites,
  SITE_HEADINGS,
  siteCandidate,
  type SiteCandidate,
  type SiteColumn,
} from './site-import.rules.js';
import { SiteRow } from './site.entity.js';
import { SitesChanged } from './sites.events.js';

const SLICE = 500;
const COLUMNS = {
  id: 'text',
  conferenceId: 'text',
  code: 'text',
  codeKey: 'text',
  name: 'text',
  level: 'text',
  parentId: 'text',
  expected: 'integer',
  address: 'text',
  contactName: 'text',
  contactPhone: 'text',
  createdAt: 'text',
  updatedAt: 'text',
} as const;
const NAMES = Object.keys(COLUMNS);
const LIST = NAMES.map((name) => `"${name}"`).join(', ');
const CHANGES = NAMES.slice(2)
  .map((name) => `"${name}" = r."${name}"`)
  .join(', ');

/** Takes a file of sites: all of it, or nothing. */
@Injectable()
export class SiteImportService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sheets: Sheets,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws Problem conference.not-found, import.rejected with the report, and what `Sheets.read` and `tableOf` throw */
  async import(
    actor: Principal,
    conferenceIdOrSlug: Id,
    bytes: Buffer,
    dryRun: boolean,
  ): Promise<ImportReport> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const table = tableOf(await this.sheets.read(bytes), SITE_HEADINGS);
    const faults = new Faults();
    const candidates: SiteCandidate[] = [];
    await paced(
      table.rows,
      SLICE,
      (slice) => void candidates.push(...slice.flatMap((row) => siteCandidate(row, faults) ?? [])),
    );
    return this.unitOfWork.run((tx) =>
      this.apply(tx, { conferenceId, candidates, columns: table.columns, faults, dryRun }),
    );
  }

  private async apply(
    tx: Transaction,
    file: {
      conferenceId: Id;
      candidates: SiteCandidate[];
      columns: Set<SiteColumn>;
      faults: Faults;
      dryRun: boolean;
    },
  ): Promise<ImportReport> {
    const { conferenceId, faults, dryRun } = file;
    // Holds off other changes of the tree until the commit, on PostgreSQL too.
    if (!dryRun) await tx.nextSeq();
    const existing = await tx.repo(SiteRow).findBy({ conferenceId });
    const plan = planSites(file.candidates, file.columns, existing, faults, {
      conferenceId,
      now: this.clock.instant(),
      newId: () => this.ids.next(),
    });
    const report = reported(
      { created: plan.created.length, updated: plan.updated.length, unchanged: plan.unchanged },
      faults,
      dryRun,
    );
    if (dryRun) return report;
    const table = recordset(tx.dialect, 1, COLUMNS);
    await paced(
      plan.created,
      SLICE,
      async (slice) =>
        void (await tx.query(`INSERT INTO "site" (${LIST}) SELECT ${LIST} FROM ${table}`, [
          JSON.stringify(slice),
        ])),
    );
    await paced(
      plan.updated,
      SLICE,
      async (slice) =>
        void (await tx.query(`UPDATE "site" SET ${CHANGES} FROM ${table} WHERE "site"."id" = r."id"`, [
          JSON.stringify(slice),
        ])),
    );
    const touched = [...plan.created, ...plan.updated].map(({ id }) => id);
    if (touched.length > 0) tx.announce(new SitesChanged(conferenceId, touched));
    return report;
  }
}
