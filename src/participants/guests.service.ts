import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../contract/auth.js';
import { type Guest, GUEST_LIMIT } from '../contract/participant.js';
import type { Id, Page } from '../contract/wire.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import type { ParticipantRow } from './participant.entity.js';
import { ParticipantsService } from './participants.service.js';

/**
 * Questions of one console in ten minutes: more than any queue at a door asks, less than reading
 * a roster by guessing names takes.
 */
const QUESTIONS = { points: 60, duration: 10 * 60 };

/**
 * Codes of nobody that one console may send in ten minutes: right ones cost nothing, a full
 * hall scans as many as it has people.
 */
const WRONG_CODES = { points: 30, duration: 10 * 60 };

/**
 * Finds who came to another site than that of their roster, by a full name or the personal
 * code alone: nothing can be browsed.
 */
@Injectable()
export class GuestsService {
  private readonly questions = new RateLimiterMemory(QUESTIONS);
  private readonly wrongCodes = new RateLimiterMemory(WRONG_CODES);

  constructor(
    private readonly participants: ParticipantsService,
    private readonly sites: SitesService,
  ) {}

  /** @throws Problem site.not-found, rate.limited */
  async named(actor: Principal, siteId: Id, fullName: string): Promise<Page<Guest>> {
    const site = await this.sites.visible(actor, siteId);
    if (actor.kind === 'coordinator') await this.questions.consume(actor.deviceId).catch(refuse);
    return this.page(actor, await this.participants.named(site.conferenceId, fullName, GUEST_LIMIT, site.id));
  }

  /**
   * Nobody, or the one whose code it is; of this site's roster too, which the console may not have heard of
   * yet.
   * @throws Problem site.not-found, rate.limited
   */
  async findByCode(actor: Principal, siteId: Id, code: string): Promise<Page<Guest>> {
    const site = await this.sites.visible(actor, siteId);
    // Taken before it is looked up and given back for a right one: many at once
    // guess no more than one after another.
    if (actor.kind === 'coordinator') await this.wrongCodes.consume(actor.deviceId).catch(refuse);
    const owner = await this.participants.owner(site.conferenceId, code);
    if (owner && actor.kind === 'coordinator') await this.wrongCodes.reward(actor.deviceId);
    return this.page(actor, owner ? [owner] : []);
  }

  private async page(actor: Principal, found: ParticipantRow[]): Promise<Page<Guest>> {
    const people: ParticipantRow[] = [];
    for (const one of found) if (await this.participants.isMet(actor, one)) people.push(one);
    const names = new Map<Id, string>();
    for (const { siteId: home } of people)
      if (!names.has(home)) names.set(home, (await this.sites.get(home)).name);
    return {
      items: people.map(({ id, fullName: name, unit, siteId: home }) => ({
        participantId: id,
        fullName: name,
        unit,
        siteName: names.get(home)!,
      })),
      next: null,
    };
  }
}

function refuse(left: RateLimiterRes): never {
  throw new Problem('rate.limited', undefined, {
    retryAfterSeconds: Math.max(1, Math.ceil(left.msBeforeNext / 1000)),
  });
}
