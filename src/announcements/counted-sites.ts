import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { EventBus } from '../platform/events/event-bus.js';
import { DevicePaired, DeviceRevoked, SitesChanged } from '../sites/sites.events.js';
import { AnnouncementsCounted } from './announcements.events.js';
import { AnnouncementsRepository } from './announcements.repository.js';
import { ReceiptsRepository } from './receipts.repository.js';
import { difference } from './receipts.rules.js';

/**
 * Which sites count of announcements that are still shown: those with a console. One that pairs later counts
 * from then on; one whose last console is revoked counts no more, unless it has acknowledged.
 */
@Injectable()
export class CountedSites implements OnModuleInit {
  constructor(
    private readonly receipts: ReceiptsRepository,
    private readonly clock: Clock,
    private readonly announcements: AnnouncementsRepository,
    private readonly unitOfWork: UnitOfWork,
    bus: EventBus,
  ) {
    bus.on(DevicePaired, ({ siteId }) => this.judge(siteId));
    bus.on(DeviceRevoked, ({ siteId }) => this.judge(siteId));
    bus.on(SitesChanged, async ({ conferenceId, removedIds }) => {
      // The rows of a deleted site are gone with it.
      if (removedIds.length > 0) await this.recount(conferenceId);
    });
  }

  /** What was announced just before the service stopped may not have been heard. */
  onModuleInit(): Promise<void> {
    return this.recount();
  }

  private async judge(siteId: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.instant();
      const ids = (await this.receipts.liveFor(tx, siteId, now)).map(({ announcementId }) => announcementId);
      await this.receipts.lock(tx, ids);
      const hasConsole = (await this.receipts.hasConsole(tx, siteId)) ? 1 : 0;
      const rows = (await this.receipts.liveFor(tx, siteId, now)).filter(
        (row) => row.acknowledgedAt === null && row.hasConsole !== hasConsole,
      );
      const changed = rows.map((row) => ({ ...row, hasConsole }));
      const added = new Map(rows.map((row) => [row.announcementId, difference(row, { ...row, hasConsole })]));
      await this.receipts.write(tx, { changed, added });
      if (changed.length > 0) tx.announce(new AnnouncementsCounted([...added.keys()]));
    });
  }

  private async recount(conferenceId?: Id): Promise<void> {
    for (const id of await this.receipts.liveIds(this.clock.instant(), conferenceId))
      await this.unitOfWork.run(async (tx) => this.recountOne(tx, id));
  }

  private async recountOne(tx: Transaction, id: Id): Promise<void> {
    await this.receipts.lock(tx, [id]);
    await this.receipts.countConsoles(tx, id);
    await this.announcements.recount(tx, id);
    tx.announce(new AnnouncementsCounted([id]));
  }
}
