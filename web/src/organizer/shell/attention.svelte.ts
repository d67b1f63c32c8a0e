import { createContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Id, Instant } from '#contract/wire.js';
import { AlarmWatch } from './alarm.rules.js';
import { alarm } from './alarm.svelte.js';

/** What may need an organizer, in the order of the header. `attention` of the catalogue has its texts. */
export const ATTENTION_KINDS = ['incidents', 'help', 'speak'] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** Something new that rings once on this device. */
export interface Alarm {
  /** Of one alarm; the other tabs of this device know it by this name. */
  id: Id | string;
  /** Only what is later than the alarm before rings. By the service's clock. */
  at: Instant;
  /** What a notification says. */
  text(): string | Promise<string>;
}
/** One kind of things that need an organizer. Its fields are read again whenever they change. */
export interface AttentionSource {
  /** How many there are now. */
  readonly count: number;
  /** There are more than `count`, which were not fetched. */
  readonly isMore?: boolean;
  /** Somebody has each of them in hand: shown without red. */
  readonly isTaken?: boolean;
  /** The newest of them; `null` if there is none, `undefined` while they are not read yet. */
  readonly newest: Alarm | null | undefined;
  /** Shows them on whatever page is open. */
  open(): void;
}

/** What needs an organizer on any page of the open conference. */
export class Attention {
  readonly #sources = new SvelteMap<AttentionKind, AttentionSource>();
  readonly #watches = new Map<AttentionKind, AlarmWatch>();

  /** Registers what is counted and rings. Answers what ends that. */
  source(kind: AttentionKind, source: AttentionSource): () => void {
    this.#sources.set(kind, source);
    return () => {
      if (this.#sources.get(kind) === source) this.#sources.delete(kind);
    };
  }
  /** Rings for what is new since the last call. Call it in an effect: it reads all sources. */
  ring(title: string): void {
    for (const [kind, { newest }] of this.all) {
      if (newest === undefined) continue;
      const watch = this.#watches.get(kind) ?? new AlarmWatch();
      this.#watches.set(kind, watch);
      if (watch.isNew(newest)) untrack(() => void alarm.ring(newest!.id, title, () => newest!.text()));
    }
  }
  /** Every source, in the order of the header. */
  get all(): [AttentionKind, AttentionSource][] {
    return ATTENTION_KINDS.flatMap((kind) => {
      const source = this.#sources.get(kind);
      return source ? [[kind, source] as [AttentionKind, AttentionSource]] : [];
    });
  }
  /** The sources that have something to show, in the order of the header. */
  get shown(): [AttentionKind, AttentionSource][] {
    return this.all.filter(([, source]) => source.count > 0);
  }
  /** How many things need somebody, for the title of the tab. */
  get total(): number {
    return this.shown.reduce((sum, [, source]) => sum + source.count, 0);
  }
}

/** `null` for viewers, whom nothing calls. */
export const [useAttention, provideAttention] = createContext<Attention | null>();
