import { createContext } from 'svelte';
import type { Id } from '#contract/wire.js';
import type { Clock } from '../roll/clock.svelte.js';
import type { LocalData } from '../roll/local-data.svelte.js';
import type { CachedCalls } from './cached-calls.js';
import type { Calls } from './calls.js';
import { callsOfSite, type CallStanding, standingOf } from './help.rules.js';

/** The site's calls for help as the page shows them. */
export class SiteHelp {
  private readonly data: LocalData;
  private readonly clock: Clock;
  private readonly calls: Calls;

  constructor(data: LocalData, clock: Clock, calls: Calls) {
    this.data = data;
    this.clock = clock;
    this.calls = calls;
  }

  get cached(): CachedCalls {
    return callsOfSite(this.data.snapshot.help, this.data.pairing.siteId);
  }
  get standing(): CallStanding | null {
    return standingOf(this.cached, this.clock.serverNow);
  }

  /** @throws DOMException if the device is full */
  call(message: string): Promise<'saved' | 'busy'> {
    return this.calls.call(message, this.clock.toServerTime(Date.now()));
  }
  /** Answers false if the service could not be reached. */
  takeBack(id: Id): Promise<boolean> {
    return this.calls.takeBack(id).catch(() => false);
  }
}

export const [useSiteHelp, provideSiteHelp] = createContext<SiteHelp>();
