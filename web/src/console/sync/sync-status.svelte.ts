import { createContext } from 'svelte';
import { START, type SyncState } from './sync.rules.js';

/** The state of the sync as the page shows it, whichever tab runs it. */
export class SyncStatus {
  state = $state.raw<SyncState>(START);
  link = $derived.by(() => this.state.link);
  isConnected = $derived.by(() => this.link.kind === 'connected');
}

export const [useSyncStatus, provideSyncStatus] = createContext<SyncStatus>();
