import { Controller, Get, Param, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Guest } from '../contract/participant.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Problem } from '../platform/http/problem.js';
import { GuestsService } from './guests.service.js';
import { GuestQueryDto } from './participants.dto.js';

@Controller()
export class GuestsController {
  constructor(private readonly guests: GuestsService) {}

  /**
   * Finds people of other rosters of the conference. Those with exactly this full name, at most 10; or the
   * one person of any roster whose personal code it is.
   */
  @Get(ROUTES.guests)
  @Allow('coordinator', 'steward')
  @Parts('watcher')
  find(
    @Actor() actor: Principal,
    @Param('id') siteId: string,
    @Query() { name, code }: GuestQueryDto,
  ): Promise<Page<Guest>> {
    if (code === undefined) return this.guests.named(actor, siteId, name!);
    if (name !== undefined) throw new Problem('request.invalid', 'ask by name or by code, not by both');
    return this.guests.findByCode(actor, siteId, code);
  }
}
