import { Injectable } from '@nestjs/common';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import type { AttendanceReply, Receipt } from '../../contract/attendance.js';
import type { Principal } from '../../contract/auth.js';
import type { Checkpoint } from '../../contract/conference.js';
import type { Id, Instant } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { brokenConstraint } from '../../platform/database/constraint.js';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { SitesService } from '../../sites/sites.service.js';
import { EntriesJudged } from '../attendance.events.js';
import { mayRecord, type Recorder } from '../attendance.policy.js';
import type { SubmissionContext } from './attendance.rules.js';
import { BatchReader } from './batch-reader.js';
import { BatchWriter } from './batch-writer.js';
import { formBody } from './entry-form.rules.js';
import { judgeBatch } from './judge-batch.rules.js';
import { RosterService } from '../roster/roster.service.js';
import type { Submission } from './submission.js';

/** For those who record as part of a decision of their own. */
export type { Submission };

/** Entries that share one transaction: more would hold up everybody else for longer than an fsync takes. */
const BATCH_LIMIT = 1_000;

/** Takes the roll: entries in, durable receipts out. */
@Injectable()
export class AttendanceService {
  private readonly batches: GroupCommit<Submission, AttendanceReply>;
  private readonly byId = new WeakMap<Checkpoint[], Map<Id, Checkpoint>>();

  constructor(
    unitOfWork: UnitOfWork,
    private readonly reader: BatchReader,
    private readonly writer: BatchWriter,
    private readonly checkpoints: CheckpointsService,
    private readonly sites: SitesService,
    private readonly roster: RosterService,
    private readonly clock: Clock,
  ) {
    this.batches = new GroupCommit(
      unitOfWork,
      (tx, submissions) => this.recordBatch(tx, submissions, true),
      ({ parsedEntries }) => parsedEntries.length,
      BATCH_LIMIT,
    );
  }

  /**
   * Records what was marked at a site. Every entry gets its receipt, in order, once all are durable; a bad
   * one never holds up the others. `body` is judged here, so that HTTP and live behave alike.
   * @throws Problem request.invalid (the envelope), site.not-found, server.busy, server.storage
   */
  async record(actor: Principal, siteId: Id, body: unknown): Promise<AttendanceReply> {
    const submission = await this.submissionOf(actor, siteId, body);
    try {
      const { receipts, seq } = await this.batches.submit(submission);
      return { receipts: await this.shownTo(actor, submission.context.conferenceId, receipts), seq };
    } catch (fault) {
      // The site was deleted since it was looked up.
      throw brokenConstraint(fault) === 'foreign-key'
        ? new Problem('site.not-found', undefined, { cause: fault })
        : fault;
    }
  }

  /** A body as it can be recorded. @throws Problem request.invalid, site.not-found, site.is-group */
  async submissionOf(actor: Principal, siteId: Id, body: unknown): Promise<Submission> {
    if (!mayRecord(actor)) throw new Problem('auth.forbidden');
    const site = await this.sites.visiblePoint(actor, siteId);
    const formed = formBody(body);
    if (Array.isArray(formed)) throw new Problem('request.invalid', formed[0]!.message, { errors: formed });
    const context: SubmissionContext = {
      conferenceId: site.conferenceId,
      siteId: site.id,
      deviceId: actor.kind === 'coordinator' ? actor.deviceId : formed.deviceId,
      actor: { kind: actor.kind, id: actorId(actor) },
      checkpoints: this.indexed(await this.checkpoints.ofConference(site.conferenceId)),
    };
    return { context, parsedEntries: formed.parsedEntries };
  }

  /**
   * As `record`, together with what else the caller's transaction writes; who decides hears
   * of a refusal, so it is not kept.
   */
  async recordIn(
    tx: Transaction,
    submission: Submission & { receivedAt: Instant },
  ): Promise<AttendanceReply> {
    const [reply] = await this.recordBatch(tx, [submission], false);
    return reply!;
  }

  /** Receipts name nobody of a list outside the sender's part of the tree. */
  async shownTo(actor: Principal, conferenceId: Id, receipts: Receipt[]): Promise<Receipt[]> {
    const reach = await this.sites.reach(actor, conferenceId);
    if (reach === null) return receipts;
    const outside = await this.reader.outside(
      reach,
      receipts.flatMap(({ participantId }) => participantId ?? []),
    );
    return receipts.map(({ participantId, ...receipt }) =>
      participantId === undefined || outside.has(participantId) ? receipt : { ...receipt, participantId },
    );
  }

  /** Answers the ids of the entries that the ledger already holds, unchanged and from the same site. */
  async findRecordedIds(tx: Transaction, submission: Submission): Promise<Set<string>> {
    const stored = new Map((await this.reader.findStored(tx, submission)).map((entry) => [entry.id, entry]));
    return new Set(
      submission.parsedEntries
        .filter((parsed) => {
          if ('fault' in parsed) return false;
          const entry = stored.get(parsed.entry.id);
          return entry?.fingerprint === parsed.fingerprint && entry.siteId === submission.context.siteId;
        })
        .map(({ id }) => id),
    );
  }

  /** `seq` of the last change that a console of this site has to know. */
  rosterSeq(siteId: Id): Promise<number> {
    return this.roster.lastSeq(siteId);
  }

  private async recordBatch(
    tx: Transaction,
    submissions: readonly Submission[],
    keepsRefused: boolean,
  ): Promise<AttendanceReply[]> {
    const now = this.clock.instant();
    const count = submissions.reduce((sum, { parsedEntries }) => sum + parsedEntries.length, 0);
    // First of all: on PostgreSQL the counter's row keeps every other batch out until this one has committed.
    const firstSeq = await tx.nextSeq(count);
    const numbers = { now, firstSeq, lastSeq: firstSeq + count - 1 };
    const result = judgeBatch(await this.reader.read(tx, submissions), numbers);
    await this.writer.write(tx, result, numbers, keepsRefused);
    tx.announce(new EntriesJudged(countedOutcomes(result.receipts.flat())));
    return result.receipts.map((receipts) => ({ receipts, seq: numbers.lastSeq }));
  }

  /** The same list is given out until a checkpoint changes. */
  private indexed(checkpoints: Checkpoint[]): Map<Id, Checkpoint> {
    let map = this.byId.get(checkpoints);
    if (!map)
      this.byId.set(
        checkpoints,
        (map = new Map(checkpoints.map((checkpoint) => [checkpoint.id, checkpoint]))),
      );
    return map;
  }
}

function countedOutcomes(receipts: readonly Receipt[]): EntriesJudged['outcomes'] {
  const counts = { accepted: 0, duplicate: 0, refused: 0 };
  for (const { outcome } of receipts) counts[outcome] += 1;
  return counts;
}

const actorId = (actor: Recorder): Id => (actor.kind === 'coordinator' ? actor.deviceId : actor.accountId);
