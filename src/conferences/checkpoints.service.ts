import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint, CheckpointCreate, CheckpointPatch } from '../contract/conference.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { idOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { Checkpoint as CheckpointRow } from './checkpoint.entity.js';
import { CheckpointsChanged } from './conferences.events.js';
import { faultOfCheckpoint } from './conferences.rules.js';
import { ConferencesService } from './conferences.service.js';
import { presentCheckpoint } from './conferences.presenter.js';

/** The moments at which the roll is taken. */
@Injectable()
export class CheckpointsService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found, request.invalid */
  async list(
    actor: Principal | undefined,
    conferenceId: string,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Checkpoint>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const all = await this.conferences.checkpointsOf(id);
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
  change(id: Id, patch: CheckpointPatch): Promise<Checkpoint> {
    const fields = Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    ) as CheckpointPatch;
    return this.save(id, null, (held) => {
      if (!held) throw new Problem('checkpoint.not-found');
      return { ...held, ...fields, updatedAt: this.clock.instant() };
    });
  }

  /** @param conferenceId of a new checkpoint; null: the held one's */
  private save(
    id: Id,
    conferenceId: Id | null,
    next: (held: Checkpoint | null) => Checkpoint,
  ): Promise<Checkpoint> {
    return this.unitOfWork.run(async (tx) => {
      // The conference's schedule is held where writers work side by side, as a session's removal does: the later of two edits would
      // write back what it had read before the earlier one, and a session could go between its being looked for and being named.
      await tx.query(
        'UPDATE "conference" SET "id" = "id" WHERE "id" = COALESCE((SELECT "conferenceId" FROM "checkpoint" WHERE "id" = $1), $2)',
        [id, conferenceId],
      );
      const row = await tx.repo(CheckpointRow).findOneBy({ id });
      const checkpoint = next(row && presentCheckpoint(row));
      const fault = faultOfCheckpoint(checkpoint);
      if (fault) throw new Problem(fault);
      if (checkpoint.sessionId !== (row?.sessionId ?? null)) await refuseStrangeSession(tx, checkpoint);
      await tx.repo(CheckpointRow).save(checkpoint);
      tx.announce(new CheckpointsChanged(checkpoint.conferenceId));
      return checkpoint;
    });
  }
}

/**
 * Sessions lie to the right of here: their table is asked by SQL, as their removal frees checkpoints by SQL. A door for this one question
 * would have the schedule hand itself in at the start, and the answer has to come from this transaction anyway.
 */
async function refuseStrangeSession(tx: Transaction, { sessionId, conferenceId }: Checkpoint): Promise<void> {
  if (sessionId === null) return;
  const found = await tx.query('SELECT 1 FROM "session_item" WHERE "id" = $1 AND "conferenceId" = $2', [
    sessionId,
    conferenceId,
  ]);
  if (found.length > 0) return;
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
