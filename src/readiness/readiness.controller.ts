import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Organizer, Principal } from '../contract/auth.js';
import type { ReadinessResult, ReadinessSettings, SiteReadiness } from '../contract/readiness.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import { ReadinessDto, ReadinessPassDto, ReadinessSettingsDto } from './readiness.dto.js';
import { ReadinessService } from './readiness.service.js';

@Controller()
export class ReadinessController {
  constructor(
    private readonly readiness: ReadinessService,
    private readonly settings: ReadinessSettingsService,
  ) {}

  /** Reads how the site stands, what its conference asks for, and by which limits. */
  @Get(ROUTES.siteReadiness)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  ofSite(@Actor() actor: Principal, @Param('id') id: string): Promise<SiteReadiness> {
    return this.readiness.ofSite(actor, id);
  }

  /**
   * Stores a site's test. `not_measured` fails nothing and passes nothing; one item that failed fails the
   * test. Earlier results stay in the history.
   */
  @Put(ROUTES.siteReadiness)
  @Allow('coordinator')
  record(
    @Actor() actor: Principal & { kind: 'coordinator' },
    @Param('id') id: string,
    @Body() body: ReadinessDto,
  ): Promise<SiteReadiness> {
    return this.readiness.record(actor, id, body);
  }

  /** Lists every result of the site, the last that came first. */
  @Get(ROUTES.readinessHistory)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  history(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() page: PageQueryDto,
  ): Promise<Page<ReadinessResult>> {
    return this.readiness.history(actor, id, page);
  }

  /** Passes the site whatever its tests say; shown as such, with the reason and the account. */
  @Post(ROUTES.readinessPass)
  @Traces('readiness.passed-by-hand')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  pass(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { reason }: ReadinessPassDto,
  ): Promise<SiteReadiness> {
    return this.readiness.passByHand(actor, id, reason);
  }

  /** Reads what the tests of a conference ask for, and by which limits. */
  @Get(ROUTES.readinessItems)
  @Allow('steward')
  @Parts('watcher')
  readItems(@Actor() actor: Principal, @Param('id') id: string): Promise<ReadinessSettings> {
    return this.settings.get(actor, id);
  }

  /**
   * Changes what the tests of a conference ask for. What is not given stays. An item that is new makes
   * older tests stale.
   */
  @Put(ROUTES.readinessItems)
  @Traces('readiness.items-changed')
  @Allow('organizer')
  @Parts('closed')
  putItems(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: ReadinessSettingsDto,
  ): Promise<ReadinessSettings> {
    return this.settings.save(actor, id, body);
  }
}
