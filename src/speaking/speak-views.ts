import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import type { SpeakRequest } from '../contract/speaking.js';
import type { Id } from '../contract/wire.js';
import { PresenceService } from '../presence/presence.service.js';
import type { Reach } from '../sites/reach.service.js';
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

  /** The request of a site that concerns it most: called, speaking, else waiting; null if it has none. */
  async ofSite(siteId: Id): Promise<SpeakRequest | null> {
    const turns = this.open.ofSite(siteId);
    const turn =
      turns.find(({ state }) => state === 'called') ??
      turns.find(({ state }) => state === 'speaking') ??
      turns[0];
    return turn ? (await this.of([turn]))[0]! : null;
  }

  /** Whose requests this reader is shown. */
  reach(actor: Principal, conferenceId: Id): Promise<Reach> {
    return this.sites.reach(actor, conferenceId);
  }

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
