import { Injectable } from '@nestjs/common';
import { type Tally, TallyService } from '../attendance/ledger/tally.service.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import { SitesService } from '../sites/sites.service.js';
import type { Foundation } from './board-ground.js';
import { type Ground, groupOf, type Picture } from './board.rules.js';

/** Reads what a board is built of. */
@Injectable()
export class FoundationReader {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly sites: SitesService,
    private readonly tally: TallyService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the current checkpoint, with `bySite` also the arrivals of each site. Reading writes nothing and
   * delays no recording; the people of a country are counted off the event loop.
   */
  async readCurrent(conferenceId: Id, bySite: boolean): Promise<Foundation> {
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    const now = this.clock.instant();
    const upcoming = checkpoints
      .map(({ opensAt }) => opensAt)
      .filter((opensAt): opensAt is string => opensAt !== null && opensAt > now);
    const checkpointId = currentCheckpoint(checkpoints, now)?.id ?? null;
    const tree = await this.tree(conferenceId);
    const { seq, tally } = await this.tally.readMoment(conferenceId, checkpointId, bySite, tree.sites.length);
    const picture = pictureOf(checkpointId, tally);
    return { seq, picture, ...tree, nextOpening: upcoming.sort()[0] ?? null };
  }

  /** Sites in order of code, and groups. */
  async tree(conferenceId: Id): Promise<Pick<Ground, 'sites' | 'groups'>> {
    const sites = await this.sites.pointsOf(conferenceId);
    return { sites, groups: (await this.sites.groupsOf(conferenceId)).map(groupOf) };
  }

  /** Points and groups of these ids; those that are gone are absent. */
  sitesNow(conferenceId: Id, siteIds: readonly Id[]): Promise<ReadonlyMap<Id, Site>> {
    return this.sites.findMany(conferenceId, siteIds);
  }

  /** @throws Problem checkpoint.not-found */
  async requireCheckpoint(conferenceId: Id, checkpointId: Id): Promise<void> {
    const checkpoint = await this.checkpoints.find(checkpointId);
    if (checkpoint?.conferenceId !== conferenceId) throw new Problem('checkpoint.not-found');
  }

  /** Reads any checkpoint of the conference. */
  async readAt(conferenceId: Id, checkpointId: Id, bySite: boolean): Promise<Ground> {
    const tree = await this.tree(conferenceId);
    const { tally } = await this.tally.readMoment(conferenceId, checkpointId, bySite, tree.sites.length);
    return { ...tree, picture: pictureOf(checkpointId, tally) };
  }
}

const pictureOf = (checkpointId: Id | null, { arrivals, ...tally }: Tally): Picture => ({
  checkpointId,
  ...tally,
  arrivals: new Map(arrivals.map(({ minute, people }) => [minute, people])),
});
