import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { FIRST_LANGUAGE, type Language } from '../contract/languages.js';
import { messages as reportMessages } from '#messages/all/reports.js';
import { attachment } from '../platform/files/content-disposition.js';
import { ChaseService } from '../readiness/chase.service.js';
import { chaseRow, chaseTable } from './chase-table.rules.js';
import { ReportWriter } from './report-writer.js';
import { fileNameOf, type ReportFile, XLSX_TYPE } from './reports.service.js';

/** The list of sites to call, as a workbook. */
@Injectable()
export class ChaseFileService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly chase: ChaseService,
    private readonly writer: ReportWriter,
  ) {}

  /** @throws Problem conference.not-found, and what `ReportWriter` throws */
  async xlsx(
    actor: Principal,
    idOrSlug: string,
    lang: Language = FIRST_LANGUAGE,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const words = reportMessages[lang];
    const rows = await this.chase.all(actor, conference.id, chaseRow(words, conference.timezone));
    const content = await this.writer.xlsx([chaseTable(rows, words)], signal);
    return {
      content,
      mediaType: XLSX_TYPE,
      disposition: attachment(`${fileNameOf(words.chase.file, conference.title)}.xlsx`),
    };
  }
}
