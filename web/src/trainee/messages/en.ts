import faults from '../../shared/faults/en.js';
import { countOf } from '#contract/count-of.js';
import type { Messages } from './vi.js';

const hours = (minutes: number): string =>
  minutes < 60
    ? `${minutes} min`
    : minutes % 60 === 0
      ? `${minutes / 60} h`
      : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;

const en: Messages = {
  product: 'Điểm cầu',
  otherLanguage: 'Tiếng Việt',
  serviceVersion: (version) => `Điểm cầu, version ${version}`,
  theme: { label: 'Appearance', system: 'as the device', light: 'light', dark: 'dark' },
  simulated: 'Simulated: a program plays this conference, nobody in it is real.',
  now: 'Now',
  next: 'Next',
  nothingNow: 'No session is running now',
  over: 'The conference is over',
  left: (minutes) => `${hours(minutes)} left`,
  overtime: 'running over time',
  startsIn: (minutes) => `in ${hours(minutes)}`,
  live: 'Live',
  asOf: (time) => `As of ${time}`,
  stale: (time) =>
    `No connection. This is the programme as of ${time}; the page catches up once there is a network.`,
  code: 'Personal code',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  waiting: 'Many people on this network are signing in. This page tries again by itself in a few seconds.',
  wait: (seconds) =>
    `Many people on this network are signing in. Wait ${countOf(seconds, 'second')}, then sign in again.`,
  codeHint: 'Printed on the roster or the invitation. Sign in for the materials meant for participants.',
  codeMistyped: 'One character of this code looks wrong. Check it on your invitation.',
  codeMissing: 'Enter your personal code first.',
  ended: 'Your sign-in has ended. Enter the code again to go on.',
  countedAt: 'Counted at',
  elsewhere: 'You are signed in to another conference.',
  signOut: 'Sign out',
  onThisPage: 'On this page',
  programme: 'Programme',
  noSessions: 'The organizers have not published a programme yet.',
  status: { planned: 'To come', running: 'Running now', ended: 'Ended', cancelled: 'Cancelled' },
  materials: 'Materials',
  noMaterials: 'No materials have been released yet.',
  materialsOf: (count) => countOf(count, 'material'),
  version: (version) => `version ${version}`,
  forParticipants: 'for participants',
  downloaded: 'downloaded',
  newer: (held) => `A newer version is out. You have version ${held} here; download it again.`,
  calendar: 'Add to calendar (.ics)',
  conferences: 'Conferences',
  allConferences: 'All conferences',
  noConferences: 'No conference is open yet. Once the organizers open one, its programme appears here.',
  liveConference: 'Running now',
  closedConference: 'Over',
  faults,
};
export default en;
