import { type Component, createContext } from 'svelte';

type Loaded = Promise<{ default: Component<{ onclose: () => void }> }>;
type RollDialogs = typeof import('./roll-dialogs.js');

const ofRoll = async (name: keyof RollDialogs): Loaded => ({
  default: (await import('./roll-dialogs.js'))[name],
});
/** The dialogs of the console. What opens one names it; its script comes after the roll can be used. */
const LOADERS = {
  amend: (): Loaded => ofRoll('AmendDialog'),
  closing: (): Loaded => ofRoll('ClosingDialog'),
  help: (): Loaded => ofRoll('HelpDialog'),
  history: (): Loaded => ofRoll('HistoryDialog'),
  materials: (): Loaded => ofRoll('MaterialsDialog'),
  paper: (): Loaded => ofRoll('PaperDialog'),
  today: (): Loaded => import('../announcements/TodayDialog.svelte'),
  speak: (): Loaded => import('../speaking/SpeakDialog.svelte'),
  /** Rare, and a part of its own: not with what the roll needs. */
  readiness: (): Loaded => import('../readiness/ReadinessDialog.svelte'),
  trouble: (): Loaded => ofRoll('TroubleDialog'),
};
export type DialogName = keyof typeof LOADERS;
/** Parts of the page that are needed rarely. */
export const loadOnDemand = {
  guestSearch: () => import('../roll/GuestSearch.svelte'),
  pairingPages: () => import('../pairing/pairing-pages.js'),
  scanner: () => import('../pairing/Scanner.svelte'),
  signalPanel: () => import('./SignalPanel.svelte'),
};

/** Which dialog is open. One at a time. */
export class Dialogs {
  opened = $state<DialogName | null>(null);

  open(name: DialogName): void {
    this.opened = name;
  }
  close(): void {
    this.opened = null;
  }
  load(name: DialogName): Loaded {
    return LOADERS[name]();
  }
  /** Loads all of them, and what else may be needed, so that each opens without a network. */
  async loadAll(): Promise<void> {
    const loads = [...Object.values(LOADERS), ...Object.values(loadOnDemand)];
    await Promise.allSettled(loads.map((load) => load()));
  }
}
export const [useDialogs, provideDialogs] = createContext<Dialogs>();
