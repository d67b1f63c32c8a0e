import type { Screen } from '#contract/screen.js';
import { CONTRACT_VERSION } from '#contract/version.js';
import type { Id } from '#contract/wire.js';

const KEY = 'site-screen';

/** What the screen showed last, and how far the device's clock was from the service's. */
export interface LastState {
  screen: Screen;
  offset: number;
}
interface StoredState extends LastState {
  siteId: Id;
  contract: number;
}

/** Keeps it on the device, for a screen that is opened again without a line. It names no person. */
export function keepState(siteId: Id, state: LastState): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify({ ...state, siteId, contract: CONTRACT_VERSION } satisfies StoredState),
    );
  } catch {
    // A private window may refuse storage.
  }
}

/** Answers what was kept of this site, in the form that this page reads; else `null`. */
export function keptState(siteId: Id): LastState | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as StoredState | null;
    return kept?.siteId === siteId && kept.contract === CONTRACT_VERSION ? kept : null;
  } catch {
    return null;
  }
}

/** The browser is no console of the site any more: what it showed is nobody's business. */
export function forgetState(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept.
  }
}
