import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody } from '@nestjs/swagger';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Needs } from '../identity/guard/needs.decorator.js';
import { type AttendanceReply, type LedgerEntry, SUBMISSION_LIMIT } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { AttendanceBodyDto, LedgerQueryDto } from './attendance.dto.js';
import { AttendanceService } from './recording/attendance.service.js';
import { LedgerService } from './ledger/ledger.service.js';

/** The roll is taken, and read as it was taken. */
@Controller()
export class AttendanceController {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly ledger: LedgerService,
  ) {}

  /**
   * Records attendance at a site, durable before the answer. A malformed entry among good ones is refused
   * in its receipt; only a malformed envelope is a 400.
   */
  @Post(ROUTES.attendance)
  @Needs('attendance:write')
  @HttpCode(200)
  @Allow('coordinator', 'steward')
  @Parts('manager')
  @RouteConfig({ bodyLimit: SUBMISSION_LIMIT })
  @ApiBody({ type: AttendanceBodyDto })
  record(
    @Actor() actor: Principal,
    @Param('id') siteId: string,
    @Body() body: unknown,
  ): Promise<AttendanceReply> {
    return this.attendance.record(actor, siteId, body);
  }

  /** Lists the ledger, oldest first. A console reads that of its own site. */
  @Get(ROUTES.ledger)
  @Allow('steward', 'coordinator')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') conferenceId: string,
    @Query() query: LedgerQueryDto,
  ): Promise<Page<LedgerEntry>> {
    return this.ledger.list(actor, conferenceId, query);
  }
}
