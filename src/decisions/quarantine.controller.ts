import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiBody } from '@nestjs/swagger';
import { ActingRevokedDevice, Actor, type RevokedDevice } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Needs } from '../identity/guard/needs.decorator.js';
import type { Organizer } from '../contract/auth.js';
import type { Receipt } from '../contract/attendance.js';
import type { HeldEntries, HeldEntry, QuarantineReply } from '../contract/decision.js';
import { ROUTES } from '../contract/routes.js';
import { DecisionsService } from './decisions.service.js';
import { HeldAcceptDto, HeldQueryDto, HeldRejectDto, QuarantineBodyDto } from './quarantine.dto.js';
import { QuarantineService } from './quarantine.service.js';

/** Lists entries outside the ledger, and takes decisions about them. */
@Controller()
export class QuarantineController {
  constructor(
    private readonly quarantine: QuarantineService,
    private readonly decisions: DecisionsService,
  ) {}

  /**
   * Takes what a revoked console has not sent. It hands it in with its old token, which opens nothing else.
   * Durable before the answer; counts for nobody until an organizer accepts it.
   */
  @Post(ROUTES.quarantine)
  @HttpCode(200)
  @Allow('revoked-device')
  @ApiBearerAuth()
  @RouteConfig({ bodyLimit: 512 * 1024 })
  @ApiBody({ type: QuarantineBodyDto })
  receive(@ActingRevokedDevice() device: RevokedDevice, @Body() body: unknown): Promise<QuarantineReply> {
    return this.quarantine.receive(device, body);
  }

  /**
   * Lists the entries that revoked consoles have handed in. Open ones first, then the newest first; decided
   * ones stay, with who and when.
   */
  @Get(ROUTES.conferenceQuarantine)
  @Allow('steward')
  @Parts('watcher')
  quarantined(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: HeldQueryDto,
  ): Promise<HeldEntries> {
    return this.decisions.list('quarantine', actor, id, query);
  }

  /**
   * Accepts a quarantined entry into the ledger. It keeps the id, device, number and time that it has. A
   * second time is a duplicate; what the ledger refuses stays here, and says why.
   */
  @Post(ROUTES.quarantineAccept)
  @Traces('entry.accepted')
  @Needs('attendance:write')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  acceptQuarantined(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { amendment }: HeldAcceptDto,
  ): Promise<Receipt> {
    return this.decisions.accept('quarantine', actor, id, amendment);
  }

  /** Rejects a quarantined entry. It stays out of the ledger, and in this list. The first reason stands. */
  @Post(ROUTES.quarantineReject)
  @Traces('entry.rejected')
  @Needs('attendance:write')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  rejectQuarantined(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { reason }: HeldRejectDto,
  ): Promise<HeldEntry> {
    return this.decisions.reject('quarantine', actor, id, reason);
  }

  /**
   * Lists the entries that were refused in a receipt. One that was sent again and taken is accepted by
   * that.
   */
  @Get(ROUTES.refusedEntries)
  @Allow('steward')
  @Parts('watcher')
  refused(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Query() query: HeldQueryDto,
  ): Promise<HeldEntries> {
    return this.decisions.list('refused-entry', actor, id, query);
  }

  /** Tries a refused entry again, as it was sent. What was in its way may be gone. */
  @Post(ROUTES.refusedAccept)
  @Traces('entry.accepted')
  @Needs('attendance:write')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  acceptRefused(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { amendment }: HeldAcceptDto,
  ): Promise<Receipt> {
    return this.decisions.accept('refused-entry', actor, id, amendment);
  }

  /** Rejects a refused entry. It stays out of the ledger, and in this list. The first reason stands. */
  @Post(ROUTES.refusedReject)
  @Traces('entry.rejected')
  @Needs('attendance:write')
  @HttpCode(200)
  @Allow('steward')
  @Parts('manager')
  rejectRefused(
    @Actor() actor: Organizer,
    @Param('id') id: string,
    @Body() { reason }: HeldRejectDto,
  ): Promise<HeldEntry> {
    return this.decisions.reject('refused-entry', actor, id, reason);
  }
}
