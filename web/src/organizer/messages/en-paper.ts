import type { PaperMessages } from './vi-paper.js';

const paper: PaperMessages = {
  title: 'Papers',
  lead: 'For the report and its appendix in the form of Decree 30/2020/NĐ-CP. What is left empty becomes a dotted line to fill in by hand.',
  superiorBody: 'Superior body',
  issuingBody: 'Issuing body',
  sign: 'Reference code (after the number)',
  signHint: 'For example: BC-SKHCN',
  number: 'Number',
  date: 'Date of signing',
  place: 'Place',
  signForm: 'Who signs',
  signForms: {
    none: 'The head signs',
    TM: 'TM. (for a collective body)',
    KT: 'KT. (deputy for the head)',
    TL: 'TL. (by order)',
    TUQ: 'TUQ. (by authorization)',
    Q: 'Q. (acting)',
  },
  signedFor: 'Signed on behalf of',
  signedForHint: 'For example: Giám đốc; with TM.: Ủy ban nhân dân',
  signerTitle: 'Title of the signer',
  signerName: 'Full name of the signer',
  recipients: 'Recipients, one a line',
  recipientsHint: 'If empty: the archive only.',
};
export default paper;
