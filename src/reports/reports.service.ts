import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { messages as reportMessages } from '#messages/all/reports.js';
import type { Principal } from '../contract/auth.js';
import { FIRST_LANGUAGE } from '../contract/languages.js';
import { attachment } from '../platform/files/content-disposition.js';
import type { ReportJob, ReportPeriod } from './report-job.js';
import { ReportPeriodService } from './report-period.service.js';
import { ReportWriter } from './report-writer.js';
import type { CsvReportQueryDto, ReportQueryDto } from './reports.dto.js';

export interface ReportFile {
  content: Buffer | Readable;
  mediaType: string;
  disposition: string;
}
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The attendance of one checkpoint as an office files it. Organizers only. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly periods: ReportPeriodService,
    private readonly writer: ReportWriter,
  ) {}

  /**
   * @param signal ends the work
   * @throws Problem conference.not-found, checkpoint.not-found, report.checkpoint-missing, and what
   * `ReportWriter` throws
   */
  async csv(
    actor: Principal,
    idOrSlug: string,
    query: CsvReportQueryDto,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const { by = 'person', separator = 'semicolon' } = query;
    const job = await this.job(actor, idOrSlug, query, { kind: 'csv', by, separator });
    const name = by === 'person' ? fileOf(job) : `${fileOf(job)} - ${reportMessages[job.lang].sheets[by]}`;
    return {
      content: await this.writer.report(job, signal),
      mediaType: 'text/csv; charset=utf-8',
      disposition: attachment(`${name}.csv`),
    };
  }

  /** @throws Problem as `csv` */
  async xlsx(
    actor: Principal,
    idOrSlug: string,
    query: ReportQueryDto,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const job = await this.job(actor, idOrSlug, query, { kind: 'xlsx' });
    return {
      content: await this.writer.report(job, signal),
      mediaType: XLSX_TYPE,
      disposition: attachment(`${fileOf(job)}.xlsx`),
    };
  }

  /** @throws Problem as `csv` */
  async pdf(
    actor: Principal,
    idOrSlug: string,
    query: ReportQueryDto,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const job = await this.job(actor, idOrSlug, query, { kind: 'pdf' });
    return {
      content: await this.writer.reportPdf(job, signal),
      mediaType: 'application/pdf',
      disposition: attachment(`${fileOf(job)}.pdf`),
    };
  }

  private async job<const Form>(
    actor: Principal,
    idOrSlug: string,
    { checkpointId, siteId, lang = FIRST_LANGUAGE }: ReportQueryDto,
    form: Form,
  ): Promise<Omit<ReportJob<Form>, 'database'>> {
    const period = await this.periods.find(actor, idOrSlug, {
      ...(checkpointId !== undefined && { checkpointId }),
      ...(siteId !== undefined && { siteId }),
    });
    return { ...period, lang, form };
  }
}

/** Without extension. */
function fileOf({ lang, ...period }: Omit<ReportJob<unknown>, 'database'>): string {
  return fileNameOf(
    reportMessages[lang].report,
    period.conference.title,
    period.checkpoints[0].name,
    ...partNames(period),
  );
}

/** What a file's name says of the part of the conference that it holds. */
export const partNames = ({ below }: Pick<ReportPeriod, 'below'>): string[] => (below ? [below.name] : []);

/** Without extension; what no file system takes is a blank. */
export const fileNameOf = (...parts: string[]): string =>
  parts
    .join(' - ')
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 180)
    .trim();
