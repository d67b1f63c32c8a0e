import backup from './en-backup.js';
import board from './en-board.js';
import decisions from './en-decisions.js';
import paper from './en-paper.js';
import reports from './en-reports.js';
import setUp from './en-set-up.js';
import units from './en-units.js';
import type { Messages } from './vi.js';

const en: Messages = {
  backup,
  board,
  decisions,
  paper,
  reports,
  ...setUp,
  units,
  product: 'Điểm cầu',
  organizer: 'Organizers',
  loading: 'Loading…',
  triesAgain: 'This page tries again by itself.',
  skip: 'Skip to the content',
  menu: 'Menu',
  language: 'Language',
  otherLanguage: 'Tiếng Việt',
  serviceVersion: (version) => `Điểm cầu, version ${version}`,
  theme: { label: 'Appearance', system: 'As the device', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  notFound: 'There is no such page. The address may have changed or be mistyped.',
  home: 'To the conferences',
  sections: {
    board: 'Board',
    sites: 'Sites',
    participants: 'Participants',
    units: 'Units spelt differently',
    checkpoints: 'Checkpoints',
    decisions: 'Needs a decision',
    schedule: 'Schedule',
    materials: 'Materials',
    reports: 'Reports',
    rosters: 'Rosters on paper',
    pairing: 'Pairing sheet',
    settings: 'Settings',
  },
  address: {
    onlyHere: (address: string) =>
      `The links and QR codes just made lead to ${address}, which opens on the machine that runs the service and on no other. Before anything is printed or sent, whoever runs the service must set PUBLIC_URL to an address that all machines can open (see the README); then make them again.`,
    noHttps: (address: string) =>
      `The address ${address} is not https. The console’s camera, its work without a network and installing it need https: before you print, whoever runs the service should set PUBLIC_URL to an https address (see the README).`,
  },
  notices: {
    proxyUntrusted: (address: string | null) =>
      `Requests come through a proxy${address ? ` at ${address}` : ''}, but TRUST_PROXY is empty: everybody is counted by the same address, so that one place’s wrong attempts can slow sign-ins down elsewhere. Whoever runs the service should set TRUST_PROXY to the proxy’s address and start the service again (see the README). If there is no proxy, nothing needs to be done.`,
  },
  signIn: {
    title: 'Organizers’ sign-in',
    login: 'Login',
    password: 'Password',
    go: 'Sign in',
    going: 'Signing in…',
    viewing: 'Opening the board…',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    setUpClosed:
      'This set-up link has been used or is wrong. If there is an account, sign in right here; if not, restart the server and open the new link that it prints.',
    viewFailed: 'This link to the board no longer works. Ask the organizers for a new one.',
  },
  firstSetUp: {
    title: 'Make the first organizer’s account',
    lead: 'This link works once. Afterwards, sign in with the login and password that you choose here.',
    name: 'Full name',
    login: 'Login',
    password: 'Password (12 characters or more)',
    passwordHint:
      'Best some words that have nothing to do with each other, as four of them in a strange sentence of your own.',
    checking: 'Checking the link…',
    go: 'Make the account',
  },
  weaknesses: {
    'password.too-short':
      'The password is too short: it needs 12 characters or more. Add some words of your own.',
    'password.too-long': 'The password is too long: 128 characters at most. Shorten it.',
    'password.too-common':
      'The password is too easy to guess: common words, years, rows of keys and the login count for nothing. Add some words of your own.',
  },
};
export default en;
