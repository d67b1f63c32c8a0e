import { Injectable } from '@nestjs/common';
import { SiteAnnouncementsService } from '../announcements/site-announcements.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Screen } from '../contract/screen.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import { SpeakingService } from '../speaking/speaking.service.js';
import { screenAnnouncementOf, screenSessionOf, screenTurnOf } from './screens.presenter.js';

/** What the second screen of a room shows. It names no person. */
@Injectable()
export class ScreensService {
  constructor(
    private readonly announcements: SiteAnnouncementsService,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly schedule: ScheduleService,
    private readonly sites: SitesService,
    private readonly speaking: SpeakingService,
  ) {}

  /** @throws Problem site.not-found, site.is-group */
  async ofSite(actor: Principal, siteId: Id): Promise<Screen> {
    const site = await this.sites.visiblePoint(actor, siteId);
    const { title, slug, timezone } = await this.conferences.get(site.conferenceId);
    const sessions = await this.schedule.sessionsOf(site.conferenceId);
    const announcements = await this.announcements.livingAt(site.id);
    const turn = await this.speaking.standingAt(site.id);
    return {
      serverTime: this.clock.instant(),
      conference: { title, slug, timezone },
      site: { name: site.name },
      sessions: sessions.map(screenSessionOf),
      announcements: announcements.map(screenAnnouncementOf),
      turn: turn && screenTurnOf(turn),
    };
  }

  /** @returns where the screen belongs. @throws Problem as `ofSite` */
  async placeOf(actor: Principal, siteId: Id): Promise<{ siteId: Id; conferenceId: Id }> {
    const { id, conferenceId } = await this.sites.visiblePoint(actor, siteId);
    return { siteId: id, conferenceId };
  }
}
