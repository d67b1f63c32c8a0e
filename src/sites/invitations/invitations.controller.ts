import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Pairing, Principal } from '../../contract/auth.js';
import type {
  Invitation,
  InvitationList,
  InvitationsMade,
  OpenedInvitation,
} from '../../contract/invitation.js';
import { ROUTES } from '../../contract/routes.js';
import { CallersService } from '../../identity/attempts/callers.service.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { Config } from '../../platform/config/config.js';
import { baseUrl } from '../../platform/http/base-url.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { InvitationDto } from './invitations.dto.js';
import { InvitationsService } from './invitations.service.js';

@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly callers: CallersService,
    private readonly config: Config,
  ) {}

  /** Lists the conference's sites in order of code, each with its link. */
  @Get(ROUTES.invitations)
  @Allow('organizer')
  @Parts('manager')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<InvitationList> {
    return this.invitations.list(actor, id, query, baseUrl(this.config, request));
  }

  /** Makes a link for each site that has none. */
  @Post(ROUTES.invitations)
  @Traces('invitations.made')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('manager')
  makeForAll(@Actor() actor: Principal, @Param('id') id: string): Promise<InvitationsMade> {
    return this.invitations.makeForAll(actor, id);
  }

  /** Answers the site's link. It is made if the site has none. */
  @Post(ROUTES.siteInvitation)
  @Traces('invitations.made')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('manager')
  make(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Invitation> {
    return this.invitations.make(id, baseUrl(this.config, request));
  }

  /** Ends a link. It opens nothing any more; the next one made is another. */
  @Delete(ROUTES.invitation)
  @Traces('invitation.revoked')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('manager')
  revoke(@Param('id') id: string): Promise<void> {
    return this.invitations.revoke(id);
  }

  /** Says whose link it is. Counts as opened: the page's script asks, no preview does. */
  @Post(ROUTES.invitationOpen)
  @HttpCode(200)
  @Allow('anyone')
  open(@Body() { token }: InvitationDto, @Req() request: FastifyRequest): Promise<OpenedInvitation> {
    return this.invitations.open(token, this.callers.identify('invitation', request));
  }

  /** Mints a single-use pairing code of the link's site. */
  @Post(ROUTES.invitationPair)
  @Traces('pairings.made')
  @Allow('anyone')
  pair(@Body() { token }: InvitationDto, @Req() request: FastifyRequest): Promise<Pairing> {
    const caller = this.callers.identify('invitation', request);
    return this.invitations.pair(token, caller, baseUrl(this.config, request));
  }
}
