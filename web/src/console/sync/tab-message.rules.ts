import type { SyncState } from './sync.rules.js';

/**
 * What the tabs of one console tell each other. Another tab may still run an older page, so these
 * names never change.
 */
export type TabMessage = { kind: 'changed'; state: TabSyncState | null } | { kind: 'poke' };
export type TabSyncState = Omit<SyncState, 'deferred'> & { held: SyncState['deferred'] };

export const toTabState = ({ deferred, ...state }: SyncState): TabSyncState => ({ ...state, held: deferred });
export const fromTabState = ({ held, ...state }: TabSyncState): SyncState => ({ ...state, deferred: held });
