import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { FIRST_LANGUAGE } from '../../contract/languages.js';
import { attachment } from '../../platform/files/content-disposition.js';
import { PaperSettingsService } from '../paper-settings.service.js';
import { ReportPeriodService } from '../report-period.service.js';
import { ReportWriter } from '../report-writer.js';
import type { PeriodQueryDto } from '../reports.dto.js';
import { fileNameOf, partNames, type ReportFile } from '../reports.service.js';
import { paperStyle } from './paper-parts.rules.js';

export type PaperName = 'summary' | 'appendix';
export type PaperFormat = 'docx' | 'pdf';

export const MEDIA_TYPES: Record<PaperFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/**
 * The two papers of an office in the form of Decree 30/2020/NĐ-CP: the report that is signed,
 * and its appendix. Organizers only.
 */
@Injectable()
export class PapersService {
  constructor(
    private readonly periods: ReportPeriodService,
    private readonly settings: PaperSettingsService,
    private readonly writer: ReportWriter,
  ) {}

  /**
   * @param signal ends the work
   * @throws Problem as `ReportPeriodService.find`, and what `ReportWriter` throws
   */
  async file(
    actor: Principal,
    idOrSlug: string,
    name: PaperName,
    format: PaperFormat,
    { lang: language = FIRST_LANGUAGE, ...asked }: PeriodQueryDto,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const period = await this.periods.find(actor, idOrSlug, asked);
    const settings = await this.settings.find(period.conference.id);
    const job = { ...period, language, settings, paper: { name } };
    const { words } = paperStyle(language, settings);
    const of = period.day ?? period.checkpoints[0].name;
    return {
      content: await this.writer.paper(job, format, signal),
      mediaType: MEDIA_TYPES[format],
      disposition: attachment(
        `${fileNameOf(words.fileNames[name], period.conference.title, of, ...partNames(period))}.${format}`,
      ),
    };
  }
}
