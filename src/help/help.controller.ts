import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Organizer, Principal } from '../contract/auth.js';
import type { HelpCall } from '../contract/help.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { HelpAnswerDto, HelpBodyDto, HelpQueryDto, HelpTakeDto } from './help.dto.js';
import { HelpService } from './help.service.js';

@Controller()
export class HelpController {
  constructor(private readonly help: HelpService) {}

  /** Lists the site's calls for help, newest first. */
  @Get(ROUTES.siteHelp)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  ofSite(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: HelpQueryDto,
  ): Promise<Page<HelpCall>> {
    return this.help.ofSite(actor, id, query);
  }

  /**
   * Calls the control room. The same call again answers how it stands; another one under its
   * id is refused, `help.id-reused`.
   */
  @Post(ROUTES.siteHelp)
  @Allow('coordinator')
  call(
    @Actor() actor: Principal & { kind: 'coordinator' },
    @Param('id') id: string,
    @Body() body: HelpBodyDto,
  ): Promise<HelpCall> {
    return this.help.call(actor, id, body);
  }

  /**
   * Lists the calls for help of all sites, newest first. Open and answered ones; with `state` those in it,
   * also withdrawn ones.
   */
  @Get(ROUTES.conferenceHelp)
  @Allow('steward')
  @Parts('watcher')
  ofConference(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: HelpQueryDto,
  ): Promise<Page<HelpCall>> {
    return this.help.ofConference(actor, id, query);
  }

  /**
   * Takes a call in hand. Refused if somebody else has it (`help.taken`), unless `over` names them. One
   * that is closed stays as it is.
   */
  @Post(ROUTES.helpTake)
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  take(@Actor() actor: Organizer, @Param('id') id: string, @Body() { over }: HelpTakeDto): Promise<HelpCall> {
    return this.help.take(actor, id, over ?? null);
  }

  /**
   * Answers the call, and closes it unless `close` is false. One that is closed already stays as it is. Who
   * answers a call that nobody has taken, takes it.
   */
  @Post(ROUTES.helpAnswer)
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  answer(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { id: answerId, text, message, close = true }: HelpAnswerDto,
  ): Promise<HelpCall> {
    return this.help.answer(actor, id, { id: answerId ?? null, text: text ?? message ?? null, close });
  }

  /** Withdraws the site's own call. One that is closed already stays as it is. */
  @Post(ROUTES.helpWithdraw)
  @HttpCode(200)
  @Allow('coordinator')
  withdraw(@Actor() actor: Principal & { kind: 'coordinator' }, @Param('id') id: string): Promise<HelpCall> {
    return this.help.withdraw(actor, id);
  }
}
