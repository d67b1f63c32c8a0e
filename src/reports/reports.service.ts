import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint, Conference } from '../contract/conference.js';
import { FIRST_LANGUAGE } from '../contract/languages.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { attachment } from '../platform/files/content-disposition.js';
import { isInReach } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import { ConfirmationsRead } from './confirmations-read.js';
import { csvOf } from './csv.js';
import { peopleOf } from './report.rules.js';
import { PeopleRead } from './people-read.js';
import { ReportedCheckpoints } from './reported-checkpoints.js';
import { type TableName, TABLES, tablesOf } from './report-tables.rules.js';
import { ReportWriter } from './report-writer.js';
import { messages as reportMessages, type Messages as ReportMessages } from '#messages/all/reports.js';
import type { CsvReportQueryDto, ReportQueryDto } from './reports.dto.js';
import { localTime, type Table, text } from './table.js';

export interface ReportFile {
  content: Buffer;
  mediaType: string;
  disposition: string;
}
interface Report {
  words: ReportMessages;
  tables: Record<TableName, Table>;
  /** Without extension. */
  fileName: string;
  conference: Conference;
  checkpoint: Checkpoint;
  /** When it was read. */
  at: Instant;
}
/** On paper a table without rows is a head alone. */
const hasRows = ({ rows }: Table): boolean => rows.length > 0;

/** The attendance of one checkpoint as an office files it. Organizers only. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly checkpoints: ReportedCheckpoints,
    private readonly people: PeopleRead,
    private readonly confirming: ConfirmationsRead,
    private readonly writer: ReportWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem conference.not-found, checkpoint.not-found, report.checkpoint-missing */
  async csv(actor: Principal, idOrSlug: string, query: CsvReportQueryDto): Promise<ReportFile> {
    const { tables, fileName, words, conference, at } = await this.report(actor, idOrSlug, query);
    const { by = 'person', separator = 'semicolon' } = query;
    const name = by === 'person' ? fileName : `${fileName} - ${words.sheets[by]}`;
    const made = {
      title: words.made({ timezone: conference.timezone }),
      at: localTime(at, conference.timezone),
    };
    return {
      content: csvOf(tables[by], separator, made),
      mediaType: 'text/csv; charset=utf-8',
      disposition: attachment(`${name}.csv`),
    };
  }

  /** @throws Problem as `csv`, and what `ReportWriter` throws */
  async xlsx(actor: Principal, idOrSlug: string, query: ReportQueryDto): Promise<ReportFile> {
    const report = await this.report(actor, idOrSlug, query);
    const content = await this.writer.xlsx([
      ...TABLES.map((name) => report.tables[name]),
      aboutTable(report),
    ]);
    return {
      content,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      disposition: attachment(`${report.fileName}.xlsx`),
    };
  }

  /** @throws Problem as `xlsx` */
  async pdf(actor: Principal, idOrSlug: string, query: ReportQueryDto): Promise<ReportFile> {
    const { tables, fileName, words, conference, checkpoint, at } = await this.report(actor, idOrSlug, query);
    const { paper } = words;
    const { timezone } = conference;
    const moment = paper.moment({ time: localTime(at, timezone), timezone });
    const content = await this.writer.pdf({
      title: paper.title,
      lines: [conference.title, `${paper.checkpoint}: ${checkpoint.name}`, moment, words.shareOf],
      foot: {
        text: `${conference.title} · ${checkpoint.name} · ${moment}`,
        page: paper.page({ page: '{page}', pages: '{pages}' }),
      },
      sign: { when: paper.sign.when, who: [paper.sign.drawnUp, paper.sign.confirmed], how: paper.sign.how },
      language: query.lang ?? FIRST_LANGUAGE,
      tables: TABLES.map((name) => tables[name]).filter(hasRows),
    });
    return { content, mediaType: 'application/pdf', disposition: attachment(`${fileName}.pdf`) };
  }

  private async report(
    actor: Principal,
    idOrSlug: string,
    { checkpointId, lang = FIRST_LANGUAGE }: ReportQueryDto,
  ): Promise<Report> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const checkpoint = await this.checkpoints.one(conference, checkpointId);
    const at = this.clock.instant();
    const reach = await this.sites.reach(actor, conference.id);
    const [counted = []] = await this.people.readAt(conference.id, [checkpoint.id], reach);
    const isMet = ({ id }: Site): boolean => isInReach(reach, id);
    const sites = (await this.sites.pointsOf(conference.id)).filter(isMet);
    const groups = (await this.sites.groupsOf(conference.id)).filter(isMet);
    const isOfMet = ({ siteId }: { siteId: Id }): boolean => isInReach(reach, siteId);
    const confirmations = (await this.confirming.confirmations(conference.id, checkpoint.id)).filter(isOfMet);
    const amendments = (await this.confirming.amendments(conference.id, checkpoint.id, reach)).filter(
      isOfMet,
    );
    const people = peopleOf(counted, reach);
    const words = reportMessages[lang];
    const fileName = fileNameOf(words.report, conference.title, checkpoint.name);
    return {
      words,
      tables: tablesOf(
        { counted, people, sites, groups, confirmations, amendments, timezone: conference.timezone },
        words,
      ),
      fileName,
      conference,
      checkpoint,
      at,
    };
  }
}

/** Builds the last sheet of a workbook, which describes it. */
function aboutTable({ words, conference, checkpoint, at }: Report): Table {
  const { about, paper } = words;
  const rows = [
    [about.conference, conference.title],
    [paper.checkpoint, checkpoint.name],
    [about.made, localTime(at, conference.timezone)],
    [about.timezone, conference.timezone],
    [about.share, words.shareOf],
  ];
  return { name: about.sheet, columns: [text(about.sheet, 24), text('', 80)], rows, hasTotal: false };
}

/** Without extension; what no file system takes is a blank. */
export const fileNameOf = (...parts: string[]): string =>
  parts
    .join(' - ')
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 180)
    .trim();
