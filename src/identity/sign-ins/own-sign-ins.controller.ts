import { Controller, Delete, Get, HttpCode, Param, Query, Req } from '@nestjs/common';
import type { OwnSignIn, OwnToken } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { type ActingRequest, Actor } from '../guard/actor.decorator.js';
import { Allow } from '../guard/allow.decorator.js';
import { Traces } from '../guard/traces.decorator.js';
import { Needs } from '../guard/needs.decorator.js';
import { OwnSignInsService } from './own-sign-ins.service.js';

@Controller()
@Allow('reader')
@Needs('browser')
export class OwnSignInsController {
  constructor(private readonly own: OwnSignInsService) {}

  /** Lists the browsers in which one's own account is signed in. */
  @Get(ROUTES.signIns)
  signIns(
    @Actor() actor: Organizer,
    @Query() query: PageQueryDto,
    @Req() request: ActingRequest,
  ): Promise<Page<OwnSignIn>> {
    return this.own.browsers(actor, request.signInId!, query);
  }

  /** Ends one of one's own sign-ins. */
  @Delete(ROUTES.ownSignIn)
  @Traces('sign-in.ended')
  @HttpCode(204)
  endSignIn(@Actor() actor: Organizer, @Param('id') id: string): Promise<void> {
    return this.own.end(actor, id, 'browser');
  }

  /** Lists the tokens that one's own account has made for programs. */
  @Get(ROUTES.tokens)
  tokens(@Actor() actor: Organizer, @Query() query: PageQueryDto): Promise<Page<OwnToken>> {
    return this.own.tokens(actor, query);
  }

  /** Ends one of one's own tokens. */
  @Delete(ROUTES.token)
  @Traces('token.ended')
  @HttpCode(204)
  endToken(@Actor() actor: Organizer, @Param('id') id: string): Promise<void> {
    return this.own.end(actor, id, 'token');
  }
}
