import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import { dayAt, dayEnd } from '../contract/conference-day.js';
import type { Id } from '../contract/wire.js';
import { PresenceService } from '../presence/presence.service.js';
import { SignalsService } from '../presence/signals.service.js';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { SitesService } from '../sites/sites.service.js';
import type { Fact } from './facts.rules.js';
import type { Moment, TrackedIncident } from './incident.rules.js';
import { Places } from './places.rules.js';

/** Sites that were lost longer than this before our start, in no incident, are of another day. */
const OF_TODAY = 600_000;

/** What is true of sites now, as facts. */
@Injectable()
export class SiteFacts {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly conferences: ConferencesService,
    private readonly presence: PresenceService,
    private readonly schedule: ScheduleService,
    private readonly signals: SignalsService,
    private readonly sites: SitesService,
  ) {}

  async conferenceOf(siteId: Id): Promise<Id> {
    return (await this.sites.get(siteId)).conferenceId;
  }
  /** A conference that is over has no incidents. */
  async isOver(conferenceId: Id): Promise<boolean> {
    return (await this.conferences.get(conferenceId)).status === 'closed';
  }
  /** When the conference's day ends; `null` while nobody knows. */
  async dayEnd(conferenceId: Id, at: Moment): Promise<Moment | null> {
    const { timezone } = await this.conferences.get(conferenceId);
    const sessions = await this.schedule.sessionsOf(conferenceId);
    const rolls = await this.checkpoints.ofConference(conferenceId);
    const end = dayEnd({ sessions, rolls }, dayAt(at, timezone));
    return end === null ? null : Date.parse(end);
  }
  async placesOf(conferenceId: Id): Promise<Places> {
    const groups = await this.sites.groupsOf(conferenceId);
    return new Places([...(await this.sites.pointsOf(conferenceId)), ...groups]);
  }

  factsOf(siteId: Id, at: Moment): Fact[] {
    const { state } = this.presence.statusOf(siteId);
    const signal = this.signals.signalOf(siteId);
    const presence: Fact = { at, kind: 'presence', siteId, state };
    if (!signal) return [presence];
    const isBad = signal.picture !== 'ok' || signal.sound !== 'ok';
    return [presence, { at, kind: 'signal', siteId, isBad }];
  }

  /** What a watch begins with; `known`: incidents of before the start. */
  firstFacts(places: Places, known: readonly TrackedIncident[], startedAt: Moment, at: Moment): Fact[] {
    const away = new Set(known.flatMap((incident) => (incident.isResolved ? [] : incident.awayIds())));
    const isOfToday = (siteId: Id): boolean => {
      const { state, since } = this.presence.statusOf(siteId);
      return state !== 'lost' || away.has(siteId) || Date.parse(since!) >= startedAt - OF_TODAY;
    };
    return [...places.pointIds].filter(isOfToday).flatMap((siteId) => this.factsOf(siteId, at));
  }
}
