import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { AuditLine, AuditState, AuditVerdict } from '../contract/audit.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Needs } from '../identity/guard/needs.decorator.js';
import { Traces, TracesReading } from '../identity/guard/traces.decorator.js';
import { AuditCheckService } from './audit-check.service.js';
import { AuditQueryDto, AuditVerifyDto } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@Controller()
@Allow('owner')
@Needs('read')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly check: AuditCheckService,
  ) {}

  /** Lists the lines of the audit trail, newest first. They hold ids and no names. */
  @Get(ROUTES.audit)
  list(@Query() query: AuditQueryDto): Promise<Page<AuditLine>> {
    return this.audit.list(query);
  }

  /** Writes the lines of the audit trail as CSV. All that match; `limit` and `after` are ignored. */
  @Get(ROUTES.auditCsv)
  @TracesReading('audit.exported')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  csv(@Query() query: AuditQueryDto, @Res() reply: FastifyReply): void {
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .header('content-security-policy', 'sandbox')
      .send(Readable.from(this.audit.csv(query)));
  }

  /** Says what the last check of the audit trail found. */
  @Get(ROUTES.auditVerify)
  state(): AuditState {
    return this.check.state();
  }

  /** Checks the whole audit trail, and compares the ledger with the seals that it holds. */
  @Post(ROUTES.auditVerify)
  @HttpCode(200)
  @Traces('audit.verified')
  verify(@Body() { anchors }: AuditVerifyDto): Promise<AuditVerdict> {
    return this.check.verify(anchors);
  }
}
