import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Organizer } from '../../contract/auth.js';
import type { Grant } from '../../contract/grant.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { GrantDto, GrantKeyDto } from './site-grants.dto.js';
import { SiteGrantsService } from './site-grants.service.js';

@Controller()
@Allow('organizer')
@Parts('manager')
export class SiteGrantsController {
  constructor(private readonly grants: SiteGrantsService) {}

  /** Lists who has a part of the conference's tree, in order of login. */
  @Get(ROUTES.grants)
  list(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<Grant>> {
    return this.grants.list(actor, id, query);
  }

  /** Gives an account a site or group with everything below it. Nobody gives more than they have. */
  @Post(ROUTES.grants)
  @Traces('grant.given')
  give(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: GrantDto): Promise<Grant> {
    return this.grants.give(actor, id, body);
  }

  /** Withdraws a part from an account, at once. Its live connections are closed. */
  @Delete(ROUTES.grants)
  @Traces('grant.withdrawn')
  @HttpCode(204)
  withdraw(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: GrantKeyDto): Promise<void> {
    return this.grants.withdraw(actor, id, body);
  }
}
