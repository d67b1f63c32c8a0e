import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../contract/auth.js';
import { type Guest, GUEST_LIMIT } from '../contract/participant.js';
import type { Id, Page } from '../contract/wire.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { ParticipantsService } from './participants.service.js';

/** Questions of one console in ten minutes: more than any queue at a door asks, less than reading a roster by guessing names takes. */
const QUESTIONS = { points: 60, duration: 10 * 60 };

/** Finds who came to another site than that of their roster, by a full name alone: nothing can be browsed. */
@Injectable()
export class GuestsService {
  private readonly questions = new RateLimiterMemory(QUESTIONS);

  constructor(
    private readonly participants: ParticipantsService,
    private readonly sites: SitesService,
  ) {}

  /** @throws Problem site.not-found, rate.limited */
  async named(actor: Principal, siteId: Id, fullName: string): Promise<Page<Guest>> {
    const site = await this.sites.visible(actor, siteId);
    if (actor.kind === 'coordinator') await this.questions.consume(actor.deviceId).catch(refuse);
    const people = await this.participants.named(site.conferenceId, fullName, GUEST_LIMIT, site.id);
    const names = new Map<Id, string>();
    for (const { siteId: home } of people) if (!names.has(home)) names.set(home, (await this.sites.get(home)).name);
    return { items: people.map(({ id, fullName: name, unit, siteId: home }) => ({ participantId: id, fullName: name, unit, siteName: names.get(home)! })), next: null };
  }
}

function refuse(left: RateLimiterRes): never {
  throw new Problem('rate.limited', undefined, { retryAfterSeconds: Math.max(1, Math.ceil(left.msBeforeNext / 1000)) });
}
