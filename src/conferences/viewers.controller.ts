import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { CallersService } from '../identity/attempts/callers.service.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal, SignInReply, ViewerLink } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Config } from '../platform/config/config.js';
import { baseUrl } from '../platform/http/base-url.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { ViewDto, ViewerCreateDto } from './viewers.dto.js';
import { ViewersService } from './viewers.service.js';

@Controller()
export class ViewersController {
  constructor(
    private readonly access: AccessService,
    private readonly callers: CallersService,
    private readonly config: Config,
    private readonly viewers: ViewersService,
  ) {}

  /** Lists the walls that show the board by a link. */
  @Get(ROUTES.viewers)
  @Allow('organizer')
  @Parts('closed')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() page: PageQueryDto,
  ): Promise<Page<ViewerLink>> {
    return this.viewers.list(actor, id, page);
  }

  /** Makes a link by which a wall shows the board. The link is in this answer and nowhere else. */
  @Post(ROUTES.viewers)
  @Traces('viewer.made')
  @Allow('organizer')
  @Parts('closed')
  create(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: ViewerCreateDto,
    @Req() request: FastifyRequest,
  ): Promise<ViewerLink> {
    return this.viewers.create(actor, id, body.name, baseUrl(this.config, request));
  }

  /** Ends the link of a wall. The wall is out at once. */
  @Delete(ROUTES.viewer)
  @Traces('viewer.removed')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('closed')
  revoke(@Param('id') id: string): Promise<void> {
    return this.viewers.revoke(id);
  }

  /** Signs a wall in by its link, with a cookie. */
  @Post(ROUTES.view)
  @HttpCode(200)
  @Allow('anyone')
  async view(
    @Body() body: ViewDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    const { principal, token, expiresAt } = await this.viewers.view(
      body.token,
      this.callers.identify('view', request),
    );
    this.access.setCookie(reply, token, expiresAt);
    return { principal };
  }
}
