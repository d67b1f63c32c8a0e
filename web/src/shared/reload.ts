import { CONTRACT_VERSION } from '#contract/version.js';
import { onContractNews } from './contract-news.js';
import { quiet } from './quiet.js';
import { BLIND_RELOAD_EVERY_MS, mayReload, type Reload } from './reload.rules.js';

const KEY = 'reloaded-for-contract';

/**
 * Notes that this tab reloads its page now. Answers false if it did so recently, or cannot store the note: it
 * would reload for ever.
 */
export function noteReload(every: number): boolean {
  try {
    const last = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Reload | null;
    const now = Date.now();
    if (!mayReload(last, CONTRACT_VERSION, now, every)) return false;
    sessionStorage.setItem(KEY, JSON.stringify({ contract: CONTRACT_VERSION, at: now } satisfies Reload));
    return true;
  } catch {
    return false;
  }
}

/** Reloads this page once when the service no longer serves it and nobody is writing on it. */
export function reloadWhenTooOld(): void {
  let isWaiting = false;
  onContractNews((news) => {
    if (news !== 'too-old' || isWaiting) return;
    isWaiting = true;
    void quiet().then(() => {
      isWaiting = false;
      if (noteReload(BLIND_RELOAD_EVERY_MS)) location.reload();
    });
  });
}
