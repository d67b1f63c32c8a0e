import { Controller, Get, Param, Query } from '@nestjs/common';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import type { Principal } from '../../contract/auth.js';
import type { ParticipantListed } from '../../contract/participant.js';
import type { Roster } from '../../contract/roster.js';
import { ROUTES } from '../../contract/routes.js';
import type { Page } from '../../contract/wire.js';
import { ParticipantQueryDto, RosterQueryDto } from '../attendance.dto.js';
import { AttendeesService } from '../ledger/attendees.service.js';
import { RosterService } from './roster.service.js';

/** Answers the expected people and their states. */
@Controller()
export class RosterController {
  constructor(
    private readonly roster: RosterService,
    private readonly attendees: AttendeesService,
  ) {}

  /**
   * Reads the roster of a site: what a console needs to work alone. With `since`, what has changed after
   * that `seq`.
   */
  @Get(ROUTES.roster)
  @Allow('coordinator', 'steward')
  @Parts('watcher')
  of(
    @Actor() actor: Principal,
    @Param('id') siteId: string,
    @Query() query: RosterQueryDto,
  ): Promise<Roster> {
    return this.roster.read(actor, siteId, query.since);
  }

  /** Lists and finds people of a conference, with their states. A console sees those of its own site. */
  @Get(ROUTES.participants)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') conferenceId: string,
    @Query() query: ParticipantQueryDto,
  ): Promise<Page<ParticipantListed>> {
    return this.attendees.list(actor, conferenceId, query);
  }
}
