import { Injectable } from '@nestjs/common';
import type { SpeakRequest } from '../contract/speaking.js';
import { PresenceService } from '../presence/presence.service.js';
import { SitesService } from '../sites/sites.service.js';
import { OpenTurns } from './open-turns.js';
import { speakRequestOf } from './speaking.presenter.js';
import type { Turn } from './turn.js';

/** Shows requests as they are now: with the site, its presence and the position in the queue. */
@Injectable()
export class SpeakViews {
  constructor(
    private readonly open: OpenTurns,
    private readonly presence: PresenceService,
    private readonly sites: SitesService,
  ) {}

  /** @param turns of one conference */
  async of(turns: readonly Turn[]): Promise<SpeakRequest[]> {
    if (turns.length === 0) return [];
    const sites = await Promise.all(turns.map(({ siteId }) => this.sites.get(siteId)));
    const positions = this.open.positions(turns[0]!.conferenceId);
    return turns.map((turn, at) =>
      speakRequestOf(turn, {
        site: { code: sites[at]!.code, name: sites[at]!.name },
        position: turn.state === 'waiting' ? (positions.get(turn.id) ?? null) : null,
        presence: this.presence.statusOf(turn.siteId).state,
      }),
    );
  }
}
