import { Controller, Delete, Get, Param, Put } from '@nestjs/common';
import type { Organizer, Principal } from '../../contract/auth.js';
import type { RetentionStatus } from '../../contract/personal-data.js';
import { ROUTES } from '../../contract/routes.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { RetentionService } from './retention.service.js';

/** How long data stay. */
@Controller()
@Allow('organizer')
@Parts('closed')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  /** Says when data are deleted, whether the report is signed, and what has been deleted. */
  @Get(ROUTES.retention)
  status(@Actor() actor: Principal, @Param('id') id: string): Promise<RetentionStatus> {
    return this.retention.status(actor, id);
  }

  /** Says that the report of the closed conference is signed. Nothing is deleted before. */
  @Put(ROUTES.reportSigned)
  @Traces('report.signed')
  sign(@Actor() actor: Organizer, @Param('id') id: string): Promise<RetentionStatus> {
    return this.retention.sign(actor, id);
  }

  /** Takes back that the report is signed. Nothing more is deleted. */
  @Delete(ROUTES.reportSigned)
  @Traces('report.unsigned')
  unsign(@Actor() actor: Organizer, @Param('id') id: string): Promise<RetentionStatus> {
    return this.retention.unsign(actor, id);
  }
}
