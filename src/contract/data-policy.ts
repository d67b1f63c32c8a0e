import type { Day } from './wire.js';

export const DATA_BASES = ['task', 'consent'] as const;
/** Why an office may keep people's data: a task that a document gives it, or the consent of each person. */
export type DataBasis = (typeof DATA_BASES)[number];

/** What people are told before they give their name. Public, as the conference is. */
export interface DataNotice {
  basis: DataBasis;
  /** Number, day and issuer of the document that gives the task; `null` with `consent`. */
  document: string | null;
  /** What the data are for, in words that fit into a sentence: `điểm danh và báo cáo kết quả tập huấn`. */
  purpose: string;
  /** The office that answers for them. */
  controller: string;
  /** Whom to ask to see, correct or erase one's own: a person or office, with a telephone or e-mail. */
  contact: string;
}
/** How long data stay after the last day of the conference, or after its report was signed, if later. */
export interface DataRetention {
  /** Telephones and e-mails of participants, names and telephones of the sites' contacts. */
  contactsDays: number;
  /** Who was connected when, moment by moment. */
  presenceDays: number;
  /** Who took part: numbers then replace names, and notes are emptied. */
  ledgerYears: number;
}
export interface DataPolicy extends DataNotice, DataRetention {
  /** Days off besides Saturdays, Sundays, 1 January, 30 April, 1 May and 2 September. */
  holidays: Day[];
}
export type DataPolicyBody = Omit<DataPolicy, keyof DataRetention | 'holidays' | 'document'> &
  Partial<Pick<DataPolicy, keyof DataRetention | 'holidays' | 'document'>>;
/** A choice of ours: no law names such times for conferences. Each office may set its own. */
export const USUAL_RETENTION: DataRetention = { contactsDays: 90, presenceDays: 30, ledgerYears: 5 };
export const HOLIDAYS_LIMIT = 100;
export interface DataPolicyReply {
  /** `null` until an organizer has set it; `USUAL_RETENTION` holds until then. */
  policy: DataPolicy | null;
}
