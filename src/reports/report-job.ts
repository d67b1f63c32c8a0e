import type { Checkpoint, Conference } from '../contract/conference.js';
import type { Language } from '../contract/languages.js';
import type { Day, Instant } from '../contract/wire.js';
import type { DatabasePlace } from '../platform/database/own-snapshot.js';
import type { Separator } from './csv.js';
import type { ReportScope } from './report-read.js';
import type { TableName } from './report-tables.rules.js';

export type ReportedConference = Pick<Conference, 'id' | 'title' | 'timezone' | 'startsOn' | 'endsOn'>;
export type ReportedCheckpoint = Pick<Checkpoint, 'id' | 'name'>;

/** What a report is of, and for whom it is read. */
export interface ReportPeriod {
  scope: ReportScope;
  conference: ReportedConference;
  /** Those of `scope`. */
  checkpoints: [ReportedCheckpoint, ...ReportedCheckpoint[]];
  /** That of `scope.below`, without its parts. */
  below: { name: string } | null;
  /** `null` if it is of one checkpoint. */
  day: Day | null;
  /** When it was asked for. */
  at: Instant;
}
/** A thread reads the database by itself. */
export interface PeriodJob extends ReportPeriod {
  database: DatabasePlace;
}

export interface CsvForm {
  kind: 'csv';
  by: TableName;
  separator: Separator;
}
/** Tables of one checkpoint for a thread to write. */
export interface ReportJob<Form> extends PeriodJob {
  lang: Language;
  form: Form;
}
export type FileJob = ReportJob<CsvForm | { kind: 'xlsx' }>;
export type PdfReportJob = ReportJob<{ kind: 'pdf' }>;

/** The report has more than this form can hold. */
export class TooLargeReport extends Error {
  readonly code = 'report.too-large';
}
