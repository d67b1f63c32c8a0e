import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { TracesReading } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import { CsvReportQueryDto, ReportQueryDto, SheetQueryDto } from './reports.dto.js';
import { ChaseFileService } from './chase-file.service.js';
import { ReportsService } from './reports.service.js';
import { sendReport, whileOpen } from './send-report.js';

@Controller()
@Allow('organizer')
@Parts('watcher')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly chase: ChaseFileService,
  ) {}

  /** Writes who attended as CSV, by person. */
  @Get(ROUTES.reportCsv)
  @TracesReading('report.read')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async csv(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: CsvReportQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.reports.csv(actor, id, query, whileOpen(reply)));
  }

  /** Writes who attended as a workbook: by unit, level and site, and by person. */
  @Get(ROUTES.reportXlsx)
  @TracesReading('report.read')
  @ApiOkResponse({
    content: {
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: { type: 'string', format: 'binary' },
      },
    },
  })
  async xlsx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: ReportQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.reports.xlsx(actor, id, query, whileOpen(reply)));
  }

  /** Writes the sites that lack something before the day as a workbook, worst first. */
  @Get(ROUTES.chaseXlsx)
  @TracesReading('report.read')
  @ApiOkResponse({
    content: {
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: { type: 'string', format: 'binary' },
      },
    },
  })
  async chaseXlsx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() { lang }: SheetQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.chase.xlsx(actor, id, lang, whileOpen(reply)));
  }

  /** Writes who attended as PDF: by unit, level and site, and by person. */
  @Get(ROUTES.reportPdf)
  @TracesReading('report.read')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async pdf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: ReportQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.reports.pdf(actor, id, query, whileOpen(reply)));
  }
}
