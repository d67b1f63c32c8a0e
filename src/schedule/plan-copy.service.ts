import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CopyRun, CopySteps } from '../conferences/copy/copy-steps.service.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { inSlices } from '../platform/pace/pace.js';
import { CheckpointRow } from './checkpoint.entity.js';
import { SessionRow } from './session.entity.js';

const SLICE = 100;

/** Copies the plan: sessions that are not cancelled, as if none had begun, and the checkpoints. */
@Injectable()
export class PlanCopyService implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly steps: CopySteps,
  ) {}

  onModuleInit(): void {
    this.steps.add(
      {
        part: 'schedule',
        count: async (id) => (await this.sessionsOf(id)).length,
        copy: (run) => this.copySessions(run),
        remove: ({ rows }) => rows('session_item'),
      },
      {
        part: 'checkpoints',
        count: (conferenceId) => this.reader.repo(CheckpointRow).count({ where: { conferenceId } }),
        copy: (run) => this.copyCheckpoints(run),
        remove: ({ rows }) => rows('checkpoint'),
      },
      {
        part: 'broadcast',
        count: async (id) => (await this.linkedOf(id)).length,
        copy: (run) => this.copyLinks(run),
        remove: async () => {},
      },
    );
  }

  private async copySessions(run: CopyRun): Promise<void> {
    await inSlices(await this.sessionsOf(run.from.id), SLICE, (slice) =>
      run.write(slice.length, async (tx) => {
        for (const session of slice) {
          const [startsAt, endsAt] = run.movedSpan(session.startsAt, session.endsAt);
          await tx.repo(SessionRow).insert({
            ...session,
            id: run.newId(session.id),
            conferenceId: run.to.id,
            startsAt,
            endsAt,
            status: 'planned',
            startedAt: null,
            endedAt: null,
            createdAt: run.at,
            updatedAt: run.at,
            revision: 0,
            broadcastUrl: null,
          });
        }
      }),
    );
  }

  private async copyCheckpoints(run: CopyRun): Promise<void> {
    const { id: conferenceId } = run.from;
    const checkpoints = await this.reader
      .repo(CheckpointRow)
      .find({ where: { conferenceId }, order: { id: 'ASC' } });
    await inSlices(checkpoints, SLICE, (slice) =>
      run.write(slice.length, async (tx) => {
        for (const checkpoint of slice)
          await tx.repo(CheckpointRow).insert({
            ...checkpoint,
            ...movedTimes(checkpoint, run),
            id: run.newId(checkpoint.id),
            conferenceId: run.to.id,
            sessionId: checkpoint.sessionId === null ? null : run.newIdOf(checkpoint.sessionId),
            createdAt: run.at,
            updatedAt: run.at,
          });
      }),
    );
  }

  /** Of the sessions that were copied. */
  private async copyLinks(run: CopyRun): Promise<void> {
    const copied = (await this.linkedOf(run.from.id)).flatMap(({ id, broadcastUrl }) => {
      const newId = run.newIdOf(id);
      return newId === null ? [] : [{ id: newId, broadcastUrl }];
    });
    await run.write(copied.length, async (tx) => {
      for (const { id, broadcastUrl } of copied) await tx.repo(SessionRow).update({ id }, { broadcastUrl });
    });
  }

  private async linkedOf(conferenceId: Id): Promise<SessionRow[]> {
    return (await this.sessionsOf(conferenceId)).filter(({ broadcastUrl }) => broadcastUrl !== null);
  }
  private async sessionsOf(conferenceId: Id): Promise<SessionRow[]> {
    const sessions = await this.reader
      .repo(SessionRow)
      .find({ where: { conferenceId }, order: { id: 'ASC' } });
    return sessions.filter(({ status }) => status !== 'cancelled');
  }
}

function movedTimes(
  { opensAt, closesAt }: CheckpointRow,
  run: CopyRun,
): Pick<CheckpointRow, 'opensAt' | 'closesAt'> {
  if (opensAt !== null && closesAt !== null) {
    const [opens, closes] = run.movedSpan(opensAt, closesAt);
    return { opensAt: opens, closesAt: closes };
  }
  return {
    opensAt: opensAt === null ? null : run.moved(opensAt),
    closesAt: closesAt === null ? null : run.moved(closesAt),
  };
}
