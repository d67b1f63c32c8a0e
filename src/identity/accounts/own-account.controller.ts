import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { InvitedCheckReply } from '../../contract/account.js';
import type { Organizer, SignInReply } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import { CallersService } from '../attempts/callers.service.js';
import { type ActingRequest, Actor } from '../guard/actor.decorator.js';
import { Allow } from '../guard/allow.decorator.js';
import { Traces } from '../guard/traces.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { browserName } from '../sign-ins/browser-name.rules.js';
import { SignInCookies } from '../sign-ins/sign-in-cookies.js';
import { InvitedCheckDto, InvitedDto, PasswordDto } from './accounts.dto.js';
import { OwnAccountService } from './own-account.service.js';

@Controller()
export class OwnAccountController {
  constructor(
    private readonly callers: CallersService,
    private readonly cookies: SignInCookies,
    private readonly own: OwnAccountService,
  ) {}

  /** Says whose invitation the link is, without using it up. */
  @Post(ROUTES.invitedCheck)
  @HttpCode(200)
  @Allow('anyone')
  check(@Body() { token }: InvitedCheckDto, @Req() request: ActingRequest): Promise<InvitedCheckReply> {
    return this.own.check(token, this.callers.identify('set-up', request));
  }

  /** Sets the password of the invited account, and signs in by cookie. The link works once. */
  @Post(ROUTES.invited)
  @Traces('account.password-set')
  @Allow('anyone')
  async join(
    @Body() { token, password }: InvitedDto,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    const caller = this.callers.identify('set-up', request);
    const name = browserName(request.headers['user-agent']);
    return this.cookies.give(reply, await this.own.join(token, password, caller, name));
  }

  /** Changes one's own password. Every other sign-in and every token of the account ends. */
  @Post(ROUTES.password)
  @Traces('account.password-set')
  @HttpCode(204)
  @Allow('reader')
  @Needs('browser')
  change(@Actor() actor: Organizer, @Body() body: PasswordDto, @Req() request: ActingRequest): Promise<void> {
    const caller = this.callers.identify('password', request);
    return this.own.changePassword(actor, request.signInId!, body, caller);
  }
}
