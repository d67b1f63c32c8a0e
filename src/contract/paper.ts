import type { Day } from './wire.js';

/** Signing on behalf of somebody, as Decree 30/2020/NĐ-CP writes it before the office. */
export const SIGN_FORMS = ['none', 'TM', 'KT', 'TL', 'TUQ', 'Q'] as const;
export type SignForm = (typeof SIGN_FORMS)[number];

/** The frame of a report as an administrative paper. `null`: a blank line to fill in by hand. */
export interface PaperSettings {
  superiorBody: string | null;
  issuingBody: string | null;
  /** After the number: `BC-SKHCN`. `null`: `BC`. */
  sign: string | null;
  number: string | null;
  date: Day | null;
  place: string | null;
  signForm: SignForm;
  /** The collective body or the office that is signed for, after `TM.`, `KT.`, `TL.`, `TUQ.` or `Q.` */
  signedFor: string | null;
  signerTitle: string | null;
  signerName: string | null;
  /** One line each, in their order, without dash and semicolon. Empty: the archive alone. */
  recipients: string[];
}
export const RECIPIENT_LIMIT = 30;
/** Fields that are left out are taken away. */
export type PaperSettingsBody = Partial<PaperSettings>;
