import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, ProviderLinkReply } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import { TakesProgramForm } from '../../platform/http/takes-form.decorator.js';
import { type ActingRequest, Actor } from '../guard/actor.decorator.js';
import { Allow } from '../guard/allow.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { ProviderDoor } from './provider-door.js';
import { LogoutDto, ProviderSignInQueryDto } from './providers.dto.js';
import { ProviderSignInService } from './provider-sign-in.service.js';

const TO_SIGN_IN = 'With `Accept: text/html`, after a fault: to the sign-in page, which says it';

/** Signing in at the OpenID provider. */
@Controller()
export class ProvidersController {
  constructor(
    private readonly door: ProviderDoor,
    private readonly signIns: ProviderSignInService,
  ) {}

  /** Sends the browser to the OpenID provider. With `Accept: text/html` a fault leads to the sign-in page. */
  @Get(ROUTES.oidc)
  @HttpCode(302)
  @Allow('anyone')
  @ApiResponse({ status: 302, description: 'To the provider' })
  @ApiResponse({ status: 303, description: TO_SIGN_IN })
  begin(
    @Query() { to }: ProviderSignInQueryDto,
    @Req() request: ActingRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.door.begin(to, request, reply);
  }

  /** Takes the browser back from the provider: signs in by cookie, or binds one's own account. */
  @Get(ROUTES.oidcCallback)
  @HttpCode(302)
  @Allow('anyone')
  @ApiResponse({ status: 302, description: 'To the page that was wanted' })
  @ApiResponse({ status: 303, description: TO_SIGN_IN })
  callback(@Req() request: ActingRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.comeBack(request, reply);
  }

  /** Answers where to go to bind one's own account to a sign-in at the provider. */
  @Post(ROUTES.oidcLink)
  @HttpCode(200)
  @Allow('reader')
  @Needs('browser')
  link(
    @Actor() actor: Principal & { kind: 'organizer' },
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderLinkReply> {
    return this.door.link(actor.accountId, request, reply);
  }

  /** Ends the sign-ins that the provider has ended. OpenID Connect Back-Channel Logout 1.0. */
  @Post(ROUTES.oidcLogout)
  @HttpCode(200)
  @TakesProgramForm()
  @Allow('anyone')
  async logout(
    @Body() { logout_token: token }: LogoutDto,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Record<string, never>> {
    void reply.header('cache-control', 'no-store');
    await this.door.guarded(request, () => this.signIns.endedAtProvider(token));
    return {};
  }
}
