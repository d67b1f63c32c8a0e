import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import { maySeeChannels } from '../conferences/conferences.policy.js';
import type { Principal } from '../contract/auth.js';
import type { BroadcastWindow } from '../contract/broadcast.js';
import type { Id } from '../contract/wire.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { shownToWatchers, windowsOf } from './broadcast.rules.js';

/** Where a conference is watched, and when. */
@Injectable()
export class BroadcastService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly schedule: ScheduleService,
    private readonly participants: ParticipantsService,
    private readonly clock: Clock,
  ) {}

  /** All links, whenever they are shown: for organizers and consoles alone. */
  async windowsOf(conferenceId: Id): Promise<BroadcastWindow[]> {
    return windowsOf({
      conference: await this.conferences.get(conferenceId),
      url: (await this.conferences.channelsOf(conferenceId)).broadcastUrl,
      sessions: await this.schedule.sessionsOf(conferenceId),
      links: await this.schedule.linksOf(conferenceId),
    });
  }

  /**
   * The links that this reader is shown. Nobody but online trainees is, unless the broadcast is public.
   * @throws Problem conference.not-found
   */
  async read(actor: Principal | undefined, idOrSlug: string): Promise<BroadcastWindow[]> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    if (maySeeChannels(actor)) return this.windowsOf(id);
    const { broadcastPublic } = await this.conferences.channelsOf(id);
    if (!broadcastPublic && !(await this.isOnline(actor))) return [];
    return shownToWatchers(await this.windowsOf(id), this.clock.instant());
  }

  private async isOnline(actor: Principal | undefined): Promise<boolean> {
    if (actor?.kind !== 'trainee') return false;
    try {
      return (await this.participants.visible(actor, actor.participantId)).mode === 'online';
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 404) return false;
      throw fault;
    }
  }
}
