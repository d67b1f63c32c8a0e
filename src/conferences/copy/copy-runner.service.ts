import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ProblemCode } from '../../contract/problem.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isCondition, Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import { ConferenceRow } from '../conference.entity.js';
import { ConferenceChanged } from '../conferences.events.js';
import { ConferenceCopyRow } from './conference-copy.entity.js';
import { CopyJob, type CopyOrder } from './copy-job.js';
import { type CopyRemoval, type CopyStep, CopySteps } from './copy-steps.service.js';

/** Copies that are taken while others run. */
const WAITING = 10;
/** Rows of one delete. */
const SLICE = 500;
/** After a removal that failed: the storage may take writes again. */
const AGAIN_MS = 30_000;

/** Copies one conference after another, and takes away what did not become whole. */
@Injectable()
export class CopyRunnerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(CopyRunnerService.name);
  private jobs: CopyJob[] = [];
  /** Copies that failed, until the database says so too. */
  private lost: { id: Id; code: ProblemCode }[] = [];
  private tail: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  /** Something could not be taken away yet. */
  private isUntidy = false;
  private isStopped = false;

  constructor(
    private readonly steps: CopySteps,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What a service that was stopped has left half copied is taken away. */
  async onApplicationBootstrap(): Promise<void> {
    const left = await this.reader.repo(ConferenceCopyRow).findBy({ state: 'copying' });
    this.lost = left.map(({ id }) => ({ id, code: 'copy.interrupted' }));
    this.next(() => this.sweep());
  }
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.tail;
  }

  get isFull(): boolean {
    return this.jobs.length > WAITING;
  }

  /** The copying under way, or waiting. */
  find(copyId: Id): CopyJob | undefined {
    return this.jobs.find(({ id }) => id === copyId);
  }

  /** Why a copy failed that the database still calls under way. */
  lostBecause(copyId: Id): ProblemCode | null {
    return this.lost.find(({ id }) => id === copyId)?.code ?? null;
  }

  start(order: CopyOrder): void {
    const job = new CopyJob(
      order,
      () => this.ids.next(),
      (work) => this.write(work),
    );
    this.jobs.push(job);
    this.next(async () => {
      if (this.isUntidy) await this.sweep().catch(() => undefined);
      await this.copy(job).finally(() => (this.jobs = this.jobs.filter((other) => other !== job)));
    });
  }

  private next(work: () => Promise<void>): void {
    this.tail = this.tail.then(work).catch((fault: unknown) => {
      if (this.isStopped) return;
      if (!isCondition(fault)) this.log.error(fault);
      this.isUntidy = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.next(() => this.sweep()), AGAIN_MS).unref();
    });
  }

  private async copy(job: CopyJob): Promise<void> {
    const steps = this.steps.inOrder().filter(({ part }) => job.parts.has(part));
    try {
      for (const step of steps) job.of += await step.count(job.from.id);
      for (const step of steps) await step.copy(job);
      await this.show(job, steps);
    } catch (fault) {
      // The next start takes it away.
      if (this.isStopped) return;
      if (!(fault instanceof Problem)) this.log.error(fault);
      this.lost.push({ id: job.id, code: fault instanceof Problem ? fault.code : 'server.failed' });
      await this.sweep();
    }
  }

  /** Until now nobody has seen it. */
  private show(job: CopyJob, steps: readonly CopyStep[]): Promise<void> {
    return this.write(async (tx) => {
      await tx.repo(ConferenceRow).update({ id: job.to.id }, { isCopying: 0 });
      const finishedAt = this.clock.instant();
      await tx.repo(ConferenceCopyRow).update({ id: job.id }, { state: 'done', rows: job.done, finishedAt });
      for (const step of steps) await step.shown?.(tx, job.to.id);
      tx.announce(new ConferenceChanged(job.to.id));
    });
  }

  private async sweep(): Promise<void> {
    for (let first = this.lost[0]; first; first = this.lost[0]) {
      await this.giveUp(first.id, first.code);
      this.lost.shift();
    }
    await this.removeLeft();
    this.isUntidy = false;
  }

  /** Frees the address at once; a copy that was shown after all stays as it is. */
  private async giveUp(copyId: Id, code: ProblemCode): Promise<void> {
    await this.write(async (tx) => {
      const finishedAt = this.clock.instant();
      const given = { state: 'failed', code, finishedAt } as const;
      const copy = await tx.repo(ConferenceCopyRow).findOneBy({ id: copyId, state: 'copying' });
      if (copy === null) return;
      await tx.repo(ConferenceCopyRow).update({ id: copyId }, given);
      await tx
        .repo(ConferenceRow)
        .update({ id: copy.conferenceId, isCopying: 1 }, { slug: copy.conferenceId });
    });
  }

  private async removeLeft(): Promise<void> {
    const hidden = await this.reader.query<{ id: Id }>(
      `SELECT c."id" FROM "conference" c JOIN "conference_copy" y ON y."conferenceId" = c."id"
        WHERE c."isCopying" = 1 AND y."state" = 'failed'`,
    );
    for (const { id } of hidden) {
      const removal: CopyRemoval = {
        conferenceId: id,
        write: (work) => this.write(work),
        rows: (table, only) => this.removeRows(id, table, only),
      };
      for (const step of this.steps.inOrder().reverse()) await step.remove(removal);
      await this.write(async (tx) => void (await tx.repo(ConferenceRow).delete({ id, isCopying: 1 })));
    }
  }

  private async removeRows(conferenceId: Id, table: string, only = '1 = 1'): Promise<void> {
    const some = `SELECT r."id" FROM "${table}" r WHERE r."conferenceId" = $1 AND ${only} LIMIT ${SLICE}`;
    for (let removed = 1; removed > 0;)
      await this.write(async (tx) => {
        const rows = await tx.query(`DELETE FROM "${table}" WHERE "id" IN (${some}) RETURNING "id"`, [
          conferenceId,
        ]);
        removed = rows.length;
      });
  }

  /** One slice; others write before the next. */
  private async write(work: (tx: Transaction) => Promise<void>): Promise<void> {
    if (this.isStopped) throw new Problem('copy.interrupted');
    await this.unitOfWork.run(work);
    await yieldToEventLoop();
  }
}
