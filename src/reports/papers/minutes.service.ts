import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { FIRST_LANGUAGE } from '../../contract/languages.js';
import { instantOf } from '../../contract/zoned-time.js';
import { TimelineService } from '../../history/timeline.service.js';
import { zoned } from '../../platform/clock/zoned.js';
import { Clock } from '../../platform/clock/clock.js';
import { attachment } from '../../platform/files/content-disposition.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { FiguresService } from '../figures.service.js';
import { PaperSettingsService } from '../paper-settings.service.js';
import { ReportWriter } from '../report-writer.js';
import type { MinutesQueryDto } from '../reports.dto.js';
import { fileNameOf, type ReportFile } from '../reports.service.js';
import { minutesPaper } from './minutes.rules.js';
import { paperStyle } from './paper-parts.rules.js';
import { MEDIA_TYPES, type PaperFormat } from './papers.service.js';

/** The minutes of one day of a conference, in the form of the report. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly figures: FiguresService,
    private readonly settings: PaperSettingsService,
    private readonly timeline: TimelineService,
    private readonly writer: ReportWriter,
  ) {}

  /** @throws Problem as `FiguresService.data`, and what `ReportWriter` throws */
  async file(
    actor: Principal,
    idOrSlug: string,
    format: PaperFormat,
    { lang = FIRST_LANGUAGE, day: asked }: MinutesQueryDto,
  ): Promise<ReportFile> {
    const { id, timezone, startsOn, endsOn } = await this.conferences.visible(actor, idOrSlug);
    const today = zoned(this.clock.instant(), timezone).day;
    // Today while it lasts; before and after it the first and the last day.
    const day = asked ?? (today < startsOn ? startsOn : today > endsOn ? endsOn : today);
    const data = await this.figures.data(actor, id, { day });
    const begin = instantOf(`${day}T00:00`, timezone)!;
    // The next midnight: a day is 23 hours long where a clock is put forward, or 25.
    const end = instantOf(`${dayAfter(day)}T00:00`, timezone)!;
    const events = await this.timeline.between(actor, id, begin, end);
    const style = paperStyle(lang, await this.settings.find(id));
    return {
      content: await this.writer.paper(minutesPaper(data, events, style, day), format),
      mediaType: MEDIA_TYPES[format],
      disposition: attachment(
        `${fileNameOf(style.words.fileNames.minutes, data.conference.title, day)}.${format}`,
      ),
    };
  }
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);
