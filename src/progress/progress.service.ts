import { Injectable } from '@nestjs/common';
import { CopiesService } from '../conferences/copy/copies.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { ConferenceProgress } from '../contract/progress.js';
import { Clock } from '../platform/clock/clock.js';
import { ProgressRepository } from './progress.repository.js';

/** How far the preparation of a conference has come. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly copies: CopiesService,
    private readonly store: ProgressRepository,
  ) {}

  /** @throws Problem conference.not-found */
  async of(actor: Principal, idOrSlug: string): Promise<ConferenceProgress> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const copiedFrom = await this.copies.originOf(actor, id);
    return { conferenceId: id, asOf: this.clock.instant(), ...(await this.store.counts(id)), copiedFrom };
  }
}
