import { Controller, Get, Param, Query } from '@nestjs/common';
import { Actor } from '../access/actor.decorator.js';
import { Allow } from '../access/allow.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Guest } from '../contract/participant.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { GuestsService } from './guests.service.js';
import { GuestQueryDto } from './participants.dto.js';

@Controller()
export class GuestsController {
  constructor(private readonly guests: GuestsService) {}

  /** People of other rosters of the conference with exactly this full name; at most 10. */
  @Get(ROUTES.guests)
  @Allow('coordinator', 'organizer')
  named(@Actor() actor: Principal, @Param('id') siteId: string, @Query() { name }: GuestQueryDto): Promise<Page<Guest>> {
    return this.guests.named(actor, siteId, name);
  }
}
