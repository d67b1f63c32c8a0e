import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import { UnitNamesService } from '../participants/units/unit-names.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import type { ReportPeriod } from './report-job.js';
import { ReportedCheckpoints } from './reported-checkpoints.js';

/** Finds what a report is of, and what its reader may see. */
@Injectable()
export class ReportPeriodService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly checkpoints: ReportedCheckpoints,
    private readonly units: UnitNamesService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem conference.not-found, checkpoint.not-found, site.not-found,
   * report.checkpoint-missing, report.period-ambiguous
   */
  async find(
    actor: Principal,
    idOrSlug: string,
    { siteId, ...period }: { checkpointId?: Id; day?: string; siteId?: Id },
  ): Promise<ReportPeriod> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const { checkpoints, day } = await this.checkpoints.find(conference, period);
    const below = siteId === undefined ? null : await this.sites.visible(actor, siteId);
    if (below && below.conferenceId !== conference.id) throw new Problem('site.not-found');
    const reach = await this.sites.reach(actor, conference.id);
    const { id: conferenceId, title, timezone, startsOn, endsOn } = conference;
    return {
      scope: {
        conferenceId,
        checkpointIds: checkpoints.map(({ id }) => id),
        reach: reach && [...reach],
        below: below && below.id,
        merges: await this.units.mergesOf(conferenceId),
      },
      conference: { id: conferenceId, title, timezone, startsOn, endsOn },
      checkpoints,
      below: below && { name: below.name },
      day,
      at: this.clock.instant(),
    };
  }
}
