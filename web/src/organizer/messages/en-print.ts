import type { PrintMessages } from './vi-print.js';
import { countOf, peopleOf } from '#contract/count-of.js';

const print: PrintMessages = {
  rosters: {
    lead: 'Rosters on A4 paper, to sign and to take the roll when a device fails: each person has a QR code that the console reads. Each site begins a new page.',
    title: 'Attendance sheet',
    date: 'Date',
    nth: 'No.',
    code: 'Code',
    signature: 'Signature',
    absent: 'Absent, reason',
    qr: (name: string) => `QR code of ${name}`,
    walkIn: 'came besides',
    sums: (n: string) => `${peopleOf(n)} on the roster. Present: ……… Absent: ……… Came besides: ………`,
    coordinator: 'Coordinator (signature, full name): ……………………………………',
    allSites: (n: string) => `All ${countOf(n, 'site')}`,
    byHand: 'Leave blank, to fill in by hand',
    ready: (sites: string, people: string) => `Sites: ${sites}, people: ${people}. Print on A4, upright.`,
    empty: 'There is nobody on a roster to print.',
    tooMany: (n: string) => `More than ${peopleOf(n)} cannot be printed at once. Choose site by site.`,
    print: 'Print the roster',
  },
  pairing: {
    lead: 'Print a sheet with a QR code for each site. The coordinator scans it once and can begin, without a password.',
    warning: (n: string) =>
      `Each time makes ${countOf(n, 'new code')}, each good for one use. Devices that are paired already are not touched. Print at once: for safety the codes cannot be seen again.`,
    make: 'Make the pairing sheets',
    making: 'Making the codes…',
    print: 'Print',
    layout: 'How to print',
    layouts: { one: 'One page per site', four: 'Four to an A4 page' },
    kicker: 'Pairing sheet of the site',
    siteCode: 'Site code',
    steps: [
      'Point a phone’s camera at this QR code and open the link that appears.',
      'On a computer: open the address beside the QR code and type the code.',
      'The code works once, for one device. For another device, call the organizers.',
    ],
    code: 'Code',
    expires: (when: string) => `Holds until ${when}`,
    none: 'The conference has no sites to print sheets for.',
  },
};
export default print;
