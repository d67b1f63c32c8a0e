import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { EntryMethod } from '../contract/attendance.js';
import type { Principal } from '../contract/auth.js';
import type { Checkpoint, Conference } from '../contract/conference.js';
import { currentCheckpoint } from '../contract/current-checkpoint.js';
import { UNMARKED } from '../contract/standing.js';
import type { Id, Instant } from '../contract/wire.js';
import { LISTED } from '../participants/participant.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { attachment } from '../platform/files/content-disposition.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { clocked } from './clocked.js';
import { ConfirmationsRead } from './confirmations-read.js';
import { csvOf } from './csv.js';
import type { ReportedPerson } from './report.rules.js';
import { type TableName, TABLES, tablesOf } from './report-tables.rules.js';
import { ReportWriter } from './report-writer.js';
import { REPORT_WORDS, type ReportWords } from './report.words.js';
import type { CsvReportQueryDto, ReportQueryDto } from './reports.dto.js';
import { localTime, type Table } from './table.js';

export interface ReportFile {
  content: Buffer;
  mediaType: string;
  disposition: string;
}
interface Report {
  words: ReportWords;
  tables: Record<TableName, Table>;
  /** Without extension. */
  fileName: string;
  conference: Conference;
  checkpoint: Checkpoint;
  /** When it was read. */
  at: Instant;
}
type PersonRow = Omit<ReportedPerson, 'isLate' | 'isOffline' | 'state' | 'because' | 'method'> & {
  state: ReportedPerson['state'] | null;
  because: ReportedPerson['because'] | null;
  method: EntryMethod | null;
  late: number | null;
  receivedAt: Instant | null;
  offline: number | null;
};
const NO_TIMES = { recordedAt: null, clockOffset: null };
/** On paper a table without rows is a head alone. */
const isSaid = ({ rows }: Table): boolean => rows.length > 0;

/** The attendance of one checkpoint as an office files it. Organizers only. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly reader: Reader,
    private readonly confirming: ConfirmationsRead,
    private readonly writer: ReportWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem conference.not-found, checkpoint.not-found, report.checkpoint-missing */
  async csv(actor: Principal, idOrSlug: string, query: CsvReportQueryDto): Promise<ReportFile> {
    const { tables, fileName, words } = await this.report(actor, idOrSlug, query);
    const { by = 'person', separator = 'semicolon' } = query;
    const name = by === 'person' ? fileName : `${fileName} - ${words.sheets[by]}`;
    return {
      content: csvOf(tables[by], separator),
      mediaType: 'text/csv; charset=utf-8',
      disposition: attachment(`${name}.csv`),
    };
  }

  /** @throws Problem as `csv`, and what `ReportWriter` throws */
  async xlsx(actor: Principal, idOrSlug: string, query: ReportQueryDto): Promise<ReportFile> {
    const { tables, fileName } = await this.report(actor, idOrSlug, query);
    const content = await this.writer.xlsx(TABLES.map((name) => tables[name]));
    return {
      content,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      disposition: attachment(`${fileName}.xlsx`),
    };
  }

  /** @throws Problem as `xlsx` */
  async pdf(actor: Principal, idOrSlug: string, query: ReportQueryDto): Promise<ReportFile> {
    const { tables, fileName, words, conference, checkpoint, at } = await this.report(actor, idOrSlug, query);
    const { paper } = words;
    const moment = paper.moment
      .replace('{time}', localTime(at, conference.timezone))
      .replace('{timezone}', conference.timezone);
    const content = await this.writer.pdf({
      title: paper.title,
      lines: [conference.title, `${paper.checkpoint}: ${checkpoint.name}`, moment],
      foot: { text: `${conference.title} · ${checkpoint.name} · ${moment}`, page: paper.page },
      sign: { when: paper.sign.when, who: [paper.sign.drawnUp, paper.sign.confirmed], how: paper.sign.how },
      language: query.lang ?? 'vi',
      tables: TABLES.map((name) => tables[name]).filter(isSaid),
    });
    return { content, mediaType: 'application/pdf', disposition: attachment(`${fileName}.pdf`) };
  }

  private async report(
    actor: Principal,
    idOrSlug: string,
    { checkpointId, lang = 'vi' }: ReportQueryDto,
  ): Promise<Report> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const checkpoint = await this.checkpointOf(conference, checkpointId);
    const at = this.clock.instant();
    const [people, sites] = [
      await this.peopleAt(conference.id, checkpoint.id),
      await this.sites.ofConference(conference.id),
    ];
    const [confirmations, amendments] = [
      await this.confirming.confirmations(conference.id, checkpoint.id),
      await this.confirming.amendments(conference.id, checkpoint.id),
    ];
    const words = REPORT_WORDS[lang];
    const fileName = `${words.report} - ${conference.title} - ${checkpoint.name}`
      .replace(/[\\/:*?"<>|]+/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, 180)
      .trim();
    return {
      words,
      tables: tablesOf({ people, sites, confirmations, amendments, timezone: conference.timezone }, words),
      fileName,
      conference,
      checkpoint,
      at,
    };
  }

  private async checkpointOf(conference: Conference, id: Id | undefined): Promise<Checkpoint> {
    const checkpoints = await this.conferences.checkpointsOf(conference.id);
    if (id === undefined) {
      const current = currentCheckpoint(checkpoints, this.clock.instant());
      if (!current) throw new Problem('report.checkpoint-missing');
      return current;
    }
    const named = checkpoints.find((checkpoint) => checkpoint.id === id);
    if (!named) throw new Problem('checkpoint.not-found');
    return named;
  }

  /** Everybody in one statement: a picture of one moment, as the board has it. */
  private async peopleAt(conferenceId: Id, checkpointId: Id): Promise<ReportedPerson[]> {
    const rows = await this.reader.query<PersonRow>(
      `SELECT p."id", p."fullName", p."unit", p."position", p."code", p."siteId" AS "homeSiteId", p."origin",
              s."state", s."siteId", s."because", e."reason", e."substituteFor", e."recordedAt", e."method", d."late", d."receivedAt", e."offline", e."clockOffset"
       FROM "participant" p
       LEFT JOIN "attendance_state" s ON s."participantId" = p."id" AND s."checkpointId" = $2
       LEFT JOIN "attendance_entry" e ON e."seq" = s."entrySeq"
       LEFT JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"
       WHERE p."conferenceId" = $1 AND ${LISTED}`,
      [conferenceId, checkpointId],
    );
    return rows.map(({ late, offline, receivedAt, ...row }) => ({
      ...row,
      ...(row.recordedAt === null
        ? NO_TIMES
        : clocked({ ...row, recordedAt: row.recordedAt, receivedAt: receivedAt! })),
      state: row.state ?? UNMARKED.state,
      because: row.because ?? UNMARKED.because,
      isLate: late === 1,
      isOffline: offline === 1,
    }));
  }
}
