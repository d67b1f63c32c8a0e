import { countOf } from '#contract/count-of.js';
import type { HelpMessages } from './vi.help.js';

const help: HelpMessages = {
  button: 'Call for help',
  brief: { waiting: 'waiting', refused: 'not taken', open: 'sent', answered: 'answered' },
  heading: 'Call the organizers for help',
  message: 'What do you need help with?',
  hint: 'For example: we hear no sound. Without a network the call waits on this device and goes by itself when it is back.',
  left: (count) => `${countOf(count, 'character')} left.`,
  needed: 'Say in a line what you need help with.',
  full: 'The call could not be saved: the device is full. Delete some files, or phone the organizers.',
  send: 'Send to the organizers',
  oneAtATime: 'This call goes first; then you can make another. If it is urgent, phone the organizers.',
  called: 'Called for help:',
  waiting: (since) =>
    `Waiting on this device since ${since}, not sent yet. It goes by itself when the network is back.`,
  refused: (code) =>
    code === 'help.too-many'
      ? 'Not taken: the site has many calls that nobody has answered yet. Take this one back and phone the organizers.'
      : `The service does not take this call (${code}). Take it back and phone the organizers.`,
  sent: (at) => `The organizers have it since ${at}, no answer yet.`,
  answered: (at, answer) => `The organizers answered at ${at}: “${answer}”`,
  closed: (at) => `The organizers dealt with it at ${at}, without a message.`,
  withdrawn: (at) => `The site took it back at ${at}.`,
  takeBack: 'Take back',
  takeBackFailed: 'Not taken back: the service did not answer. Press again when there is a network.',
  earlier: 'Calls of this site',
};
export default help;
