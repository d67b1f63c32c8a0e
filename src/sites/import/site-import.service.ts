import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import type { ImportReport, ImportRow } from '../../contract/import.js';
import { isGroup } from '../../contract/site.js';
import type { Id } from '../../contract/wire.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { inSlices } from '../../platform/pace/pace.js';
import { Faults } from '../../platform/sheets/faults.rules.js';
import { ImportFiles, type ReadFile } from '../../platform/sheets/import-files.js';
import { reported } from '../../platform/sheets/report.js';
import type { UploadedTable } from '../../platform/sheets/uploaded-file.js';
import { faultUsedGroups } from '../group-rows.js';
import { type MappedRows, oldCodesWarning, withNewCodes } from './old-codes.rules.js';
import { siteCandidate, type SiteCandidate } from './site-candidate.rules.js';
import { SITE_HEADINGS, type SiteColumn } from './site-columns.rules.js';
import { planSites } from './site-import.rules.js';
import { insertSites, updateSites } from '../site-rows.js';
import { dropPairings } from '../site-use.js';
import { SiteRow } from '../site.entity.js';
import { SitesChanged } from '../sites.events.js';

const SLICE = 500;

const SITE_FILE = { kind: 'sites', specs: SITE_HEADINGS, words: ['name', 'address', 'contactName'] } as const;
export interface SiteImportOptions {
  dryRun: boolean;
  /** Maps codes of units of before 1 July 2025. */
  oldCodes: boolean;
}
type TakenRows = Omit<MappedRows, 'mapped'> & { mapped?: number };
const shownSite = ({ row, sheet, ...values }: SiteCandidate): ImportRow => ({
  row,
  ...(sheet ? { sheet } : {}),
  values,
});

/** Takes a file of sites: all of it, or nothing. */
@Injectable()
export class SiteImportService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly files: ImportFiles,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws Problem conference.not-found, import.rejected with the report, and what `ImportFiles.read` throws
   */
  async import(
    actor: Principal,
    conferenceIdOrSlug: Id,
    upload: UploadedTable,
    options: SiteImportOptions,
  ): Promise<ImportReport> {
    const { id: conferenceId } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const file = await this.files.read(conferenceId, SITE_FILE, upload);
    const faults = new Faults();
    faults.addAll(file.table.faults);
    const candidates: SiteCandidate[] = [];
    await inSlices(
      file.table.rows,
      SLICE,
      (slice) => void candidates.push(...slice.flatMap((row) => siteCandidate(row, faults) ?? [])),
    );
    const rows = options.oldCodes
      ? withNewCodes(candidates, faults)
      : { candidates, warnings: oldCodesWarning(candidates) };
    return this.unitOfWork.run((tx) =>
      this.apply(tx, { conferenceId, rows, file, faults, dryRun: options.dryRun }),
    );
  }

  private async apply(
    tx: Transaction,
    read: { conferenceId: Id; rows: TakenRows; file: ReadFile<SiteColumn>; faults: Faults; dryRun: boolean },
  ): Promise<ImportReport> {
    const { conferenceId, file, faults, dryRun } = read;
    const { candidates, warnings, mapped } = read.rows;
    // Holds off other changes of the tree until the commit, on PostgreSQL too.
    if (!dryRun) await tx.nextSeq();
    const existing = await tx.repo(SiteRow).findBy({ conferenceId });
    const plan = planSites(candidates, file.table.columns, existing, faults, {
      conferenceId,
      now: this.clock.instant(),
      newId: () => this.ids.next(),
    });
    await faultUsedGroups(tx, candidates, plan.updated, existing, faults);
    const counts = {
      created: plan.created.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      mapped,
    };
    const report = reported(
      counts,
      faults,
      dryRun,
      [...file.warnings, ...warnings],
      file.understood(candidates, shownSite),
    );
    if (dryRun) return report;
    tx.note({ detail: counts });
    await file.remember(tx);
    await inSlices(plan.created, SLICE, (slice) => insertSites(tx, slice));
    await inSlices(plan.updated, SLICE, (slice) => updateSites(tx, slice));
    await dropPairings(
      tx,
      plan.updated.filter(isGroup).map(({ id }) => id),
    );
    const touched = [...plan.created, ...plan.updated].map(({ id }) => id);
    if (touched.length > 0) tx.announce(new SitesChanged(conferenceId, touched));
    return report;
  }
}
