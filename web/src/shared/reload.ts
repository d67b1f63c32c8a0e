import { CONTRACT_VERSION } from '#contract/version.js';
import { onContractNews } from './contract-news.js';
import { quiet } from './quiet.js';
import { BLIND_RELOAD_EVERY_MS, mayReload, type Reload } from './reload.rules.js';

const KEY = 'reloaded-for-contract';

/**
 * Notes that this tab loads its page again now. False: it did so too short a time ago, or cannot remember,
 * and would go on for ever.
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

/** Loads this page again, once, when the service no longer serves it and nothing is being written on it. */
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
