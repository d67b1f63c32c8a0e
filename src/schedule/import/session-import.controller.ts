import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../contract/auth.js';
import type { ImportReport } from '../../contract/import.js';
import { ROUTES } from '../../contract/routes.js';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import { DryRunQueryDto } from '../../platform/sheets/dry-run.dto.js';
import { AnswersImportRejected } from '../../platform/sheets/import-rejected.decorator.js';
import { IMPORT_FORM, uploadedTable } from '../../platform/sheets/uploaded-file.js';
import { SessionImportService } from './session-import.service.js';

@Controller()
export class SessionImportController {
  constructor(private readonly imports: SessionImportService) {}

  /**
   * Imports sessions from a file, all rows or none. CSV or XLSX with the columns date, startsAt, endsAt,
   * title, kind, speaker, abstract.
   */
  @Post(ROUTES.sessionImport)
  @Traces('sessions.imported')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('closed')
  @AnswersImportRejected()
  @ApiConsumes('multipart/form-data')
  @ApiBody(IMPORT_FORM)
  async import(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: DryRunQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    return this.imports.import(actor, id, await uploadedTable(request), query.dryRun === true);
  }
}
