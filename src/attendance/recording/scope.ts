import { Injectable } from '@nestjs/common';
import { CheckpointsService } from '../../schedule/checkpoints.service.js';
import type { Principal } from '../../contract/auth.js';
import type { Id } from '../../contract/wire.js';
import { Problem } from '../../platform/http/problem.js';
import type { Reach } from '../../sites/reach.service.js';
import { SitesService } from '../../sites/sites.service.js';
import { confinedTo } from '../attendance.policy.js';

/** Answers a filter that names something of another conference as one that matches nothing. */
@Injectable()
export class Scope {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly sites: SitesService,
  ) {}

  /** The site to look at; undefined: all. @throws Problem site.not-found */
  async siteId(actor: Principal, conferenceId: Id, asked: Id | undefined): Promise<Id | undefined> {
    if (asked === undefined) return confinedTo(actor) ?? undefined;
    const site = await this.sites.visible(actor, asked);
    if (site.conferenceId !== conferenceId) throw new Problem('site.not-found');
    return site.id;
  }

  /** The sites that the reader may see. */
  reach(actor: Principal, conferenceId: Id): Promise<Reach> {
    return this.sites.reach(actor, conferenceId);
  }

  /** @throws Problem checkpoint.not-found */
  async checkpointId(conferenceId: Id, asked: Id | undefined): Promise<Id | undefined> {
    if (asked === undefined) return undefined;
    const all = await this.checkpoints.ofConference(conferenceId);
    if (!all.some(({ id }) => id === asked)) throw new Problem('checkpoint.not-found');
    return asked;
  }
}
