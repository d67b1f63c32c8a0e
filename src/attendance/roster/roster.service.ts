import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import type { Principal } from '../../contract/auth.js';
import type { Roster } from '../../contract/roster.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { SitesService } from '../../sites/sites.service.js';
import { RosterConfirmations } from './roster-confirmations.js';
import { WHOLE_ROSTER } from './roster.rules.js';
import { RosterPeople } from './roster-people.js';
import { RosterRepository } from './roster.repository.js';

/** Answers what a console needs offline: people of its site, guests, and their states. */
@Injectable()
export class RosterService {
  constructor(
    private readonly store: RosterRepository,
    private readonly confirmations: RosterConfirmations,
    private readonly people: RosterPeople,
    private readonly checkpoints: CheckpointsService,
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly clock: Clock,
  ) {}

  /** Everything, or what has changed after `since`. @throws Problem site.not-found, site.is-group */
  async read(actor: Principal, siteId: Id, since?: number): Promise<Roster> {
    const site = await this.sites.visiblePoint(actor, siteId);
    // Read before the rows: what is committed meanwhile is then told twice rather than never.
    const seq = await this.store.lastSeq();
    const full = since === undefined || since > seq || (await this.store.isOfLostHistory(since));
    const [conference, checkpoints, people] = await Promise.all([
      this.conferences.shown(actor, site.conferenceId),
      this.checkpoints.ofConference(site.conferenceId),
      this.people.findChanged(site.id, full ? WHOLE_ROSTER : since),
    ]);
    const confirmations = await this.confirmations.findChanged(site.id, full ? WHOLE_ROSTER : since, people);
    return {
      seq,
      full,
      serverTime: this.clock.instant(),
      conference,
      site,
      checkpoints,
      ...(await this.people.cutTo(await this.sites.reach(actor, site.conferenceId), people)),
      confirmations,
    };
  }

  /** `seq` of the last change that a console of this site has to know. */
  lastSeq(siteId: Id): Promise<number> {
    return this.store.lastSeqOf(siteId);
  }
}
