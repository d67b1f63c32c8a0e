import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import { FIRST_LANGUAGE, type Language } from '../../contract/languages.js';
import type { DataPolicy } from '../../contract/data-policy.js';
import type { PersonData } from '../../contract/personal-data.js';
import type { Id } from '../../contract/wire.js';
import { type Messages as ReportMessages, messages as reportMessages } from '#messages/all/reports.js';
import { zoned } from '../../platform/clock/zoned.js';
import { RecordFileService, type RecordTable } from '../../reports/record-file.service.js';
import type { ReportFile } from '../../reports/reports.service.js';
import { PersonDataService } from './person-data.service.js';

type Texts = ReportMessages['personData'];

/** What is held of a person, as a paper to hand to them. */
@Injectable()
export class PersonFileService {
  constructor(
    private readonly data: PersonDataService,
    private readonly files: RecordFileService,
  ) {}

  /** @throws Problem participant.not-found, and what the writer of reports throws */
  async pdf(actor: Principal, participantId: Id, lang: Language = FIRST_LANGUAGE): Promise<ReportFile> {
    const data = await this.data.read(actor, participantId);
    const texts = reportMessages[lang].personData;
    const { timezone, title } = data.conference;
    const made = texts.made({ at: clocked(data.at, timezone), timezone });
    return this.files.pdf(
      {
        fileName: `${texts.file} - ${data.participant.fullName}`,
        title: `${texts.title}: ${data.participant.fullName}`,
        lines: [title, made],
        tables: tablesOf(data, texts),
      },
      lang,
    );
  }
}

const clocked = (instant: string, timezone: string): string => {
  const { day, time } = zoned(instant, timezone);
  return `${dayOf(day)} ${time}`;
};
const dayOf = (day: string): string => day.split('-').reverse().join('/');

function tablesOf(data: PersonData, texts: Texts): RecordTable[] {
  const { columns, sheets } = texts;
  const at = (instant: string | null): string | null =>
    instant === null ? null : clocked(instant, data.conference.timezone);
  return [
    {
      name: sheets.person,
      columns: [
        [columns.what, 30],
        [columns.value, 90],
      ],
      rows: particulars(data, texts),
    },
    {
      name: sheets.attendance,
      columns: [
        [columns.at, 20],
        [columns.checkpoint, 30],
        [columns.site, 30],
        [columns.entry, 16],
        [columns.reason, 40],
      ],
      rows: data.attendance.map((entry) => [
        at(entry.recordedAt),
        entry.checkpoint,
        entry.site,
        texts.kinds[entry.kind],
        [entry.reason, entry.note, entry.amendment].filter((one) => one != null).join('; ') || null,
      ]),
    },
    {
      name: sheets.requests,
      columns: [
        [columns.kind, 20],
        [columns.received, 20],
        [columns.actBy, 14],
        [columns.outcome, 14],
        [columns.reason, 50],
      ],
      rows: data.requests.map((one) => [
        texts.requests[one.kind],
        at(one.receivedAt),
        dayOf(one.actBy),
        texts.outcomes[one.outcome ?? 'none'],
        [one.note, one.extended, one.conclusion].filter((part) => part !== null).join('; ') || null,
      ]),
    },
    { name: sheets.mentions, columns: [[columns.text, 120]], rows: data.mentions.map(({ text }) => [text]) },
    {
      name: sheets.signIns,
      columns: [
        [columns.at, 20],
        [columns.lastSeen, 20],
        [columns.expires, 20],
      ],
      rows: data.signIns.map((one) => [at(one.createdAt), at(one.lastSeenAt), at(one.expiresAt)]),
    },
  ];
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
