import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import {
  DEFAULT_READINESS,
  type ReadinessSettings,
  type ReadinessSettingsBody,
} from '../contract/readiness.js';
import type { Id, Instant } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EventBus } from '../platform/events/event-bus.js';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { ReadinessSettingsRow } from './readiness-settings.entity.js';
import { ReadinessItemsChanged, ReadinessItemsStored } from './readiness.events.js';
import type { StoredSettings as Stored, Validity } from './readiness.rules.js';

const UNSET: Stored = { ...DEFAULT_READINESS, itemAddedAt: null };

/**
 * What each conference asks of its sites: in memory, because each row of each board asks. Read at the start,
 * then carried on.
 */
@Injectable()
export class ReadinessSettingsService implements OnModuleInit {
  private readonly byConference = new Map<Id, Stored>();

  constructor(
    private readonly conferences: ConferencesService,
    private readonly checkpoints: CheckpointsService,
    private readonly schedule: ScheduleService,
    private readonly clock: Clock,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    bus: EventBus,
  ) {
    bus.on(ReadinessItemsStored, ({ conferenceId, stored }) => {
      this.byConference.set(conferenceId, stored);
      bus.publish(new ReadinessItemsChanged(conferenceId));
    });
  }

  async onModuleInit(): Promise<void> {
    for (const { conferenceId, ...stored } of await this.reader.repo(ReadinessSettingsRow).find())
      this.byConference.set(conferenceId, stored);
  }

  validityOf(conferenceId: Id): Validity {
    return this.byConference.get(conferenceId) ?? UNSET;
  }

  find(conferenceId: Id): ReadinessSettings {
    return settingsOf(this.byConference.get(conferenceId) ?? UNSET);
  }

  /** @throws Problem conference.not-found */
  async get(actor: Principal, idOrSlug: string): Promise<ReadinessSettings> {
    return this.find((await this.conferences.visible(actor, idOrSlug)).id);
  }

  /**
   * Changes what is given. An item that is new makes older tests stale.
   * @throws Problem conference.not-found
   */
  async save(actor: Principal, idOrSlug: string, body: ReadinessSettingsBody): Promise<ReadinessSettings> {
    const { id: conferenceId } = await this.conferences.visible(actor, idOrSlug);
    return this.unitOfWork.run(async (tx) => {
      // Holds off another change of these settings until the commit, on PostgreSQL too.
      await tx.nextSeq();
      const row = await tx.repo(ReadinessSettingsRow).findOneBy({ conferenceId });
      const existing: Stored = row ?? UNSET;
      const items = body.items ? [...new Set(body.items)] : existing.items;
      const isNew = items.some((key) => !existing.items.includes(key));
      const stored: Stored = {
        items,
        limits: { ...existing.limits, ...body.limits },
        staleHours: body.staleHours ?? existing.staleHours,
        deadline: body.deadline === undefined ? existing.deadline : body.deadline,
        itemAddedAt: isNew ? this.clock.instant() : existing.itemAddedAt,
      };
      await tx.repo(ReadinessSettingsRow).upsert({ conferenceId, ...stored }, ['conferenceId']);
      tx.note({ before: row, after: { conferenceId, ...stored } });
      tx.announce(new ReadinessItemsStored(conferenceId, stored));
      return settingsOf(stored);
    });
  }

  /** When the sites are to be ready: the deadline, or the first checkpoint or session; `null` if none. */
  async beginsAt(conferenceId: Id): Promise<Instant | null> {
    const { deadline } = this.find(conferenceId);
    if (deadline !== null) return deadline;
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    const sessions = await this.schedule.sessionsOf(conferenceId);
    const times = [
      ...checkpoints.map(({ opensAt }) => opensAt),
      ...sessions.filter(({ status }) => status !== 'cancelled').map(({ startsAt }) => startsAt),
    ];
    return times.filter((at) => at !== null).sort()[0] ?? null;
  }

  /** The checkpoint that is opened last; `null` if there is none. */
  async lastCheckpoint(conferenceId: Id): Promise<Id | null> {
    const byOpening = [...(await this.checkpoints.ofConference(conferenceId))].sort((a, b) =>
      (a.opensAt ?? '') + a.id < (b.opensAt ?? '') + b.id ? -1 : 1,
    );
    return byOpening.at(-1)?.id ?? null;
  }
}

const settingsOf = ({ items, limits, staleHours, deadline }: Stored): ReadinessSettings => ({
  items,
  limits,
  staleHours,
  deadline,
});
