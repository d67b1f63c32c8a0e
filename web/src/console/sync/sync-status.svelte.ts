import { createContext } from 'svelte';
import { type Link, START, type SyncState } from './sync.rules.js';

/** The state of the sync as the page shows it, whichever tab runs it. */
export class SyncStatus {
  state = $state.raw<SyncState>(START);
  get link(): Link {
    return this.state.link;
  }
  get isConnected(): boolean {
    return this.link.kind === 'connected';
  }
}

export const [useSyncStatus, provideSyncStatus] = createContext<SyncStatus>();
