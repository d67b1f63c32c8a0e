import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import type { SiteInvitation } from '../contract/invitation.js';
import { FIRST_LANGUAGE, type Language } from '../contract/languages.js';
import { attachment } from '../platform/files/content-disposition.js';
import { InvitationsService } from '../sites/invitations/invitations.service.js';
import { messages as reportMessages, type Messages as ReportMessages } from '#messages/all/reports.js';
import { ReportWriter } from './report-writer.js';
import { fileNameOf, type ReportFile, XLSX_TYPE } from './reports.service.js';
import { localTime, type Table, text } from './table.js';

/** The links of all sites as a table for mail merge: a line a site, a column a field. */
@Injectable()
export class InvitationSheetService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly invitations: InvitationsService,
    private readonly writer: ReportWriter,
  ) {}

  /** @param base where sites reach the service @throws Problem conference.not-found, and as `ReportWriter` */
  async xlsx(
    actor: Principal,
    idOrSlug: string,
    base: string,
    lang: Language = FIRST_LANGUAGE,
    signal?: AbortSignal,
  ): Promise<ReportFile> {
    const conference = await this.conferences.shown(actor, idOrSlug);
    const words = reportMessages[lang];
    const table = tableOf(conference, await this.invitations.all(actor, conference.id, base), words);
    return {
      content: await this.writer.xlsx([table], signal),
      mediaType: XLSX_TYPE,
      disposition: attachment(`${fileNameOf(words.invitations.sheet, conference.title)}.xlsx`),
    };
  }
}

function tableOf(
  { title, startsOn, endsOn, timezone, hotline }: Conference,
  sites: readonly SiteInvitation[],
  { invitations: words }: ReportMessages,
): Table {
  const days = [...new Set([startsOn, endsOn])].map(written).join(' – ');
  const { columns } = words;
  return {
    name: words.sheet,
    columns: [
      text(columns.code, 14),
      text(columns.site, 36),
      text(columns.contactName, 26),
      text(columns.contactPhone, 18),
      text(columns.link, 64),
      text(columns.openedAt, 22),
      { title: columns.opens, width: 10, kind: 'number' },
      text(columns.conference, 40),
      text(columns.days, 24),
      text(columns.hotline, 18),
    ],
    rows: sites.map(({ siteCode, siteName, contactName, contactPhone, invitation }) => [
      siteCode,
      siteName,
      contactName,
      contactPhone,
      invitation?.url ?? null,
      invitation?.openedAt ? localTime(invitation.openedAt, timezone) : null,
      invitation?.opens ?? null,
      title,
      days,
      hotline ?? null,
    ]),
    hasTotal: false,
  };
}

/** `22/11/2026` */
const written = (day: string): string => day.split('-').reverse().join('/');
