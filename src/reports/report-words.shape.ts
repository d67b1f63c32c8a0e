import type { AbsenceReason, AttendanceState, EntryKind, LedgerEntry } from '../contract/attendance.js';
import type { SiteLevel } from '../contract/site.js';
import type { Because } from '../contract/standing.js';

export interface ReportWords {
  report: string;
  /** Of the PDF. `{time}`, `{timezone}`, `{page}` and `{pages}` are filled in. */
  paper: {
    title: string;
    checkpoint: string;
    moment: string;
    page: string;
    sign: Record<'when' | 'drawnUp' | 'confirmed' | 'how', string>;
  };
  sheets: Record<'unit' | 'level' | 'area' | 'site' | 'confirmation' | 'person' | 'amendment', string>;
  states: Record<AttendanceState, string>;
  levels: Record<SiteLevel, string>;
  because: Record<Because, string>;
  reasons: Record<AbsenceReason, string>;
  /** `{minutes}` is filled in. */
  marks: Record<'late' | 'offline' | 'paper' | 'walkIn' | 'clockFast' | 'clockSlow', string>;
  confirmation: Record<'confirmed' | 'open' | 'reopened', string>;
  acts: Record<Exclude<EntryKind, 'present' | 'absent' | 'left'>, string>;
  actors: Record<LedgerEntry['actor']['kind'], string>;
  lateArrival: string;
  columns: Record<
    | 'number'
    | 'fullName'
    | 'unit'
    | 'position'
    | 'siteCode'
    | 'site'
    | 'level'
    | 'parent'
    | 'state'
    | 'countedAt'
    | 'because'
    | 'reason'
    | 'substituteFor'
    | 'recordedAt'
    | 'marks'
    | 'sites'
    | 'area'
    | 'listed'
    | 'substituted'
    | 'elsewhere'
    | 'guests'
    | 'expected'
    | 'inPerson'
    | 'online'
    | 'present'
    | 'absent'
    | 'left'
    | 'unmarked'
    | 'walkIns'
    | 'share'
    | 'confirmation'
    | 'confirmedAt'
    | 'headcount'
    | 'names'
    | 'difference'
    | 'note'
    | 'receivedAt'
    | 'actor'
    | 'what'
    | 'amendment',
    string
  >;
  noUnit: string;
  noArea: string;
  /** `{names}` is filled in. */
  substitutedBy: string;
  /** Explains the rate. */
  shareOf: string;
  /** Heading of the last column of a CSV; `{timezone}` is filled in. */
  made: string;
  /** The last sheet of a workbook. */
  about: Record<'sheet' | 'conference' | 'made' | 'timezone' | 'share', string>;
  total: string;
}
