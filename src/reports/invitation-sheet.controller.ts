import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { TracesReading } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Config } from '../platform/config/config.js';
import { baseUrl } from '../platform/http/base-url.js';
import { InvitationSheetService } from './invitation-sheet.service.js';
import { SheetQueryDto } from './reports.dto.js';
import { sendReport, whileOpen } from './send-report.js';

@Controller()
export class InvitationSheetController {
  constructor(
    private readonly sheet: InvitationSheetService,
    private readonly config: Config,
  ) {}

  /** Writes the links of all sites as a workbook, for mail merge. */
  @Get(ROUTES.invitationSheet)
  @TracesReading('invitations.exported')
  @ApiOkResponse({
    content: {
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: { type: 'string', format: 'binary' },
      },
    },
  })
  @Allow('organizer')
  @Parts('manager')
  async xlsx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { lang }: SheetQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const base = baseUrl(this.config, request);
    sendReport(reply, await this.sheet.xlsx(actor, id, base, lang, whileOpen(reply)));
  }
}
