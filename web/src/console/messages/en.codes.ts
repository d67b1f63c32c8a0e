import type { CodeMessages } from './vi.codes.js';

const codes: CodeMessages = {
  present: (name) => `${name} is present`,
  already: (name) => `${name} is marked already`,
  guestOf: (site) => `Of ${site}`,
  later: 'Marked present, name to follow',
  laterDetail: (code) => `Code ${code} is not on this list. With a network the server tells the name.`,
  looking: 'Looking up the code…',
  keyboard: {
    headline: 'The code cannot be read',
    detail: (text) =>
      `${text === '' ? 'What the scanner typed' : `“${text}”`} cannot be a code. The keyboard is the usual cause: switch it to English (US), turn Vietnamese input off, and scan again; or search by name.`,
  },
  typing: {
    person: (name) => `Code of ${name}.`,
    already: (name) => `Code of ${name}, marked already.`,
    guest: (name, site) => `Code of ${name}, of ${site}.`,
    later: 'The code is right; the name comes with a network.',
    mistyped: 'The code is mistyped: check each character.',
    unknown: 'Nobody has this code.',
    open: 'Nobody matches yet. If it is a personal code, type all of it and press Enter.',
    looking: 'Looking up the code…',
    mark: 'Mark present',
  },
  no: {
    unknown: [
      'Nobody has this code',
      'It does not belong to this conference. Search by name, or write down a walk-in.',
    ],
    'not-here': [
      'Not on this list',
      'There is no network to ask other sites. Search by name, or write down a walk-in.',
    ],
    mistyped: ['The code is mistyped', 'Check each character.'],
    'other-conference': [
      'Code of another conference',
      'It is not for this one. Search by name, or write down a walk-in.',
    ],
    limited: ['The code cannot be looked up', 'Too many wrong codes. Wait a few minutes, or search by name.'],
    'not-possible': [
      'Codes cannot be looked up here',
      'The address of the page must begin with https. Search by name.',
    ],
    'not-a-code': [
      'Not a personal code',
      'Scan the QR code on the invitation or the list, or search by name.',
    ],
    'not-open': ['Not marked: not open yet', 'Scan again when the checkpoint is open.'],
    confirmed: ['Not marked: confirmed already', 'Press “Change after confirming” first, then scan again.'],
    'not-saved': ['Not saved', 'This machine’s storage is full. Remove some files, then scan again.'],
  },
};
export default codes;
