import { Injectable } from '@nestjs/common';
import type { DataPolicy } from '../contract/data-policy.js';
import { FIRST_LANGUAGE, type Language } from '../contract/languages.js';
import type { PersonData } from '../contract/personal-data.js';
import { type Messages as ReportMessages, messages as reportMessages } from '#messages/all/reports.js';
import { attachment } from '../platform/files/content-disposition.js';
import { ReportWriter } from './report-writer.js';
import { fileNameOf, type ReportFile } from './reports.service.js';
import { localTime, type Table, text } from './table.js';

type Texts = ReportMessages['personData'];
type Columns = [title: string, width: number][];

/** Writes what is held of a person as a paper to hand to them. */
@Injectable()
export class PersonFileService {
  constructor(private readonly writer: ReportWriter) {}

  /** @throws Problem as `ReportWriter` */
  async pdf(data: PersonData, language: Language = FIRST_LANGUAGE): Promise<ReportFile> {
    const { paper, personData: texts } = reportMessages[language];
    const { timezone, title: conference } = data.conference;
    const title = `${texts.title}: ${data.participant.fullName}`;
    const content = await this.writer.pdf({
      title,
      lines: [conference, texts.made({ at: localTime(data.at, timezone), timezone })],
      foot: {
        text: `${title} · ${conference}`,
        page: paper.page({ page: '{page}', pages: '{pages}' }),
      },
      sign: { when: paper.sign.when, who: [paper.sign.drawnUp, paper.sign.confirmed], how: paper.sign.how },
      language,
      tables: tablesOf(data, texts).filter(({ rows }) => rows.length > 0),
    });
    return {
      content,
      mediaType: 'application/pdf',
      disposition: attachment(`${fileNameOf(texts.file, data.participant.fullName)}.pdf`),
    };
  }
}

const table = (name: string, columns: Columns, rows: (string | null)[][]): Table => ({
  name,
  columns: columns.map(([title, width]) => text(title, width)),
  rows,
  hasTotal: false,
});
const dayOf = (day: string): string => day.split('-').reverse().join('/');

type Clock = (instant: string | null) => string | null;

function tablesOf(data: PersonData, texts: Texts): Table[] {
  const { columns, sheets } = texts;
  const at: Clock = (instant) => (instant === null ? null : localTime(instant, data.conference.timezone));
  const signIns: Columns = [
    [columns.at, 20],
    [columns.lastSeen, 20],
    [columns.expires, 20],
  ];
  return [
    table(
      sheets.person,
      [
        [columns.what, 30],
        [columns.value, 90],
      ],
      particulars(data, texts),
    ),
    attendanceOf(data, texts, at),
    requestsOf(data, texts, at),
    table(
      sheets.mentions,
      [[columns.text, 120]],
      data.mentions.map((one) => [one.text]),
    ),
    table(
      sheets.signIns,
      signIns,
      data.signIns.map((one) => [at(one.createdAt), at(one.lastSeenAt), at(one.expiresAt)]),
    ),
  ];
}

const joined = (...parts: (string | null | undefined)[]): string | null =>
  parts.filter(Boolean).join('; ') || null;

function attendanceOf({ attendance }: PersonData, { columns, sheets, kinds }: Texts, at: Clock): Table {
  const heads: Columns = [
    [columns.at, 20],
    [columns.checkpoint, 30],
    [columns.site, 30],
    [columns.entry, 16],
    [columns.reason, 40],
  ];
  const rows = attendance.map((entry) => [
    at(entry.recordedAt),
    entry.checkpoint,
    entry.site,
    kinds[entry.kind],
    joined(entry.reason, entry.note, entry.amendment),
  ]);
  return table(sheets.attendance, heads, rows);
}

function requestsOf({ requests }: PersonData, texts: Texts, at: Clock): Table {
  const { columns, sheets, outcomes } = texts;
  const heads: Columns = [
    [columns.kind, 20],
    [columns.received, 20],
    [columns.actBy, 14],
    [columns.outcome, 14],
    [columns.reason, 50],
  ];
  const rows = requests.map((one) => [
    texts.requests[one.kind],
    at(one.receivedAt),
    dayOf(one.actBy),
    outcomes[one.outcome ?? 'none'],
    joined(one.note, one.extended, one.conclusion),
  ]);
  return table(sheets.requests, heads, rows);
}

function particulars(
  { participant, joined, conference, site, policy }: PersonData,
  texts: Texts,
): string[][] {
  const { fields } = texts;
  const rows: [string, string | null][] = [
    [fields.fullName, participant.fullName],
    [fields.unit, participant.unit],
    [fields.position, participant.position],
    [fields.code, participant.code],
    [fields.phone, participant.phone],
    [fields.email, participant.email],
    [fields.mode, texts.modes[participant.mode]],
    [fields.site, `${site.code} ${site.name}`],
    ...joined.map(({ fullName }): [string, string] => [fields.joined, fullName]),
    [fields.conference, conference.title],
    ...(policy === null ? [] : policyRows(policy, texts)),
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

const policyRows = (policy: DataPolicy, { fields, basis, days, years }: Texts): [string, string][] => [
  [fields.controller, policy.controller],
  [fields.purpose, policy.purpose],
  [fields.basis, policy.basis === 'task' ? basis.task({ document: policy.document ?? '' }) : basis.consent],
  [fields.contact, policy.contact],
  [fields.contactsUntil, days({ days: policy.contactsDays })],
  [fields.ledgerUntil, years({ years: policy.ledgerYears })],
];
