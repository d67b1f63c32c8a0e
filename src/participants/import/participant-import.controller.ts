import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Actor } from '../../identity/guard/actor.decorator.js';
import { Allow } from '../../identity/guard/allow.decorator.js';
import { Traces } from '../../identity/guard/traces.decorator.js';
import { Parts } from '../../identity/guard/parts.decorator.js';
import type { Principal } from '../../contract/auth.js';
import type { ImportReport } from '../../contract/import.js';
import { ROUTES } from '../../contract/routes.js';
import { AnswersImportRejected } from '../../platform/sheets/import-rejected.decorator.js';
import { IMPORT_FORM, uploadedTable } from '../../platform/sheets/uploaded-file.js';
import { ParticipantImportService } from './participant-import.service.js';
import { ParticipantImportQueryDto } from '../participants.dto.js';

@Controller()
export class ParticipantImportController {
  constructor(private readonly imports: ParticipantImportService) {}

  /**
   * Imports people from a file, all rows or none. CSV or XLSX with the columns code, fullName, unit,
   * position, siteCode, mode, phone, email. `warnings` name codes that can be guessed.
   */
  @Post(ROUTES.participantImport)
  @Traces('participants.imported')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('closed')
  @AnswersImportRejected()
  @ApiConsumes('multipart/form-data')
  @ApiBody(IMPORT_FORM)
  async import(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: ParticipantImportQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    return this.imports.import(actor, id, await uploadedTable(request), {
      dryRun: query.dryRun === true,
      replaceCodes: query.replaceCodes === true,
      oldCodes: query.oldCodes === true,
    });
  }
}
