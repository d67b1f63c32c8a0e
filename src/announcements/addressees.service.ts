import { Injectable } from '@nestjs/common';
import { TallyService } from '../attendance/ledger/tally.service.js';
import type { Addressees, AnnouncementReach } from '../contract/announcement.js';
import type { Principal } from '../contract/auth.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Site } from '../contract/site.js';
import { idsFrom } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { PresenceService } from '../presence/presence.service.js';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import { isInReach } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import { isPresence } from './announcements.rules.js';
import { AnnouncementsRepository } from './announcements.repository.js';

/** Which sites an announcement is for, as they stand now. */
@Injectable()
export class AddresseesService {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly clock: Clock,
    private readonly presence: PresenceService,
    private readonly sites: SitesService,
    private readonly store: AnnouncementsRepository,
    private readonly tally: TallyService,
  ) {}

  /**
   * The sites among them that the actor may see.
   * @throws Problem site.parent-not-found, site.not-found: of another conference too, or a group
   */
  async find(actor: Principal, conferenceId: Id, to: Addressees): Promise<Id[]> {
    const reach = await this.sites.reach(actor, conferenceId);
    const points = (await this.sites.pointsOf(conferenceId)).filter(({ id }) => isInReach(reach, id));
    return (await this.choose(conferenceId, to, points)).map(({ id }) => id);
  }

  /** @throws Problem as `find` */
  async reach(actor: Principal, conferenceId: Id, to: Addressees): Promise<AnnouncementReach> {
    const siteIds = await this.find(actor, conferenceId, to);
    return {
      sites: siteIds.length,
      withConsole: await this.store.countWithConsole(siteIds),
      connected: siteIds.filter((id) => this.isConnected(id)).length,
    };
  }

  private async choose(conferenceId: Id, to: Addressees, points: Site[]): Promise<Site[]> {
    if ('all' in to) return points;
    if ('siteLevel' in to) return points.filter(({ level }) => level === to.siteLevel);
    if ('parentId' in to) {
      const all = [...points, ...(await this.sites.groupsOf(conferenceId))];
      if (!all.some(({ id }) => id === to.parentId)) throw new Problem('site.parent-not-found');
      const part = idsFrom(to.parentId, all);
      return points.filter(({ id }) => part.has(id));
    }
    if ('siteIds' in to) {
      const named = new Set(to.siteIds);
      const found = points.filter(({ id }) => named.has(id));
      if (found.length < named.size) throw new Problem('site.not-found');
      return found;
    }
    const { state } = to;
    if (isPresence(state)) return points.filter(({ id }) => this.presence.statusOf(id).state === state);
    const unmarked = await this.unmarkedSites(conferenceId);
    return points.filter(({ id }) => unmarked.has(id));
  }

  /** Sites with somebody who is not marked at the current checkpoint. */
  private async unmarkedSites(conferenceId: Id): Promise<Set<Id>> {
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    const current = currentCheckpoint(checkpoints, this.clock.instant());
    const { sites } = await this.tally.read(conferenceId, current?.id ?? null);
    return new Set([...sites].filter(([, { counts }]) => counts.unmarked > 0).map(([siteId]) => siteId));
  }

  private isConnected(siteId: Id): boolean {
    const { state } = this.presence.statusOf(siteId);
    return state === 'online' || state === 'unsteady';
  }
}
