import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EventBus } from '../platform/events/event-bus.js';
import { MaterialRow, MaterialVersionRow } from './material.entity.js';
import { MaterialReleased, MaterialsChanged } from './materials.events.js';
import { materialOf } from './materials.presenter.js';

/** After a look that failed: the database may be back. */
const SECOND_TRY = 2_000;
/** A clock may be set meanwhile, and no timer takes a month: look again at least every hour. */
const LONGEST_WAIT = 3_600_000;

/**
 * Announces materials whose time has come: one timer to the next release, set
 * anew whenever a material changes.
 */
@Injectable()
export class MaterialRelease implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(MaterialRelease.name);
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    bus: EventBus,
  ) {
    bus.on(MaterialsChanged, () => this.look());
  }

  onApplicationBootstrap(): void {
    this.look();
  }
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private look(): void {
    this.turn = this.turn
      .then(() => this.announceDue())
      .catch((fault: unknown) => {
        this.log.error(fault);
        this.lookAfter(SECOND_TRY);
      });
  }

  private async announceDue(): Promise<void> {
    if (this.isStopped) return;
    const [row] = await this.reader.query<{ at: string | null }>(
      'SELECT MIN("releaseAt") AS "at" FROM "material" WHERE "announced" = 0 AND "releaseAt" IS NOT NULL',
    );
    const wait = row?.at ? Math.max(0, Date.parse(row.at) - this.clock.now()) : LONGEST_WAIT;
    if (wait === 0) await this.announce(this.clock.instant());
    this.lookAfter(Math.min(wait || 1, LONGEST_WAIT));
  }

  private lookAfter(wait: number): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait).unref();
  }

  private announce(now: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const due = await tx.query<{ id: string }>(
        'UPDATE "material" SET "announced" = 1 WHERE "announced" = 0 AND "releaseAt" <= $1 RETURNING "id"',
        [now],
      );
      for (const { id } of due) {
        const item = await tx.repo(MaterialRow).findOneByOrFail({ id });
        const content = await tx
          .repo(MaterialVersionRow)
          .findOneByOrFail({ materialId: id, version: item.version });
        tx.announce(new MaterialReleased(item.conferenceId, materialOf(item, content)));
      }
    });
  }
}
