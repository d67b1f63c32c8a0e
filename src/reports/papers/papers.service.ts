import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { FIRST_LANGUAGE } from '../../contract/languages.js';
import { attachment } from '../../platform/files/content-disposition.js';
import { FiguresService } from '../figures.service.js';
import { PaperSettingsService } from '../paper-settings.service.js';
import { ReportWriter } from '../report-writer.js';
import type { PeriodQueryDto } from '../reports.dto.js';
import { fileNameOf, type ReportFile } from '../reports.service.js';
import { appendixPaper } from './appendix.rules.js';
import { paperStyle } from './paper-parts.rules.js';
import { summaryPaper } from './summary.rules.js';

export type PaperName = 'summary' | 'appendix';
export type PaperFormat = 'docx' | 'pdf';

const WRITERS = { summary: summaryPaper, appendix: appendixPaper };
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
    private readonly figures: FiguresService,
    private readonly settings: PaperSettingsService,
    private readonly writer: ReportWriter,
  ) {}

  /** @throws Problem as `FiguresService.figures`, and what `ReportWriter` throws */
  async file(
    actor: Principal,
    idOrSlug: string,
    name: PaperName,
    format: PaperFormat,
    { lang = FIRST_LANGUAGE, ...period }: PeriodQueryDto,
  ): Promise<ReportFile> {
    const data = await this.figures.data(actor, idOrSlug, period);
    const style = paperStyle(lang, await this.settings.find(data.conference.id));
    const content = await this.writer.paper(WRITERS[name](data, style), format);
    const of = data.day ?? data.checkpoints[0].name;
    return {
      content,
      mediaType: MEDIA_TYPES[format],
      disposition: attachment(
        `${fileNameOf(style.words.fileNames[name], data.conference.title, of)}.${format}`,
      ),
    };
  }
}
