import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint, CheckpointCreate, CheckpointPatch } from '../contract/conference.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { type Cache, Caches, staleAfter, staleConference } from '../platform/cache/cache.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { CheckpointRow } from './checkpoint.entity.js';
import { CheckpointsChanged } from './checkpoints.events.js';
import { checkpointOf } from './checkpoints.presenter.js';
import { byOpening, faultOfCheckpoint } from './checkpoints.rules.js';
import { SessionRow } from './session.entity.js';

/** The moments at which the roll is taken. */
@Injectable()
export class CheckpointsService {
  private readonly byConference: Cache<Checkpoint[]>;
  private readonly byId: Cache<Checkpoint | null>;

  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    caches: Caches,
  ) {
    this.byConference = caches.create('checkpoints of conferences', [staleConference(CheckpointsChanged)]);
    this.byId = caches.create('checkpoints', [staleAfter(CheckpointsChanged)]);
  }

  /** From memory, in order of their opening. */
  ofConference(conferenceId: Id): Promise<Checkpoint[]> {
    return this.byConference.get(conferenceId, async () => {
      const rows = await this.reader.repo(CheckpointRow).findBy({ conferenceId });
      return rows.map(checkpointOf).sort(byOpening);
    });
  }

  /** From memory. `null` if there is none. */
  find(id: Id): Promise<Checkpoint | null> {
    return this.byId.get(id, async () => {
      const row = await this.reader.repo(CheckpointRow).findOneBy({ id });
      return row && checkpointOf(row);
    });
  }

  /** @throws Problem checkpoint.not-found, for what the actor may not see as well */
  async visible(actor: Principal | undefined, id: Id): Promise<Checkpoint> {
    const checkpoint = await this.find(id);
    if (!checkpoint) throw new Problem('checkpoint.not-found');
    await this.conferences.visible(actor, checkpoint.conferenceId).catch((fault: unknown) => {
      const isHidden = fault instanceof Problem && fault.code === 'conference.not-found';
      throw isHidden ? new Problem('checkpoint.not-found') : fault;
    });
    return checkpoint;
  }

  /** @throws Problem conference.not-found, request.invalid */
  async list(
    actor: Principal | undefined,
    conferenceId: string,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Checkpoint>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const all = await this.ofConference(id);
    const last = idOf(after);
    const from = last === null ? 0 : all.findIndex((checkpoint) => checkpoint.id === last) + 1;
    // Checkpoints are never removed: what is not among them came from another list.
    if (last !== null && from === 0) throw notOurs();
    return pageOf(
      all.slice(from, from + limit + 1),
      limit,
      (checkpoint) => [checkpoint.id],
      (checkpoint) => checkpoint,
    );
  }

  /** @throws Problem conference.not-found, checkpoint.times-reversed, checkpoint.session-not-found */
  async create(actor: Principal, conferenceId: string, fields: CheckpointCreate): Promise<Checkpoint> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const now = this.clock.instant();
    const { name, opensAt = null, closesAt = null, sessionId = null } = fields;
    const checkpoint: Checkpoint = {
      id: this.ids.next(),
      conferenceId: conference.id,
      name,
      opensAt,
      closesAt,
      sessionId,
      createdAt: now,
      updatedAt: now,
    };
    return this.save(checkpoint.id, conference.id, () => checkpoint);
  }

  /** @throws Problem checkpoint.not-found, checkpoint.times-reversed, checkpoint.session-not-found */
  change(id: Id, patch: CheckpointPatch, ifMatch: string | null = null): Promise<Checkpoint> {
    const fields = Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    ) as CheckpointPatch;
    return this.save(id, null, (existing) => {
      if (!existing) throw new Problem('checkpoint.not-found');
      refuseOutdated(ifMatch, existing);
      return { ...existing, ...fields, updatedAt: this.clock.instant() };
    });
  }

  /** @param conferenceId of a new checkpoint; null: the held one's */
  private save(
    id: Id,
    conferenceId: Id | null,
    next: (existing: Checkpoint | null) => Checkpoint,
  ): Promise<Checkpoint> {
    return this.unitOfWork.run(async (tx) => {
      // The conference's schedule is held where writers work side by side, as a session's removal does: the
      // later of two edits would write back what it had read before the earlier one, and a session could go
      // between its being looked for and being named.
      await tx.query(
        `UPDATE "conference" SET "id" = "id"
          WHERE "id" = COALESCE((SELECT "conferenceId" FROM "checkpoint" WHERE "id" = $1), $2)`,
        [id, conferenceId],
      );
      const row = await tx.repo(CheckpointRow).findOneBy({ id });
      const checkpoint = next(row && checkpointOf(row));
      const fault = faultOfCheckpoint(checkpoint);
      if (fault) throw new Problem(fault);
      if (checkpoint.sessionId !== (row?.sessionId ?? null)) await refuseStrangeSession(tx, checkpoint);
      await tx.repo(CheckpointRow).upsert(checkpoint, ['id']);
      if (row === null) tx.note({ object: { kind: 'checkpoint', id }, after: checkpoint });
      tx.announce(new CheckpointsChanged(checkpoint.conferenceId));
      return checkpoint;
    });
  }
}

/** Asked in the transaction that names the session. @throws Problem checkpoint.session-not-found */
async function refuseStrangeSession(tx: Transaction, { sessionId, conferenceId }: Checkpoint): Promise<void> {
  if (sessionId === null) return;
  if (await tx.repo(SessionRow).existsBy({ id: sessionId, conferenceId })) return;
  throw new Problem('checkpoint.session-not-found', 'The conference has no session of that id', {
    errors: [
      {
        path: 'sessionId',
        code: 'field.not-found',
        message: 'sessionId must be a session of the conference',
      },
    ],
  });
}
