import { Body, Controller, Get, Param, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces, TracesReading } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { PaperSettings } from '../contract/paper.js';
import { ROUTES } from '../contract/routes.js';
import { FiguresService } from './figures.service.js';
import { PaperSettingsDto } from './paper-settings.dto.js';
import { PaperSettingsService } from './paper-settings.service.js';
import { MinutesService } from './papers/minutes.service.js';
import { PapersService } from './papers/papers.service.js';
import { sendReport, whileOpen } from './send-report.js';
import { MinutesQueryDto, PeriodQueryDto } from './reports.dto.js';

const BINARY = { schema: { type: 'string', format: 'binary' } };
const DOCX = {
  content: { 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': BINARY },
};
const PDF = { content: { 'application/pdf': BINARY } };

/** The figures of a report, and the papers that an office signs. */
@Controller()
@Allow('organizer')
@Parts('watcher')
export class PapersController {
  constructor(
    private readonly figures: FiguresService,
    private readonly minutes: MinutesService,
    private readonly papers: PapersService,
    private readonly settings: PaperSettingsService,
  ) {}

  /** Reads the figures of one checkpoint or one day. Default: the current checkpoint. */
  @Get(ROUTES.reportFigures)
  @TracesReading('report.read')
  @Allow('reader')
  @Parts('watcher')
  @ApiOkResponse({
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ReportFigures' } } },
  })
  async read(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PeriodQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const figures = await this.figures.figures(actor, id, query, whileOpen(reply));
    void reply.header('content-type', 'application/json; charset=utf-8').send(figures);
  }

  /** Writes the report of the figures as .docx. */
  @Get(ROUTES.reportSummaryDocx)
  @TracesReading('report.read')
  @ApiOkResponse(DOCX)
  async summaryDocx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PeriodQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.papers.file(actor, id, 'summary', 'docx', query, whileOpen(reply)));
  }

  /** Writes the report of the figures as PDF. */
  @Get(ROUTES.reportSummaryPdf)
  @TracesReading('report.read')
  @ApiOkResponse(PDF)
  async summaryPdf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PeriodQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.papers.file(actor, id, 'summary', 'pdf', query, whileOpen(reply)));
  }

  /** Writes the report's appendix, site by site, as .docx. */
  @Get(ROUTES.reportAppendixDocx)
  @TracesReading('report.read')
  @ApiOkResponse(DOCX)
  async appendixDocx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PeriodQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.papers.file(actor, id, 'appendix', 'docx', query, whileOpen(reply)));
  }

  /** Writes the report's appendix, site by site, as PDF. */
  @Get(ROUTES.reportAppendixPdf)
  @TracesReading('report.read')
  @ApiOkResponse(PDF)
  async appendixPdf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: PeriodQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.papers.file(actor, id, 'appendix', 'pdf', query, whileOpen(reply)));
  }

  /** Writes the minutes of one day as .docx. Who came, what happened when, who spoke. */
  @Get(ROUTES.reportMinutesDocx)
  @TracesReading('report.read')
  @ApiOkResponse(DOCX)
  async minutesDocx(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: MinutesQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.minutes.file(actor, id, 'docx', query, whileOpen(reply)));
  }

  /** Writes the minutes of one day as PDF. Who came, what happened when, who spoke. */
  @Get(ROUTES.reportMinutesPdf)
  @TracesReading('report.read')
  @ApiOkResponse(PDF)
  async minutesPdf(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: MinutesQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendReport(reply, await this.minutes.file(actor, id, 'pdf', query, whileOpen(reply)));
  }

  /** Reads what the heads and signatures of papers say. */
  @Get(ROUTES.paperSettings)
  readSettings(@Actor() actor: Principal, @Param('id') id: string): Promise<PaperSettings> {
    return this.settings.get(actor, id);
  }

  /** Replaces what the heads and signatures of papers say. */
  @Put(ROUTES.paperSettings)
  @Traces('paper.changed')
  @Parts('closed')
  putSettings(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: PaperSettingsDto,
  ): Promise<PaperSettings> {
    return this.settings.save(actor, id, body);
  }
}
