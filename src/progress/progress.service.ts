import { Injectable } from '@nestjs/common';
import { CopiesService } from '../conferences/copy/copies.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { ConferenceProgress } from '../contract/progress.js';
import { Clock } from '../platform/clock/clock.js';
import { ChaseService } from '../readiness/chase.service.js';
import { ReachService } from '../sites/reach.service.js';
import { ProgressRepository } from './progress.repository.js';

/** How far the preparation of a conference has come. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly chase: ChaseService,
    private readonly copies: CopiesService,
    private readonly reach: ReachService,
    private readonly store: ProgressRepository,
  ) {}

  /** @throws Problem conference.not-found */
  async of(actor: Principal, idOrSlug: string): Promise<ConferenceProgress> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const { made, ...counts } = await this.store.counts(id, await this.reach.of(actor, id));
    const { sites, opened, tested, states } = await this.chase.summary(actor, id);
    return {
      conferenceId: id,
      asOf: this.clock.instant(),
      ...counts,
      links: { made, opened, of: sites },
      readiness: { tested, passed: states.passed },
      copiedFrom: await this.copies.originOf(actor, id),
    };
  }
}
