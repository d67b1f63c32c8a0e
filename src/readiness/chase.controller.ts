import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Organizer, Principal } from '../contract/auth.js';
import type { Chase, ReadinessSummary, SiteContact } from '../contract/readiness.js';
import { ROUTES } from '../contract/routes.js';
import type { Site } from '../contract/site.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { ChaseService } from './chase.service.js';
import { ChaseQueryDto, CoordinatorDto, SiteContactDto } from './readiness.dto.js';
import { SiteContactsService } from './site-contacts.service.js';

/** Who is ready, who is to be called, and what came of it. */
@Controller()
export class ChaseController {
  constructor(
    private readonly chase: ChaseService,
    private readonly contacts: SiteContactsService,
  ) {}

  /** Counts how the sites of the conference stand before the day. */
  @Get(ROUTES.conferenceReadiness)
  @Allow('steward')
  @Parts('watcher')
  summary(@Actor() actor: Principal, @Param('id') id: string): Promise<ReadinessSummary> {
    return this.chase.summary(actor, id);
  }

  /** Lists the sites that lack something, worst first. */
  @Get(ROUTES.chase)
  @Allow('steward')
  @Parts('watcher')
  list(@Actor() actor: Principal, @Param('id') id: string, @Query() query: ChaseQueryDto): Promise<Chase> {
    return this.chase.list(actor, id, query);
  }

  /** Lists calls to the site and notes about it, newest first. */
  @Get(ROUTES.siteContacts)
  @Allow('steward')
  @Parts('watcher')
  contactsOf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() page: PageQueryDto,
  ): Promise<Page<SiteContact>> {
    return this.contacts.list(actor, id, page);
  }

  /** Notes a call to the site, or something about it. */
  @Post(ROUTES.siteContacts)
  @Allow('steward')
  @Parts('manager')
  addContact(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: SiteContactDto,
  ): Promise<SiteContact> {
    return this.contacts.add(actor, id, body);
  }

  /** Says who is in charge at the site, and under which number. */
  @Put(ROUTES.siteCoordinator)
  @Allow('coordinator')
  nameCoordinator(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: CoordinatorDto,
  ): Promise<Site> {
    return this.contacts.nameCoordinator(actor, id, body);
  }
}
