import { Injectable } from '@nestjs/common';
import type { SiteStage } from '../contract/readiness.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { PresenceService } from '../presence/presence.service.js';
import { ChaseRepository, type ChaseRow, type Moments } from './chase.repository.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import { oldestValid } from './readiness.rules.js';
import { stageOf } from './site-stage.rules.js';

/** Derives how far sites are on their way. */
@Injectable()
export class SiteStagesService {
  constructor(
    private readonly presence: PresenceService,
    private readonly store: ChaseRepository,
    private readonly settings: ReadinessSettingsService,
    private readonly clock: Clock,
  ) {}

  /** What makes a pass stale now. */
  moments(conferenceId: Id): Moments {
    const { staleHours, itemAddedAt } = this.settings.validityOf(conferenceId);
    return { oldest: oldestValid(this.clock.now(), staleHours), itemAddedAt: itemAddedAt ?? '' };
  }

  /** The site as the chase list has it; `null` if it is no connection point. */
  find(conferenceId: Id, siteId: Id): Promise<ChaseRow | null> {
    return this.store.find(siteId, this.moments(conferenceId));
  }

  async of(conferenceId: Id, rows: readonly ChaseRow[]): Promise<Map<Id, SiteStage>> {
    const ids = rows.map(({ siteId }) => siteId);
    const beginsAt = await this.settings.beginsAt(conferenceId);
    const closed = await this.store.closed(ids, await this.settings.lastCheckpoint(conferenceId));
    const now = this.clock.now();
    return new Map(
      rows.map((row) => [
        row.siteId,
        stageOf(
          {
            isOpened: row.openedAt !== null,
            hasContact: row.contactName !== null && row.contactPhone !== null,
            hasResult: row.resultId !== null,
            state: row.state,
            presence: this.presence.statusOf(row.siteId),
            hasClosed: closed.has(row.siteId),
          },
          beginsAt,
          now,
        ),
      ]),
    );
  }
}
