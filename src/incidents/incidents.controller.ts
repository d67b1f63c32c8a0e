import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { Organizer, Principal } from '../contract/auth.js';
import type { Incident, IncidentSite, Runbook } from '../contract/incident.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { IncidentAcknowledgeDto, IncidentQueryDto, RunbookDto } from './incidents.dto.js';
import { IncidentsService } from './incidents.service.js';
import { RunbookService } from './runbook.service.js';

@Controller()
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly runbook: RunbookService,
  ) {}

  /**
   * Lists the incidents, one a cause, newest first. Viewers are not told who silenced it, and with which
   * words.
   */
  @Get(ROUTES.incidents)
  @Allow('reader', 'viewer')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: IncidentQueryDto,
  ): Promise<Page<Incident>> {
    return this.incidents.list(actor, id, query);
  }

  /** Reads an incident. */
  @Get(ROUTES.incident)
  @Allow('reader', 'viewer')
  @Parts('watcher')
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Incident> {
    return this.incidents.one(actor, id);
  }

  /** Lists the sites that suffer from an incident or are back. With whom to call there; in order of code. */
  @Get(ROUTES.incidentSites)
  @Allow('steward')
  @Parts('watcher')
  sites(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<IncidentSite>> {
    return this.incidents.sites(actor, id, query);
  }

  /**
   * Silences an incident until its recovery, or `until`. One that is over is refused, `incident.resolved`.
   */
  @Post(ROUTES.incidentAcknowledge)
  @HttpCode(200)
  @Allow('steward')
  @Parts('watcher')
  acknowledge(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: IncidentAcknowledgeDto,
  ): Promise<Incident> {
    return this.incidents.acknowledge(actor, id, body);
  }

  /** Reads what to do about each kind of cause. `null` where the conference has no words of its own. */
  @Get(ROUTES.runbook)
  @Allow('steward')
  @Parts('watcher')
  readRunbook(@Actor() actor: Principal, @Param('id') id: string): Promise<Runbook> {
    return this.runbook.read(actor, id);
  }

  /** Writes what to do about each kind of cause. */
  @Put(ROUTES.runbook)
  @Traces('runbook.changed')
  @Allow('organizer')
  @Parts('closed')
  writeRunbook(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: RunbookDto,
  ): Promise<Runbook> {
    return this.runbook.write(actor, id, body);
  }
}
