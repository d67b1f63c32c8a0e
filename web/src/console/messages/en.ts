import type { AbsenceReason, AttendanceState, Mode } from '#contract/attendance.js';
import type { SignalLevel } from '#contract/board.js';
import codes from './en.codes.js';
import faults from './en.faults.js';
import help from './en.help.js';
import pairing from './en.pairing.js';
import type { Messages } from './vi.js';
import { countOf, peopleOf } from '#contract/count-of.js';

const refusals: Record<string, string> = {
  'checkpoint.confirmed': 'The roll is confirmed: give a reason',
  'checkpoint.not-open': 'The checkpoint is not open yet',
  'checkpoint.not-found': 'The checkpoint no longer exists',
  'participant.not-found': faults.notFound,
  'entry.invalid': 'The mark is not complete',
  'entry.id-reused': 'Its number belongs to another mark',
  'entry.site-mismatch': 'It belongs to another conference',
  'entry.clock-ahead':
    'This device’s clock was more than a day ahead: set it and send again; if refused again, mark the person anew',
  'participant.other-site': 'A person of another site: here they can only be present, and then have left',
  'walk-in.too-many':
    'More walk-ins than expected: this one waits for the organizers’ decision, please call them',
  'entry.undo-target': 'The mark to undo was not found',
  'request.invalid': 'The service could not read this mark',
  'request.too-large': 'The text is too long',
  'receipt.missing': 'The service has not answered for this mark',
  'server.failed': 'The service failed on this mark',
};
const states: Record<AttendanceState, string> = {
  in_person: 'Present in person',
  online: 'Present online',
  absent: 'Absent',
  left: 'Left',
  unmarked: 'Not marked',
};
const reasons: Record<AbsenceReason, string> = {
  business_trip: 'Business trip',
  sick: 'Sick',
  excused: 'Excused',
  unknown: 'Not known',
};
const modes: Record<Mode, string> = { in_person: 'In person', online: 'Online' };
const levels: Record<SignalLevel, string> = { ok: 'Good', bad: 'Poor', none: 'None' };
const marks = (count: number): string => countOf(count, 'mark');

const en: Messages = {
  product: 'Diemcau',
  title: 'Check-in desk',
  otherLanguage: 'Tiếng Việt',
  simulated: 'Simulated data',
  loading: 'Opening…',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  ...pairing,
  line: {
    connecting: 'Connecting…',
    connected: (waiting) => `Connected · ${waiting} to send`,
    lost: (since, waiting) =>
      waiting > 0
        ? `No connection since ${since}. ${marks(waiting)} saved on this device, to be sent when the network is back.`
        : `No connection since ${since}. Go on taking the roll, marks are saved on this device.`,
    hindered: (since, waiting) =>
      `The service has taken nothing since ${since}. ${marks(waiting)} saved on this device, to be sent again by itself.`,
    tooOld: (waiting) =>
      `The service does not take this old page. ${marks(waiting)} saved on this device, not sent yet.`,
    clockBehind: (minutes) =>
      `This device’s clock is ${minutes} behind the service’s. Marks are still taken; please set the clock when you can.`,
    clockAhead: (minutes) =>
      `This device’s clock is ${minutes} ahead of the service’s. Marks are still taken; please set the clock when you can.`,
    minutes: (count) =>
      count < 120 ? `${countOf(count, 'minute')}` : `${countOf(Math.round(count / 60), 'hour')}`,
    severalTabs:
      'This console is open in more than one browser tab. Use one of them, so that nobody is confused; nothing is lost.',
    updating: 'The page has a new version.',
  },
  renewal: {
    renewing: 'This page is too old for the service and is updating itself.',
    stuck:
      'This page is too old for the service, and there is no newer one yet; it tries again by itself. If this is still here in a few minutes, call the organizers.',
    goOn: 'Go on taking the roll: marks are saved on this device, and sent after the update.',
    reload: 'Reload the page',
  },
  checkpoint: {
    label: 'Checkpoint',
    none: 'The organizers have made no checkpoint yet. The roll opens with the first one.',
    notOpen: (name, at) =>
      `“${name}” opens at ${at}. The page opens by itself then; there is nothing to do yet.`,
    late: (at) => `This checkpoint was due by ${at}. Marks are still taken, and noted as late.`,
    opened: (name) => `“${name}” has opened.`,
    goTo: 'Go to it',
  },
  roll: {
    label: 'Roll',
    all: (count) => `All present (${count})`,
    allDone: 'Everybody is marked',
    undoAll: (count) => `Undo ${marks(count)}`,
    search: 'Find name, unit, code…',
    clear: 'Clear the search',
    scan: 'Scan codes',
    aim: 'Point the camera at a personal QR code.',
    notFound: (typed) => `Nobody matches “${typed}”.`,
    loading: 'Loading the list…',
    loadingLost: 'The list could not be loaded, there is no network. The page tries again by itself.',
    empty: 'The site’s list is empty. Add guests below, or tell the organizers.',
    keys: 'Arrow keys move between people, space marks, / searches.',
    more: (name) => `More choices for ${name}`,
    walkIn: 'walk-in',
    guest: 'of another site',
    nameless: 'another site, name to follow',
    substituteFor: (name) => `for ${name}`,
    substitutedBy: (name) => `${name} came instead`,
    elsewhere: 'counts at another site',
    alsoElsewhere: 'marked at another site too',
    addWalkIn: '+ Walk-in, somebody not on the list',
  },
  states,
  reasons,
  modes,
  marks: {
    none: '',
    saving: 'saving…',
    saved: 'saved on this device',
    received: 'received',
    refused: (reason) => `refused: ${reason}`,
  },
  panel: {
    state: 'State',
    reason: 'Reason for absence',
    absent: 'Absent',
    left: 'Left',
    ownWords: 'Other reason',
    ownWordsLabel: 'Reason in your words',
    save: 'Save',
    substitute: 'Somebody came instead',
    undoLast: 'Undo the last mark',
  },
  person: {
    walkInHeading: 'Walk-in, somebody not on the list',
    substituteHeading: (name) => `Substitute for ${name}`,
    fullName: 'Full name',
    unit: 'Unit',
    add: 'Mark present',
    nameNeeded: 'Give the full name.',
  },
  codes,
  faults,
  guests: {
    heading: 'Or somebody of another site?',
    search: 'Look for this full name at other sites',
    searching: 'Looking…',
    mark: 'Mark present',
    markLabel: (name: string, site: string) => `Mark present: ${name}, ${site}`,
    nobody: 'Nobody at another site has exactly this full name. Write them down as a walk-in.',
    offline:
      'There is no network to look for a name. Write them down as a walk-in; the organizers join them with the roster later.',
    limited:
      'Looked for many times. Wait some minutes, or write them down as a walk-in; the organizers join them later.',
    failed: 'The service could not look. Write them down as a walk-in; the organizers join them later.',
  },
  counts: {
    present: (count, listed, outside) =>
      outside === 0 ? `${count} present` : `${count}/${listed} present + ${outside} not on the list`,
    absent: (count) => `${count} absent`,
    left: (count) => `${count} left`,
    unmarked: (count) => `${count} not marked`,
  },
  history: {
    open: 'History',
    heading: 'What was done on this device',
    empty: 'Nothing yet at this checkpoint.',
    people: (first, others) => (others > 0 ? `${first} and ${others} more` : first),
    undone: 'undone',
    refused: 'refused',
    unnamed: 'Somebody no longer on this device’s list',
    kinds: {
      present: 'Present',
      absent: 'Absent',
      left: 'Left',
      undo: 'Undo',
      confirm: 'Confirmed',
      reopen: 'Reopened',
    },
  },
  closing: {
    close: 'Confirm',
    heading: (checkpoint) => `Confirm the roll · ${checkpoint}`,
    names: (count) => `The roll has ${count} present in the room.`,
    unmarked: (count) => `${count} not marked yet.`,
    heads: 'Heads counted in the room',
    headsNeeded: 'Enter a number, 0 or more.',
    difference: (more) =>
      more === 0
        ? 'Agrees with the roll.'
        : more > 0
          ? `${more} more in the room than on the roll.`
          : `${-more} fewer in the room than on the roll.`,
    note: 'Why they differ, if you know',
    meaning: 'After this, every change needs a reason and stands in the report.',
    confirm: 'Confirm the roll',
    closed: (heads, at) => `Confirmed at ${at}: ${countOf(heads, 'head')}.`,
    amend: 'Change after confirming',
    amendMeaning: 'This reason goes with every change that you make, until you press “Done changing”.',
    amending: (reason) => `Changing, because: ${reason}`,
    why: 'Reason for the change',
    begin: 'Begin',
    stop: 'Done changing',
    open: 'Take back',
    reopened: (reason) => `The organizers have reopened this checkpoint: ${reason}`,
  },
  paper: {
    open: 'Enter from paper',
    heading: 'Enter from paper',
    meaning: 'The marks that follow carry the time written on paper, and are shown as taken on paper.',
    time: 'Time on the paper (today)',
    toCome: 'This time is still to come.',
    begin: 'Begin',
    on: (at) => `Entering from paper: marks carry the time ${at}.`,
    stop: 'Done',
  },
  trouble: {
    refused: (count) => `${marks(count)} refused by the service`,
    held: (count) => `${marks(count)} the service has not taken yet`,
    aside: (count) => `${marks(count)} of an earlier pairing not sent`,
    look: 'Look',
    heading: 'Marks that need a look',
    explanation: 'These marks are still on this device. None of them disappears by itself.',
    again: 'Send again',
    copy: 'Copy',
    copied: 'Copied',
    sendAside: 'Send with this pairing',
    otherSite: 'Of another site: copy it and give it to the organizers.',
  },
  foot: {
    now: 'Now',
    next: 'Next',
    nothingNow: 'No session is running',
    materials: (count) => `Materials (${count})`,
    materialsHeading: 'Materials for the site',
    noMaterials: 'No material has been released yet.',
    download: 'Download',
    downloading: (percent) => `Loading ${percent}%`,
    downloadFailed: 'The download did not finish. Press again.',
    signal: 'Signal as received',
    signalHint: 'How are picture and sound from the hall? Press, and the organizers know.',
    picture: 'Picture',
    sound: 'Sound',
    levels,
    signalNeedsLine: 'Can be reported when connected.',
    signalSent: 'The organizers know how the signal is.',
    offline: {
      preparing: 'Getting ready to open without a network…',
      ready:
        'This page opens and takes the roll without a network too; materials and signal reports need one.',
      impossible:
        'This browser cannot open the page again without a network: do not close it while the network is down.',
    },
    storage: {
      asking: '',
      kept: 'Its data is kept on this device for good.',
      'may-be-cleared':
        'The browser may clear its data when the device is full: do not clear browsing data while marks wait.',
    },
  },
  help,
  announce: {
    marked: (name, state) => `${name}: ${state}, saved on this device`,
    markedMany: (count) => `${peopleOf(count)} present, saved on this device`,
    undone: 'Undone',
  },
  refusal: (code) => refusals[code] ?? 'The service did not take this mark',
};
export default en;
