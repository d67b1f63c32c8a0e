import type { Messages } from '#messages/lazy/console.js';
import type { RollParts } from '../roll/roll-parts.js';
import type { DialogName } from './dialogs.svelte.js';
import { scanSound } from './scan-sound.svelte.js';

/** One line of the bar's menu: it opens a dialog, or another page in a tab of its own, or is on or off. */
export type MenuEntry = {
  text: (t: Messages) => string;
  /** Left out if it answers false. */
  isShown?: (parts: RollParts) => boolean;
} & ({ dialog: DialogName } | { href: string } | { isOn: () => boolean; toggle: () => void });

/** What is needed rarely, in this order. */
export const MENU_ENTRIES: readonly MenuEntry[] = [
  { text: (t) => t.bar.speak, dialog: 'speak' },
  { text: (t) => t.announcements.today, dialog: 'today' },
  { text: (t) => t.bar.screen, href: '/site-screen' },
  {
    text: (t) => t.paper.open,
    dialog: 'paper',
    isShown: ({ closing, actions, checkpoints }) =>
      checkpoints.shown !== null && closing.isOpen && !actions.paperAt,
  },
  { text: (t) => t.readiness.open, dialog: 'readiness' },
  { text: (t) => t.history.open, dialog: 'history' },
  { text: (t) => t.bar.scanSound, isOn: () => scanSound.isOn, toggle: () => scanSound.toggle() },
];
