import { createContext } from 'svelte';
import type { RosterMember } from '#contract/roster.js';
import type { LocalData } from './local-data.svelte.js';
import { rosterNewsOf } from './roster-news.rules.js';

/** How the organizers have changed the roster since the coordinator last saw it. */
export class RosterWatch {
  /** The roster as last seen, guests and walk-ins among it; `null` if there was none. */
  private seen = $state.raw<RosterMember[] | null>(null);
  private readonly data: LocalData;

  constructor(data: LocalData) {
    this.data = data;
    data.wasRead.subscribe(({ head }) => {
      if (head === null) this.seen = null;
      else if (this.seen === null) this.markSeen();
    });
  }

  news = $derived.by(() => rosterNewsOf(this.seen, this.data.snapshot.members));

  markSeen(): void {
    this.seen = this.data.snapshot.members;
  }
}

export const [useRosterWatch, provideRosterWatch] = createContext<RosterWatch>();
