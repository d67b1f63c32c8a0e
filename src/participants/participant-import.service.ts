import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { ImportReport } from '../contract/import.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { Id } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ids } from '../platform/ids/ids.js';
import { paced } from '../platform/pace/pace.js';
import { Faults } from '../platform/sheets/faults.rules.js';
import { reported } from '../platform/sheets/report.js';
import { Sheets } from '../platform/sheets/sheets.js';
import { type Table, tableOf } from '../platform/sheets/table.rules.js';
import { SiteRow } from '../sites/site.entity.js';
import { newCode } from './new-code.js';
import {
  PARTICIPANT_HEADINGS,
  participantCandidate,
  type ParticipantCandidate,
  type ParticipantColumn,
  type ParticipantPlan,
  planParticipants,
  SiteCodes,
} from './participant-import.rules.js';
import { ParticipantStore } from './participant-store.js';
import type { ParticipantRow } from './participant.entity.js';
import { RosterChanged } from './participants.events.js';
import { ParticipantsService } from './participants.service.js';
import { weakCodes } from './weak-codes.rules.js';

const SLICE = 500;

interface ImportOptions {
  dryRun: boolean;
  /** Gives codes of ours to the rows whose own codes can be guessed. */
  replaceCodes: boolean;
}

/** Takes a file of people: all of it, or nothing. */
@Injectable()
export class ParticipantImportService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly participants: ParticipantsService,
    private readonly store: ParticipantStore,
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
    options: ImportOptions,
  ): Promise<ImportReport> {
    const { id } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const table = tableOf(await this.sheets.read(bytes), PARTICIPANT_HEADINGS);
    return this.unitOfWork.run((tx) => this.apply(tx, id, table, options));
  }

  private async apply(
    tx: Transaction,
    conferenceId: Id,
    table: Table<ParticipantColumn>,
    { dryRun, replaceCodes }: ImportOptions,
  ): Promise<ImportReport> {
    // One number for the whole file; taken first, it holds off other changes of rosters and sites until the commit.
    const seq = dryRun ? 0 : await tx.nextSeq();
    const faults = new Faults();
    const candidates = await this.candidates(tx, conferenceId, table, faults);
    const existing = await this.concerned(tx, conferenceId, candidates);
    const weak = weakCodes(candidates);
    const replacedRows = new Set(replaceCodes ? weak.map(({ row }) => row!) : []);
    const context = {
      conferenceId,
      now: this.clock.instant(),
      seq,
      newId: () => this.ids.next(),
      newCode,
      replacedRows,
    };
    const plan = planParticipants(candidates, table.columns, existing, faults, context);
    const counts = {
      created: plan.created.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      replaced: replacedIn(plan),
    };
    const report = reported(counts, faults, dryRun, replaceCodes ? [] : weak);
    if (dryRun || !faults.isEmpty) return report;
    await this.store.insert(tx, plan.created);
    await this.store.update(
      tx,
      plan.updated.map(({ after }) => after),
    );
    await this.participants.settleMoves(tx, plan.updated);
    const siteIds = new Set(
      [...plan.created, ...plan.updated.flatMap(({ before, after }) => [before, after])].map(
        ({ siteId }) => siteId,
      ),
    );
    if (siteIds.size > 0) tx.announce(new RosterChanged(conferenceId, [...siteIds], seq));
    return report;
  }

  private async candidates(
    tx: Transaction,
    conferenceId: Id,
    table: Table<ParticipantColumn>,
    faults: Faults,
  ): Promise<ParticipantCandidate[]> {
    const sites = await tx
      .repo(SiteRow)
      .find({ select: { id: true, code: true, codeKey: true }, where: { conferenceId } });
    const codes = new SiteCodes(sites);
    const found: ParticipantCandidate[] = [];
    await paced(
      table.rows,
      SLICE,
      (slice) => void found.push(...slice.flatMap((row) => participantCandidate(row, codes, faults) ?? [])),
    );
    return found;
  }

  /** Those whose code the file names, and the rosters of sites where it has rows without a code. */
  private async concerned(
    tx: Transaction,
    conferenceId: Id,
    candidates: readonly ParticipantCandidate[],
  ): Promise<ParticipantRow[]> {
    const living = 'p."conferenceId" = $2 AND p."removedAt" IS NULL';
    const codes = candidates.flatMap(({ code }) => (code === null ? [] : [normalizedCode(code)]));
    const siteIds = candidates.flatMap(({ code, siteId }) => (code === null ? [siteId] : []));
    const found = [
      ...(await this.store.among(tx, 'codeKey', codes, living, [conferenceId])),
      ...(await this.store.among(tx, 'officeCodeKey', codes, living, [conferenceId])),
      ...(await this.store.among(tx, 'siteId', siteIds, living, [conferenceId])),
    ];
    return [...new Map(found.map((person) => [person.id, person])).values()];
  }
}

/** How many people have got a code of ours in the place of their office's. */
const replacedIn = ({ created, updated }: ParticipantPlan): number =>
  created.filter(({ officeCodeKey }) => officeCodeKey !== null).length +
  updated.filter(({ before, after }) => before.officeCodeKey !== after.officeCodeKey).length;
