import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import type { ImportReport, ImportRow } from '../../contract/import.js';
import { normalizedCode } from '../../contract/personal-code.js';
import type { Id } from '../../contract/wire.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { inSlices } from '../../platform/pace/pace.js';
import { Faults } from '../../platform/sheets/faults.rules.js';
import { ImportFiles, type ReadFile } from '../../platform/sheets/import-files.js';
import { type ImportCounts, reported } from '../../platform/sheets/report.js';
import type { UploadedTable } from '../../platform/sheets/uploaded-file.js';
import { KnownSites } from '../../sites/import/known-sites.policy.js';
import { SiteRow } from '../../sites/site.entity.js';
import { newCode } from '../new-code.js';
import { listingChanges } from '../participants.rules.js';
import { participantCandidate, type ParticipantCandidate } from './participant-candidate.rules.js';
import { PARTICIPANT_HEADINGS, type ParticipantColumn } from './participant-columns.rules.js';
import { type ParticipantPlan, planParticipants } from './participant-import.rules.js';
import { ParticipantRepository } from '../participant.repository.js';
import type { ParticipantRow } from '../participant.entity.js';
import { RosterChanged } from '../participants.events.js';
import { ParticipantsService } from '../participants.service.js';
import { repeatedPeople } from './repeated-people.rules.js';
import { weakCodes } from './weak-codes.rules.js';

const SLICE = 500;

interface ImportOptions {
  dryRun: boolean;
  /** Gives codes of ours to the rows whose own codes can be guessed. */
  replaceCodes: boolean;
  /** Finds sites by codes of units of before 1 July 2025 too. */
  oldCodes: boolean;
}

const PARTICIPANT_FILE = {
  kind: 'participants',
  specs: PARTICIPANT_HEADINGS,
  words: ['fullName', 'unit', 'position'],
} as const;
const shownPerson =
  (sites: KnownSites) =>
  ({ row, sheet, siteId, ...rest }: ParticipantCandidate): ImportRow => ({
    row,
    ...(sheet ? { sheet } : {}),
    values: { ...rest, siteCode: sites.codeOf(siteId) },
  });

/** Takes a file of people: all of it, or nothing. */
@Injectable()
export class ParticipantImportService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly participants: ParticipantsService,
    private readonly store: ParticipantRepository,
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
    options: ImportOptions,
  ): Promise<ImportReport> {
    const { id } = await this.conferences.visible(actor, conferenceIdOrSlug);
    const file = await this.files.read(id, PARTICIPANT_FILE, upload);
    return this.unitOfWork.run((tx) => this.apply(tx, id, { file, choices: upload.choices }, options));
  }

  private async apply(
    tx: Transaction,
    conferenceId: Id,
    { file, choices }: { file: ReadFile<ParticipantColumn>; choices: UploadedTable['choices'] },
    { dryRun, replaceCodes, oldCodes }: ImportOptions,
  ): Promise<ImportReport> {
    const { table } = file;
    // One number for the whole file; taken first, it holds off other changes of
    // rosters and sites until the commit.
    const seq = dryRun ? 0 : await tx.nextSeq();
    const faults = new Faults();
    faults.addAll(table.faults);
    const known = new KnownSites(await this.sitesOf(tx, conferenceId), choices, oldCodes);
    const candidates: ParticipantCandidate[] = [];
    await inSlices(
      table.rows,
      SLICE,
      (slice) =>
        void candidates.push(...slice.flatMap((row) => participantCandidate(row, known, faults) ?? [])),
    );
    const repeated = repeatedPeople(candidates, faults);
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
    const warnings = [...file.warnings, ...repeated, ...(replaceCodes ? [] : weak)];
    const understood = file.understood(candidates, shownPerson(known));
    const report = reported(countsOf(plan), faults, dryRun, warnings, understood);
    if (dryRun || !faults.isEmpty) return report;
    tx.note({ detail: countsOf(plan) });
    await file.remember(tx);
    await this.write(tx, conferenceId, plan, seq);
    return report;
  }

  private async write(tx: Transaction, conferenceId: Id, plan: ParticipantPlan, seq: number): Promise<void> {
    const after = plan.updated.map((one) => one.after);
    const before = plan.updated.map((one) => one.before);
    await this.store.insert(tx, plan.created);
    await this.store.update(tx, after);
    await this.participants.settleMoves(tx, plan.updated);
    const siteIds = new Set([...plan.created, ...before, ...after].map(({ siteId }) => siteId));
    if (siteIds.size === 0) return;
    const added = plan.created.map((person) => ({ before: null, after: person }));
    const listings = listingChanges([...added, ...plan.updated]);
    tx.announce(new RosterChanged(conferenceId, [...siteIds], seq, listings));
  }

  private sitesOf(tx: Transaction, conferenceId: Id): Promise<SiteRow[]> {
    return tx.repo(SiteRow).find({
      select: { id: true, code: true, codeKey: true, name: true, kind: true },
      where: { conferenceId },
    });
  }

  /** People whose code the file names, and the rosters of sites where it has rows without a code. */
  private async concerned(
    tx: Transaction,
    conferenceId: Id,
    candidates: readonly ParticipantCandidate[],
  ): Promise<ParticipantRow[]> {
    const living = 'p."conferenceId" = $2 AND p."removedAt" IS NULL';
    const codes = candidates.flatMap(({ code }) => (code === null ? [] : [normalizedCode(code)]));
    const siteIds = candidates.flatMap(({ code, siteId }) => (code === null ? [siteId] : []));
    const found = [
      ...(await this.store.findBy(tx, 'codeKey', codes, living, [conferenceId])),
      ...(await this.store.findBy(tx, 'officeCodeKey', codes, living, [conferenceId])),
      ...(await this.store.ofSites(tx, siteIds)),
    ];
    return [...new Map(found.map((person) => [person.id, person])).values()];
  }
}

/** `replaced`: how many people have got a code of ours in the place of their office's. */
const countsOf = ({ created, updated, unchanged }: ParticipantPlan): ImportCounts => ({
  created: created.length,
  updated: updated.length,
  unchanged,
  replaced:
    created.filter(({ officeCodeKey }) => officeCodeKey !== null).length +
    updated.filter(({ before, after }) => before.officeCodeKey !== after.officeCodeKey).length,
});
