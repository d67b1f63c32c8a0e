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
import { SiteImportQueryDto } from './site-import.dto.js';
import { SiteImportService } from './site-import.service.js';

@Controller()
export class SiteImportController {
  constructor(private readonly imports: SiteImportService) {}

  /**
   * Imports sites from a file, all rows or none. CSV or XLSX with the columns code, name, kind, level,
   * parentCode, expected, address, contactName, contactPhone, line.
   */
  @Post(ROUTES.siteImport)
  @Traces('sites.imported')
  @HttpCode(200)
  @Allow('organizer')
  @Parts('closed')
  @AnswersImportRejected()
  @ApiConsumes('multipart/form-data')
  @ApiBody(IMPORT_FORM)
  async import(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: SiteImportQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    return this.imports.import(actor, id, await uploadedTable(request), {
      dryRun: query.dryRun === true,
      oldCodes: query.oldCodes === true,
    });
  }
}
