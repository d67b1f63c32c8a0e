import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { DataPolicyService } from '../../conferences/data-policy.service.js';
import type { Organizer, Principal } from '../../contract/auth.js';
import type {
  DataRequest,
  DataRequestBody,
  DataRequestCloseBody,
  DataRequestQuery,
} from '../../contract/personal-data.js';
import { type Id, type Page, PAGE_LIMIT } from '../../contract/wire.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import type { SqlValue } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isId, keysOf, notOurs, pageOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { DataRequestRow } from './data-request.entity.js';
import { dueDates, stepFault } from './data-requests.rules.js';

/** Keeps the requests about personal data, and the days by which an office has to answer and to act. */
@Injectable()
export class DataRequestsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly policies: DataPolicyService,
    private readonly participants: ParticipantsService,
    private readonly clock: Clock,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Oldest first. @throws Problem conference.not-found */
  async list(actor: Principal, idOrSlug: string, query: DataRequestQuery): Promise<Page<DataRequest>> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const after = keysOf(query.after, 2);
    if (after !== null && !isId(after[1]!)) throw notOurs();
    const values: SqlValue[] = [id, limit + 1, ...(after ?? [])];
    const isOpen = query.state === 'open' ? 'NULL' : 'NOT NULL';
    const rows = await this.reader.query<DataRequestRow>(
      `SELECT * FROM "data_request" WHERE "conferenceId" = $1
        ${query.state === undefined ? '' : `AND "closedAt" IS ${isOpen}`}
        ${after === null ? '' : `AND ("receivedAt", "id") > ($3, $4)`}
        ORDER BY "receivedAt", "id" LIMIT $2`,
      values,
    );
    const page = pageOf(
      rows,
      limit,
      (row) => [row.receivedAt, row.id],
      (row) => row,
    );
    return { items: await this.shown(page.items), next: page.next };
  }

  /** The requests about a person. */
  async about(participantIds: readonly Id[]): Promise<DataRequest[]> {
    const rows = await Promise.all(
      participantIds.map((participantId) => this.reader.repo(DataRequestRow).findBy({ participantId })),
    );
    return this.shown(rows.flat());
  }

  /**
   * Adds a request; the same one again answers how it stands.
   * @throws Problem conference.not-found, participant.not-found, data-request.person-missing,
   *   data-request.received-later, data-request.id-reused
   */
  async add(actor: Organizer, idOrSlug: string, body: DataRequestBody): Promise<DataRequest> {
    const { id: conferenceId } = await this.conferences.visible(actor, idOrSlug);
    const now = this.clock.instant();
    const participantId = body.participantId ?? null;
    const person = participantId === null ? (body.person ?? null) : null;
    if (participantId === null && person === null) throw new Problem('data-request.person-missing');
    if ((body.receivedAt ?? now) > now) throw new Problem('data-request.received-later');
    const row: DataRequestRow = {
      id: body.id,
      conferenceId,
      kind: body.kind,
      participantId,
      person,
      receivedAt: body.receivedAt ?? now,
      note: body.note ?? null,
      createdAt: now,
      createdById: actor.accountId,
      answeredAt: null,
      answeredByName: null,
      extended: null,
      outcome: null,
      closedAt: null,
      closedByName: null,
      conclusion: null,
    };
    const stored = await this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const existing = await tx.repo(DataRequestRow).findOneBy({ id: body.id });
      if (existing && !isRepetition(existing, row, body)) throw new Problem('data-request.id-reused');
      if (existing) return existing;
      if (participantId !== null) {
        const [one] = await this.participants.byIds(tx, [participantId]);
        if (one?.conferenceId !== conferenceId) throw new Problem('participant.not-found');
      }
      await tx.repo(DataRequestRow).insert(row);
      tx.note({ object: { kind: 'data-request', id: row.id }, after: row });
      return row;
    });
    return (await this.shown([stored]))[0]!;
  }

  /** Says that the person has an answer. @throws Problem data-request.not-found, data-request.closed */
  answer(actor: Organizer, id: Id): Promise<DataRequest> {
    return this.step(id, (row) => {
      if (row.answeredAt === null) this.answered(row, actor);
    });
  }

  /** @throws Problem data-request.not-found, data-request.closed, data-request.extended */
  extend(actor: Organizer, id: Id, reason: string): Promise<DataRequest> {
    return this.step(
      id,
      (row) => {
        // Being told that it takes longer is an answer, too.
        if (row.answeredAt === null) this.answered(row, actor);
        row.extended = reason;
      },
      true,
    );
  }

  /** @throws Problem data-request.not-found, data-request.closed, data-request.reason-missing */
  close(
    actor: Organizer,
    id: Id,
    { outcome, conclusion = null }: DataRequestCloseBody,
  ): Promise<DataRequest> {
    if (outcome === 'refused' && conclusion === null) throw new Problem('data-request.reason-missing');
    return this.step(id, (row) => {
      if (row.answeredAt === null) this.answered(row, actor);
      row.outcome = outcome;
      row.closedAt = this.clock.instant();
      row.closedByName = actor.name;
      row.conclusion = conclusion;
    });
  }

  private answered(row: DataRequestRow, actor: Organizer): void {
    row.answeredAt = this.clock.instant();
    row.answeredByName = actor.name;
  }

  private async step(id: Id, act: (row: DataRequestRow) => void, isExtending = false): Promise<DataRequest> {
    const row = await this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const found = await tx.repo(DataRequestRow).findOneBy({ id });
      if (!found) throw new Problem('data-request.not-found');
      const fault = stepFault(found, { extends: isExtending });
      if (fault !== null) throw new Problem(fault);
      act(found);
      await tx.repo(DataRequestRow).update({ id }, found);
      return found;
    });
    return (await this.shown([row]))[0]!;
  }

  private async shown(rows: readonly DataRequestRow[]): Promise<DataRequest[]> {
    if (rows.length === 0) return [];
    const ids = rows.flatMap(({ participantId }) => participantId ?? []);
    const people = new Map((await this.participants.byIds(this.reader, ids)).map((one) => [one.id, one]));
    const { conferenceId } = rows[0]!;
    const { timezone } = await this.conferences.get(conferenceId);
    const holidays = (await this.policies.find(conferenceId))?.holidays ?? [];
    const calendar = { timezone, holidays, now: this.clock.instant() };
    return rows.map((row) => ({
      id: row.id,
      conferenceId,
      kind: row.kind,
      participantId: row.participantId,
      person: people.get(row.participantId ?? '')?.fullName ?? row.person,
      receivedAt: row.receivedAt,
      note: row.note,
      ...dueDates(row, calendar),
      answeredAt: row.answeredAt,
      answeredBy: row.answeredByName,
      extended: row.extended,
      outcome: row.outcome,
      closedAt: row.closedAt,
      closedBy: row.closedByName,
      conclusion: row.conclusion,
    }));
  }
}

/** Whether it is the same request; an erased name in it makes no difference. */
const isRepetition = (existing: DataRequestRow, row: DataRequestRow, body: DataRequestBody): boolean =>
  existing.conferenceId === row.conferenceId &&
  existing.kind === row.kind &&
  existing.participantId === row.participantId &&
  (body.receivedAt === undefined || existing.receivedAt === body.receivedAt);
