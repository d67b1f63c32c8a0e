import { createContext } from 'svelte';
import type { Instant } from '#contract/wire.js';
import { time } from '../../shared/format.js';
import { language } from '../../shared/language.svelte.js';
import type { LocalData } from './local-data.svelte.js';

const TICK_MS = 5_000;

/** The time: by this device, by the service, and as the conference's time zone writes it. */
export class Clock {
  /** By this device's clock, in ms; moves every few seconds. */
  now = $state(Date.now());
  private readonly data: LocalData;
  private readonly ticking = setInterval(() => (this.now = Date.now()), TICK_MS);

  constructor(data: LocalData) {
    this.data = data;
  }
  stop(): void {
    clearInterval(this.ticking);
  }

  serverNow: Instant = $derived.by(() => this.toServerTime(this.now));
  get timeZone(): string {
    return this.data.snapshot.head?.conference.timezone ?? 'Asia/Ho_Chi_Minh';
  }

  /** `ms`: by this device's clock. */
  toServerTime(ms: number): Instant {
    return new Date(ms + this.data.snapshot.offset).toISOString();
  }
  /** Hours and minutes of an instant, for the reader. */
  format(instant: Instant): string {
    return time(instant, language.current, this.timeZone);
  }
}

export const [useClock, provideClock] = createContext<Clock>();
