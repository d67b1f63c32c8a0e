import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Organizer, ProviderLinkReply } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import { TakesProgramForm } from '../../platform/http/takes-form.decorator.js';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { CallersService } from '../attempts/callers.service.js';
import { type ActingRequest, Actor } from '../guard/actor.decorator.js';
import { Allow } from '../guard/allow.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { Traces } from '../guard/traces.decorator.js';
import { ProviderBindingsService } from './provider-bindings.service.js';
import { ProviderRoundTrip } from './provider-round-trip.js';
import { LogoutDto, ProviderLinkDto, ProviderSignInQueryDto } from './providers.dto.js';
import { ProviderSignInService } from './provider-sign-in.service.js';

const TO_SIGN_IN = 'With `Accept: text/html`, after a fault: to the sign-in page, which says it';

/** Signing in at the OpenID provider. */
@Controller()
export class ProvidersController {
  constructor(
    private readonly bindings: ProviderBindingsService,
    private readonly callers: CallersService,
    private readonly own: OwnAccountService,
    private readonly trip: ProviderRoundTrip,
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
    return this.trip.begin(to, request, reply);
  }

  /** Takes the browser back from the provider: signs in by cookie, or binds one's own account. */
  @Get(ROUTES.oidcCallback)
  @HttpCode(302)
  @Allow('anyone')
  @ApiResponse({ status: 302, description: 'To the page that was wanted' })
  @ApiResponse({ status: 303, description: TO_SIGN_IN })
  callback(@Req() request: ActingRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.trip.comeBack(request, reply);
  }

  /**
   * Answers where to go to bind one's own account to a sign-in at the provider. An account with a password
   * takes it.
   */
  @Post(ROUTES.oidcLink)
  @HttpCode(200)
  @Allow('reader')
  @Needs('browser')
  async link(
    @Actor() actor: Organizer,
    @Body() { password }: ProviderLinkDto,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderLinkReply> {
    await this.own.confirm(actor.accountId, password, this.callers.identify('password', request));
    return this.trip.link(actor.accountId, request, reply);
  }

  /**
   * Unbinds an owner's own account, which opens by its password alone then. Sign-ins from the provider end.
   * Others ask an owner: by signing in there anew they would have what their groups give again.
   */
  @Delete(ROUTES.oidcLink)
  @Traces('account.unbound')
  @HttpCode(204)
  @Allow('owner')
  @Needs('browser')
  unbindOwn(@Actor() { accountId }: Organizer, @Req() request: ActingRequest): Promise<void> {
    return this.bindings.unbindOwn({ accountId, signInId: request.signInId! });
  }

  /**
   * Unbinds an account. Its sign-ins from the provider end; without a password it then needs an invitation.
   * Whom the groups had shut out is disabled. One that is disabled stays bound: unbound, its person would
   * come in again by a new account.
   */
  @Delete(ROUTES.accountProvider)
  @Traces('account.unbound')
  @HttpCode(204)
  @Allow('owner')
  @Needs('browser')
  unbind(@Param('id') id: string): Promise<void> {
    return this.bindings.unbind(id);
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
    await this.trip.guarded(request, () => this.signIns.endedAtProvider(token));
    return {};
  }
}
