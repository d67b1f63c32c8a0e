import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { FIRST_LANGUAGE } from '../../contract/languages.js';
import { instantOf } from '../../contract/zoned-time.js';
import { TimelineService } from '../../history/timeline.service.js';
import { zoned } from '../../platform/clock/zoned.js';
import { Clock } from '../../platform/clock/clock.js';
import { attachment } from '../../platform/files/content-disposition.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { PaperSettingsService } from '../paper-settings.service.js';
import { ReportPeriodService } from '../report-period.service.js';
import { ReportWriter } from '../report-writer.js';
import type { MinutesQueryDto } from '../reports.dto.js';
import { fileNameOf, type ReportFile } from '../reports.service.js';
import { paperStyle } from './paper-parts.rules.js';
import { MEDIA_TYPES, type PaperFormat } from './papers.service.js';

/** The minutes of one day of a conference, in the form of the report. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly periods: ReportPeriodService,
    private readonly settings: PaperSettingsService,
    private readonly timeline: TimelineService,
    private readonly writer: ReportWriter,
  ) {}

  /**
   * @param signal ends the work
   * @throws Problem as `ReportPeriodService.find`, and what `ReportWriter` throws
   */
  async file(
    actor: Principal,
    idOrSlug: string,
    format: PaperFormat,
    { lang: language = FIRST_LANGUAGE, day: asked }: MinutesQueryDto,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const { id, timezone, startsOn, endsOn } = await this.conferences.visible(actor, idOrSlug);
    const today = zoned(this.clock.instant(), timezone).day;
    // Today while it lasts; before and after it the first and the last day.
    const day = asked ?? (today < startsOn ? startsOn : today > endsOn ? endsOn : today);
    const period = await this.periods.find(actor, id, { day });
    const begin = instantOf(`${day}T00:00`, timezone)!;
    // The next midnight: a day is 23 hours long where a clock is put forward, or 25.
    const end = instantOf(`${dayAfter(day)}T00:00`, timezone)!;
    const events = await this.timeline.between(actor, id, begin, end);
    const settings = await this.settings.find(id);
    const { words } = paperStyle(language, settings);
    const job = { ...period, language, settings, paper: { name: 'minutes' as const, day, events } };
    return {
      content: await this.writer.paper(job, format, signal),
      mediaType: MEDIA_TYPES[format],
      disposition: attachment(
        `${fileNameOf(words.fileNames.minutes, period.conference.title, day)}.${format}`,
      ),
    };
  }
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
