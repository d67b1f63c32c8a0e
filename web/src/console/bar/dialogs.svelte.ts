import { type Component, createContext } from 'svelte';

type Loaded = Promise<{ default: Component<{ onclose: () => void }> }>;
/** The dialogs of the console. What opens one names it; its script comes after the roll can be used. */
const LOADERS = {
  amend: (): Loaded => import('../roll/AmendDialog.svelte'),
  closing: (): Loaded => import('../roll/ClosingDialog.svelte'),
  help: (): Loaded => import('../help/HelpDialog.svelte'),
  history: (): Loaded => import('../roll/HistoryDialog.svelte'),
  materials: (): Loaded => import('../roll/MaterialsDialog.svelte'),
  paper: (): Loaded => import('../roll/PaperDialog.svelte'),
  trouble: (): Loaded => import('../roll/TroubleDialog.svelte'),
};
export type DialogName = keyof typeof LOADERS;

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
  /** Loads all of them while there is a network, so that each opens without one. */
  async loadAll(): Promise<void> {
    await Promise.allSettled(Object.values(LOADERS).map((load) => load()));
  }
}
export const [useDialogs, provideDialogs] = createContext<Dialogs>();
