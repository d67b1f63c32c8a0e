import type { FaultMessages } from './vi.faults.js';

const faults: FaultMessages = {
  camera: {
    pairing: {
      'no-camera': 'This device has no camera that can be used. Type the pairing code instead.',
      refused: 'The browser does not allow the camera. Allow it in the page’s settings, or type the code.',
      busy: 'Another program is using the camera, a meeting for instance. Turn the camera off there and scan again, or type the code.',
    },
    roll: {
      'no-camera': [
        'This device has no camera',
        'Type the personal code into the search field and press Enter, or search by name.',
      ],
      refused: [
        'The camera is not allowed',
        'Allow it in the page’s settings, or type the personal code into the search field.',
      ],
      busy: [
        'The camera is in use',
        'Another program has it, a meeting for instance. Turn the camera off there and scan again, or type the code.',
      ],
    },
  },
  walkInsAtLimit: (count) =>
    `${count} walk-ins are recorded, more than expected. Any more wait for the organizers’ decision; please call them.`,
  tap: {
    'not-open': (name, at) => `Not marked: “${name}” opens at ${at}.`,
    confirmed: 'Not marked: the roll is confirmed.',
    full: 'The last mark could not be saved: this device’s storage is full. Earlier marks are still there. Free some space and press again.',
  },
  roster: {
    removed: (names) => `The organizers have taken off the list: ${names}.`,
    moved: (names) => `The organizers have moved to another site: ${names}. What was marked here stays.`,
    added: (names) => `The organizers have added to the list: ${names}.`,
    more: (count) => `and ${count} more`,
    seen: 'Got it',
  },
  notFound:
    'The organizers have taken this person off the list. The mark is kept and waits for their decision',
  codeNotFound: 'Nobody in the conference has this code',
  copyByHand: 'Select and copy this text:',
};
export default faults;
