import type { DecisionsMessages } from './vi-decisions.js';
import { countOf, peopleOf } from '#contract/count-of.js';

const decisions: DecisionsMessages = {
  why: {
    'participant.not-found': 'Nobody like that is on a roster of the conference.',
    'checkpoint.not-found': 'There is no such checkpoint.',
    'checkpoint.confirmed': 'The site had confirmed this checkpoint before.',
    'entry.id-reused': 'The ledger holds another entry with the same id.',
  },
  waiting: 'entries need a decision',
  lead: 'The entries below do not count yet. Accept one to count it, once, as the site made it. Reject one and it stays here with your reason.',
  state: 'State',
  states: { open: 'Needs a decision', accepted: 'Accepted', rejected: 'Rejected', all: 'All' },
  quarantine: {
    title: (open) => `From revoked devices${open === null ? '' : ` (${open})`}`,
    none: 'No entries from revoked devices.',
  },
  refused: {
    title: (open) => `Refused by the service${open === null ? '' : ` (${open})`}`,
    none: 'No entries were refused.',
  },
  nobody: 'Not clear who',
  wholeSite: 'The whole site',
  code: (code) => `Code ${code}`,
  kinds: {
    present: 'Present',
    undo: 'Undo',
    confirm: 'Confirmed',
    counted: (heads) => `Confirmed, ${peopleOf(heads)} counted`,
    reopen: 'Opened again',
    unknown: 'The content cannot be read',
  },
  site: (code, name, device) => `${name} (${code})${device ? ` · ${device}` : ''}`,
  times: (recorded, received) => `${recorded ? `made ${recorded}, ` : ''}received ${received}`,
  fromRevoked: 'The device was revoked before it could send this.',
  because: (why) => `Why: ${why}`,
  accept: 'Accept',
  acceptOf: (who) => `Accept: ${who}`,
  acceptAll: (n) => `Accept the ${countOf(n, 'entry', 'entries')} shown`,
  acceptAllAsk: (n) =>
    `Put the ${countOf(n, 'entry', 'entries')} shown into the ledger? This cannot be undone.`,
  reject: 'Reject',
  rejectOf: (who) => `Reject: ${who}`,
  rejectReason: 'Why it is rejected',
  amendment: 'Why it is added after the site has confirmed the checkpoint',
  accepted: (who) => `Now in the ledger: ${who}.`,
  rejected: (who) => `Rejected: ${who}. The entry stays in the list.`,
  stillRefused: (why) => `Not recorded yet: ${why}`,
  acceptedMany: (taken, left) =>
    `${countOf(taken, 'entry', 'entries')} recorded in the ledger.${left > 0 ? ` ${left} could not be recorded; each says why.` : ''}`,
  decidedAccepted: (name, at) => `Accepted ${at}${name ? ` by ${name}` : ''}`,
  decidedRejected: (name, at, reason) => `Rejected ${at} by ${name}: ${reason}`,
};
export default decisions;
