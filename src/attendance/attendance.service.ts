import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { AttendanceReply } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint } from '../contract/conference.js';
import type { Id, Instant } from '../contract/wire.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { GroupCommit } from '../platform/database/group-commit.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { AttendanceStore } from './attendance-store.js';
import { ConfirmationStore } from './confirmation-store.js';
import { addPlace, type Places } from './confirmation.rules.js';
import { AttendanceRecorded } from './attendance.events.js';
import { mayRecord, type Recorder } from './attendance.policy.js';
import { isOfRoll, type Kept, type Place } from './attendance.rules.js';
import { formBody } from './entry-form.rules.js';
import { People } from './people.js';
import { RefusedEntries } from './refused-entries.js';
import { RosterService } from './roster.service.js';
import { Group, hasMoved, type Judged } from './group.rules.js';
import { LimitsStore } from './limits-store.js';
import { type Submission, type Wanted, wantedBy } from './wanted.rules.js';

/** For those who record as part of a decision of their own. */
export type { Submission };

/** Entries that share one transaction: more would hold up everybody else for longer than an fsync takes. */
const GROUP_LIMIT = 1_000;

/** Takes the roll: entries in, durable receipts out. */
@Injectable()
export class AttendanceService {
  private readonly groups: GroupCommit<Submission, AttendanceReply>;
  private readonly byId = new WeakMap<Checkpoint[], Map<Id, Checkpoint>>();

  constructor(
    unitOfWork: UnitOfWork,
    private readonly store: AttendanceStore,
    private readonly people: People,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly participants: ParticipantsService,
    private readonly roster: RosterService,
    private readonly refused: RefusedEntries,
    private readonly confirmations: ConfirmationStore,
    private readonly limits: LimitsStore,
    private readonly clock: Clock,
  ) {
    this.groups = new GroupCommit(
      unitOfWork,
      (tx, submissions) => this.recordGroup(tx, submissions, true),
      ({ drafts }) => drafts.length,
      GROUP_LIMIT,
    );
  }

  /**
   * Records what was marked at a site. Every entry gets its receipt, in order, once all are durable; a bad one never holds
   * up the others. `body` is judged here, so that HTTP and live behave alike.
   * @throws Problem request.invalid (the envelope), site.not-found, server.busy, server.storage
   */
  async record(actor: Principal, siteId: Id, body: unknown): Promise<AttendanceReply> {
    const submission = await this.submissionOf(actor, siteId, body);
    try {
      return await this.groups.submit(submission);
    } catch (fault) {
      // The site was deleted since it was looked up.
      throw brokenConstraint(fault) === 'foreign-key'
        ? new Problem('site.not-found', undefined, { cause: fault })
        : fault;
    }
  }

  /** A body as it can be recorded. @throws Problem request.invalid, site.not-found */
  async submissionOf(actor: Principal, siteId: Id, body: unknown): Promise<Submission> {
    if (!mayRecord(actor)) throw new Problem('auth.forbidden');
    const site = await this.sites.visible(actor, siteId);
    const formed = formBody(body);
    if (Array.isArray(formed)) throw new Problem('request.invalid', formed[0]!.message, { errors: formed });
    const place: Place = {
      conferenceId: site.conferenceId,
      siteId: site.id,
      deviceId: actor.kind === 'coordinator' ? actor.deviceId : formed.deviceId,
      actor: { kind: actor.kind, id: actorId(actor) },
      checkpoints: this.indexed(await this.conferences.checkpointsOf(site.conferenceId)),
    };
    return { place, drafts: formed.drafts };
  }

  /** As `record`, together with what else the caller's transaction writes; who decides hears of a refusal, so it is not kept. */
  async recordIn(
    tx: Transaction,
    submission: Submission & { receivedAt: Instant },
  ): Promise<AttendanceReply> {
    const [reply] = await this.recordGroup(tx, [submission], false);
    return reply!;
  }

  /** Which of these are in the ledger already, as they are and from the same site. */
  async known(tx: Transaction, { place, drafts }: Submission): Promise<Set<string>> {
    const formed = drafts.flatMap((draft) => ('fault' in draft ? [] : [draft]));
    const held = new Map(
      (
        await this.store.naming(
          tx,
          formed.map(({ entry }) => entry.id),
        )
      ).map((kept) => [kept.id, kept]),
    );
    return new Set(
      formed
        .filter(
          ({ entry, fingerprint }) =>
            held.get(entry.id)?.fingerprint === fingerprint && held.get(entry.id)?.siteId === place.siteId,
        )
        .map(({ id }) => id),
    );
  }

  /** Number of the last change that a console of this site has to know. */
  rosterSeq(siteId: Id): Promise<number> {
    return this.roster.lastSeq(siteId);
  }

  private async recordGroup(
    tx: Transaction,
    submissions: Submission[],
    keepsRefused: boolean,
  ): Promise<AttendanceReply[]> {
    const now = this.clock.instant();
    const count = submissions.reduce((sum, { drafts }) => sum + drafts.length, 0);
    // First of all: on PostgreSQL the counter's row keeps every other group out until this one has committed.
    const first = await tx.nextSeq(count);
    const seq = first + count - 1;
    const group = await this.judge(tx, submissions, now, first);
    await this.write(tx, group, seq);
    await this.settle(tx, group, seq);
    if (keepsRefused && group.refusals.length > 0) await this.refused.keep(tx, group.refusals, now);
    for (const judged of group.judged)
      this.announce(tx, group, judged, seq, judged.submission.receivedAt ?? now);
    return group.judged.map((judged) => ({ receipts: group.receiptsOf(judged), seq }));
  }

  private async judge(
    tx: Transaction,
    submissions: Submission[],
    now: Instant,
    firstSeq: number,
  ): Promise<Group> {
    const wanted = wantedBy(submissions);
    const naming = await this.store.naming(tx, wanted.entryIds);
    // An undo and a repetition need not say whom they are about.
    for (const { participantId } of naming) if (participantId !== null) wanted.personIds.add(participantId);
    const people = await this.people.among(tx, wanted.personIds);
    const byCode = await this.store.coded(tx, [...wanted.codes.values()]);
    for (const person of byCode.values()) people.set(person.id, person);
    await this.people.addJoined(tx, people);
    const entries = new Map(naming.map((entry) => [entry.id, entry]));
    const limits = await this.limits.of(tx, submissions, people, byCode);
    const group = new Group(
      { entries, people, byCode, limits },
      naming,
      await this.words(tx, wanted, entries),
      now,
      firstSeq,
    );
    for (const submission of submissions) group.judge(submission);
    return group;
  }

  /** Of every place, what decides whether it is confirmed; of those of which something new is said, everything that was. */
  private async words(
    tx: Transaction,
    { places, rolls, undos }: Wanted,
    entries: ReadonlyMap<Id, Kept>,
  ): Promise<Kept[]> {
    const [brief, whole]: [Places, Places] = [places, rolls];
    for (const { undoes, siteId, checkpointId } of undos) {
      const target = entries.get(undoes);
      if (target?.siteId !== siteId) continue;
      if (isOfRoll(target)) addPlace(whole, target.checkpointId, siteId);
      else if (target.checkpointId !== checkpointId) addPlace(brief, target.checkpointId, siteId);
    }
    for (const [checkpointId, sites] of whole)
      for (const siteId of sites) brief.get(checkpointId)?.delete(siteId);
    const deciding = await this.confirmations.deciding(tx, brief);
    return whole.size === 0 ? deciding : [...deciding, ...(await this.confirmations.words(tx, whole))];
  }

  private async write(tx: Transaction, group: Group, seq: number): Promise<void> {
    if (group.walkIns.length > 0) {
      await this.participants.addWalkIns(
        tx,
        group.walkIns.map(({ entry, conferenceId, walkIn }) => ({
          ...walkIn,
          id: entry.id,
          conferenceId,
          siteId: entry.siteId,
          mode: entry.mode ?? 'in_person',
          seq,
        })),
      );
    }
    await this.store.insert(tx, group.deliveries, group.accepted);
    if (group.rolls.changed.size > 0) await this.confirmations.place(tx, group.rolls.changed, seq);
  }

  /** Most people are marked once: they are stored at once, and only of those who have a state already is it read. */
  private async settle(tx: Transaction, group: Group, seq: number): Promise<void> {
    const held = [...(await this.store.placeFirst(tx, group.firstWords(), seq)), ...group.laterWords()];
    if (held.length === 0) return;
    const states = await this.store.states(tx, held);
    group.settle(
      held,
      states,
      await this.store.facts(
        tx,
        held.filter(({ movedBy }) => movedBy !== null),
      ),
    );
    await this.store.place(
      tx,
      held.filter((stand) => stand.fresh.length > 0 || hasMoved(stand)),
      seq,
    );
  }

  private announce(tx: Transaction, group: Group, judged: Judged, seq: number, receivedAt: Instant): void {
    if (judged.deliveries.size === 0) return;
    const { place } = judged.submission;
    tx.announce(
      new AttendanceRecorded(
        place.conferenceId,
        group.sitesToldBy(judged),
        place.deviceId,
        seq,
        group.changesBy(judged),
        place.siteId,
        receivedAt,
        [...judged.deliveries.keys()],
        group.rolls.toldOf(place.siteId),
      ),
    );
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

const actorId = (actor: Recorder): Id => (actor.kind === 'coordinator' ? actor.deviceId : actor.accountId);
