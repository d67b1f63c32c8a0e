import { Injectable } from '@nestjs/common';
import { TallyService } from '../attendance/ledger/tally.service.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { lastSeq, type Queryable, Reader } from '../platform/database/reader.js';
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
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the current checkpoint, with `bySite` also the arrivals of each site. Writers lock the counter's
   * row from `nextSeq()` until their commit, so a snapshot holds all changes up to its counter's value and no
   * later one. Reading writes nothing and delays no recording.
   */
  async readCurrent(conferenceId: Id, bySite: boolean): Promise<Foundation> {
    const checkpoints = await this.checkpoints.ofConference(conferenceId);
    const now = this.clock.instant();
    const upcoming = checkpoints
      .map(({ opensAt }) => opensAt)
      .filter((opensAt): opensAt is string => opensAt !== null && opensAt > now);
    const checkpointId = currentCheckpoint(checkpoints, now)?.id ?? null;
    const tree = await this.tree(conferenceId);
    const counted = await this.reader.snapshot(async (source) => ({
      seq: await lastSeq(source),
      picture: await this.picture(source, conferenceId, checkpointId, bySite),
    }));
    return { ...counted, ...tree, nextOpening: upcoming.sort()[0] ?? null };
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
    return {
      ...(await this.tree(conferenceId)),
      picture: await this.reader.snapshot((source) =>
        this.picture(source, conferenceId, checkpointId, bySite),
      ),
    };
  }

  private async picture(
    source: Queryable,
    conferenceId: Id,
    checkpointId: Id | null,
    bySite: boolean,
  ): Promise<Picture> {
    const { arrivals, ...tally } = await this.tally.read(conferenceId, checkpointId, source, bySite);
    return {
      checkpointId,
      ...tally,
      arrivals: new Map(arrivals.map(({ minute, people }) => [minute, people])),
    };
  }
}
