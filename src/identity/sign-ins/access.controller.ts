import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { TOKEN_DAYS, TOKEN_SCOPES } from '../../contract/account.js';
import type { CallerReply, MeReply, Principal, SignInReply, TokenReply } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { TakesForm } from '../../platform/http/takes-form.decorator.js';
import { SetUpCheckDto, SetUpDto, SignInDto, TokenDto } from './access.dto.js';
import { AccessService } from './access.service.js';
import { browserName } from './browser-name.rules.js';
import { NoticesService } from './notices.service.js';
import { SignInCookies } from './sign-in-cookies.js';
import { type ActingRequest, Actor } from '../guard/actor.decorator.js';
import { Allow } from '../guard/allow.decorator.js';
import { Traces } from '../guard/traces.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { CallersService } from '../attempts/callers.service.js';
import { OrganizersService } from '../accounts/organizers.service.js';
import { SetUpService } from '../accounts/set-up.service.js';

@Controller()
export class AccessController {
  constructor(
    private readonly access: AccessService,
    private readonly callers: CallersService,
    private readonly cookies: SignInCookies,
    private readonly notices: NoticesService,
    private readonly organizers: OrganizersService,
    private readonly setUp: SetUpService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Signs an organizer in, by cookie. */
  @Post(ROUTES.signIn)
  @Traces('sign-in.opened')
  @HttpCode(200)
  @Allow('anyone')
  async signIn(
    @Body() body: SignInDto,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    const caller = this.callers.identify('password', request);
    const name = browserName(request.headers['user-agent']);
    return this.cookies.give(
      reply,
      await this.organizers.signIn(body.login, body.password, caller, { name }),
    );
  }

  /**
   * Makes a token for a program. It may do no more than the account may, and of that what its scopes say;
   * neither accounts nor tokens can be made by one.
   */
  @Post(ROUTES.tokens)
  @Traces('token.made')
  @Allow('anyone')
  async tokens(
    @Body() { login, password, name, scopes = [...TOKEN_SCOPES], days = TOKEN_DAYS.default }: TokenDto,
    @Req() request: ActingRequest,
  ): Promise<TokenReply> {
    const caller = this.callers.identify('password', request);
    const opened = await this.organizers.signIn(login, password, caller, { name, days, scopes });
    const { signInId: id, token, expiresAt, principal } = opened;
    return { id, token, expiresAt, scopes, principal };
  }

  /** Makes the first organizer, by the one-time link that the service printed. */
  @Post(ROUTES.setUp)
  @Traces('account.made')
  @Allow('anyone')
  async completeSetUp(
    @Body() body: SetUpDto,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInReply> {
    const caller = this.callers.identify('set-up', request);
    const name = browserName(request.headers['user-agent']);
    return this.cookies.give(reply, await this.setUp.complete(body, caller, name));
  }

  /** Says whether the one-time link still makes the first organizer. */
  @Post(ROUTES.setUpCheck)
  @HttpCode(200)
  @Allow('anyone')
  async checkSetUp(
    @Body() body: SetUpCheckDto,
    @Req() request: ActingRequest,
  ): Promise<Record<string, never>> {
    await this.setUp.check(body.token, this.callers.identify('set-up', request));
    return {};
  }

  /** Says who is signed in. */
  @Get(ROUTES.me)
  @Allow('reader', 'coordinator', 'trainee', 'viewer')
  @Needs('any')
  me(@Actor() principal: Principal): Promise<MeReply> {
    return this.notices.replyTo(principal);
  }

  /** Says who asks, if anybody is signed in. A page that nobody has signed in on asks here. */
  @Get(ROUTES.caller)
  @Allow('anyone')
  @Needs('any')
  caller(@Actor() principal: Principal | undefined): Promise<CallerReply> | CallerReply {
    return principal === undefined ? this.notices.toNobody() : this.me(principal);
  }

  /** Ends this sign-in. Takes a plain form of a page as well. */
  @Post(ROUTES.signOut)
  @Traces('sign-in.ended')
  @HttpCode(200)
  @TakesForm('', 200)
  @Allow('reader', 'coordinator', 'trainee', 'viewer')
  @Needs('any')
  async signOut(
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Record<string, never>> {
    const signInId = request.signInId!;
    await this.unitOfWork.run((tx) => {
      tx.note({ object: { kind: 'sign-in', id: signInId } });
      return this.access.endAll(tx, { signInId }, 'signed-out');
    });
    this.access.clearCookie(reply);
    return {};
  }
}
