import { Injectable } from '@nestjs/common';
import type { Id } from '../contract/wire.js';
import { HelpService } from '../help/help.service.js';
import { FollowersService } from '../presence/followers.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { SignalsService } from '../presence/signals.service.js';
import { ReadinessStatesService } from '../readiness/readiness-states.service.js';
import type { SiteStatus } from './board.rules.js';

/** Reads sites from memory: presence, signal, calls for help and readiness. */
@Injectable()
export class SiteStatuses {
  constructor(
    private readonly presence: PresenceService,
    private readonly signals: SignalsService,
    private readonly help: HelpService,
    private readonly readiness: ReadinessStatesService,
    private readonly followers: FollowersService,
  ) {}

  statusOf(siteId: Id): SiteStatus {
    return {
      presence: this.presence.statusOf(siteId),
      signal: this.signals.signalOf(siteId),
      help: this.help.openAt(siteId),
      readiness: this.readiness.stateOf(siteId),
    };
  }

  /** Trainees of these sites who follow the conference online; of all sites if `null`. */
  followersOf(conferenceId: Id, within: ReadonlySet<Id> | null): number {
    return this.followers.count(conferenceId, within);
  }
}
