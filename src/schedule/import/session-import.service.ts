import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { Principal } from '../../contract/auth.js';
import type { ImportReport, ImportRow } from '../../contract/import.js';
import type { Conference } from '../../contract/conference.js';
import type { Instant } from '../../contract/wire.js';
import { wallTimeOf } from '../../contract/zoned-time.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { Faults } from '../../platform/sheets/faults.rules.js';
import { ImportFiles, type ReadFile } from '../../platform/sheets/import-files.js';
import { reported } from '../../platform/sheets/report.js';
import type { UploadedTable } from '../../platform/sheets/uploaded-file.js';
import { notePlanChange } from '../plan-log.js';
import { ScheduleChanged } from '../schedule.events.js';
import { SessionRow } from '../session.entity.js';
import { type SessionCandidate, sessionCandidates } from './session-candidate.rules.js';
import { SESSION_HEADINGS, type SessionColumn } from './session-columns.rules.js';
import { planSessions } from './session-import.rules.js';

const SESSION_FILE = { kind: 'sessions', specs: SESSION_HEADINGS, words: ['title', 'speaker'] } as const;

/** Takes a file of the schedule: all of it, or nothing. */
@Injectable()
export class SessionImportService {
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
    idOrSlug: string,
    upload: UploadedTable,
    dryRun: boolean,
  ): Promise<ImportReport> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const file = await this.files.read(conference.id, SESSION_FILE, upload);
    const faults = new Faults();
    faults.addAll(file.table.faults);
    const candidates = sessionCandidates(file.table.rows, conference, faults);
    return this.unitOfWork.run((tx) => this.apply(tx, { conference, candidates, file, faults, dryRun }));
  }

  private async apply(
    tx: Transaction,
    read: {
      conference: Conference;
      candidates: SessionCandidate[];
      file: ReadFile<SessionColumn>;
      faults: Faults;
      dryRun: boolean;
    },
  ): Promise<ImportReport> {
    const { conference, candidates, file, faults, dryRun } = read;
    // Locks the schedule until the commit, on PostgreSQL too.
    if (!dryRun) await tx.query('UPDATE "conference" SET "id" = "id" WHERE "id" = $1', [conference.id]);
    const existing = await tx.repo(SessionRow).findBy({ conferenceId: conference.id });
    const dayOf = (instant: Instant): string => wallTimeOf(instant, conference.timezone).slice(0, 10);
    const plan = planSessions(candidates, file.table.columns, existing, faults, {
      conferenceId: conference.id,
      now: this.clock.instant(),
      newId: () => this.ids.next(),
      dayOf,
    });
    const counts = { created: plan.created.length, updated: plan.updated.length, unchanged: plan.unchanged };
    const understood = file.understood(candidates, shownIn(conference.timezone));
    const report = reported(counts, faults, dryRun, file.warnings, understood);
    if (dryRun) return report;
    tx.note({ detail: counts });
    await file.remember(tx);
    const at = this.clock.instant();
    for (const row of plan.created) {
      await tx.repo(SessionRow).insert(row);
      await notePlanChange(tx, this.ids.next(), at, null, row);
    }
    for (const row of plan.updated) {
      await tx.repo(SessionRow).update({ id: row.id }, row);
      await notePlanChange(
        tx,
        this.ids.next(),
        at,
        existing.find(({ id }) => id === row.id)!,
        row,
      );
    }
    if (plan.created.length + plan.updated.length > 0) tx.announce(new ScheduleChanged(conference.id));
    return report;
  }
}

/** A row as it was understood: day and times by the clock of the conference. */
const shownIn =
  (timezone: string) =>
  ({ row, sheet, title, startsAt, endsAt, kind, speakers, abstract }: SessionCandidate): ImportRow => {
    const wall = wallTimeOf(startsAt, timezone);
    const values = {
      date: wall.slice(0, 10),
      startsAt: wall.slice(11),
      endsAt: wallTimeOf(endsAt, timezone).slice(11),
      title,
      kind,
      speaker: speakers?.map(({ name }) => name).join('; ') ?? null,
      abstract,
    };
    return { row, ...(sheet ? { sheet } : {}), values };
  };
