import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Principal } from '../contract/auth.js';
import type { Id } from '../contract/wire.js';
import { ReportPeriodService } from './report-period.service.js';
import { ReportWriter } from './report-writer.js';

/** The sums of a checkpoint or of a day, as a page shows them. Organizers only. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly periods: ReportPeriodService,
    private readonly writer: ReportWriter,
  ) {}

  /**
   * `ReportFigures` as JSON: of thousands of sites, the thread writes them too.
   * @param signal ends the work
   * @throws Problem as `ReportPeriodService.find`, and what `ReportWriter` throws
   */
  async figures(
    actor: Principal,
    idOrSlug: string,
    period: { checkpointId?: Id; day?: string },
    signal?: AbortSignal,
  ): Promise<Readable> {
    return this.writer.figures(await this.periods.find(actor, idOrSlug, period), signal);
  }
}
