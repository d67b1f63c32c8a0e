import { countOf } from '#contract/count-of.js';
import type { PairingMessages } from './vi.pairing.js';

const marks = (count: number): string => countOf(count, 'mark');

const pairing: PairingMessages = {
  pairing: {
    heading: 'Pair this device with its site',
    intro:
      'Each device is paired once. The pairing code is on the sheet that the organizers sent to the site.',
    fromLink: 'The pairing code came with the link you opened.',
    code: 'Pairing code',
    deviceName: 'Name of this device',
    deviceHint: 'Organizers see this name when they help you.',
    submit: 'Start',
    working: 'Pairing…',
    scan: 'Scan the QR code on the sheet',
    stopScan: 'Stop scanning',
    aim: 'Point the camera at the QR code on the pairing sheet.',
    codeNeeded: 'Type the pairing code that is on the sheet.',
    notOurs: 'This QR code is not a pairing code. Scan the one on your site’s sheet.',
    already: (site) => `This device is the check-in desk of ${site}.`,
    keep: 'Keep it so',
    waitingKept: (count) => `${marks(count)} not sent yet stay on this device.`,
    faults: {
      'auth.code-invalid':
        'The pairing code is wrong, used or expired. Check the sheet, or ask the organizers for a new one.',
      'rate.limited': 'That was tried many times. Wait a few minutes, then try again.',
      'storage.full':
        'Paired, but not saved on this device: its storage is full. Free some space and press again; the code is still good.',
      'contract.too-old':
        'This page is out of date and is updating itself. Then try again; the code is still good.',
      network: 'The service cannot be reached. Check the network and press again; the code is still good.',
      other: 'The service did not take the request. Press again in a few seconds; the code is still good.',
    },
    devices: {
      windows: 'Windows PC',
      mac: 'Mac',
      android: 'Android phone',
      iphone: 'iPhone',
      ipad: 'iPad',
      linux: 'Linux PC',
      other: 'Check-in device',
    },
  },
  ended: {
    heading: 'This device is no longer a check-in desk',
    revoked: (site) =>
      `The organizers have withdrawn this device${site ? ` from ${site}` : ''}. The list has been removed from it.`,
    kept: (count) =>
      `${marks(count)} not sent yet stay on this device and will not be deleted. Tell the organizers.`,
    handingIn: (count) =>
      `${marks(count)} not sent yet stay on this device and are being handed over to the organizers. Leave this page open.`,
    handInLost: (count) =>
      `The service cannot be reached. ${marks(count)} not sent yet stay on this device and go to the organizers by themselves once there is a network.`,
    handedIn: (count) =>
      `${marks(count)} not sent yet have gone to the organizers; nothing is lost. They count once the organizers have accepted them.`,
    nothingKept: 'The service has received every mark; nothing is lost.',
    again: 'Pair again',
  },
  noStorage: {
    heading: 'The browser does not let this page store anything',
    advice:
      'The check-in desk needs storage, so that no mark is lost when the network drops. Open the page in a normal window (not a private one), or in another browser.',
  },
};
export default pairing;
