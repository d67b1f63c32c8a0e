import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Organizer, Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { SavedSession, Session } from '../contract/schedule.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { SessionActDto, SessionCreateDto, SessionPatchDto } from './schedule.dto.js';
import { ScheduleService } from './schedule.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

@Controller()
export class ScheduleController {
  constructor(private readonly schedule: ScheduleService) {}

  /** Lists the sessions of a conference, in order of time. */
  @Get(ROUTES.sessions)
  @Allow('anyone')
  @Parts('watcher')
  list(
    @Actor() actor: Principal | undefined,
    @Param('id') id: string,
    @Query() query: PageQueryDto,
  ): Promise<Page<Session>> {
    return this.schedule.list(actor, id, query);
  }

  /** Adds a session. */
  @Post(ROUTES.sessions)
  @Traces('session.made')
  @Allow('organizer')
  @Parts('closed')
  add(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: SessionCreateDto,
  ): Promise<SavedSession> {
    return this.schedule.add(actor, id, body);
  }

  /** Reads a session. */
  @Get(ROUTES.session)
  @Versioned()
  @Allow('anyone')
  @Parts('watcher')
  get(@Actor() actor: Principal | undefined, @Param('id') id: string): Promise<Session> {
    return this.schedule.visible(actor, id);
  }

  /** Changes a session. */
  @Patch(ROUTES.session)
  @Traces('session.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('closed')
  edit(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() body: SessionPatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<SavedSession> {
    return this.schedule.edit(actor, id, body, ifMatch);
  }

  /** Removes a session. */
  @Delete(ROUTES.session)
  @Traces('session.removed')
  @Allow('organizer')
  @Parts('closed')
  @HttpCode(204)
  remove(@Param('id') id: string): Promise<void> {
    return this.schedule.remove(id);
  }

  /** Starts a session. It runs until it is ended. */
  @Post(ROUTES.sessionStart)
  @Traces('session.started')
  @Allow('steward')
  @Parts('closed')
  @HttpCode(200)
  start(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: SessionActDto): Promise<Session> {
    return this.schedule.start(actor, id, body);
  }

  /** Ends a session that runs. */
  @Post(ROUTES.sessionEnd)
  @Traces('session.ended')
  @Allow('steward')
  @Parts('closed')
  @HttpCode(200)
  end(@Actor() actor: Organizer, @Param('id') id: string, @Body() body: SessionActDto): Promise<Session> {
    return this.schedule.end(actor, id, body);
  }
}
