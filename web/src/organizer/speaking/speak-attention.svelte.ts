import type { Conference } from '#contract/conference.js';
import { pathOf } from '../route.js';
import { router } from '../router.svelte.js';
import type { Alarm, AttentionSource } from '../shell/attention.svelte.js';
import type { ConferenceLine } from '../shell/conference-line.js';
import { SpeakList } from './speak-list.svelte.js';

/** News may be missed by a line that does not know it is cut. */
const READ_EVERY_MS = 60_000;

/** Sites that wait to be called, for every page. */
export class SpeakAttention implements AttentionSource {
  readonly #slug: string;
  readonly #list: SpeakList;
  readonly #ends: (() => void)[];

  constructor({ id, slug }: Pick<Conference, 'id' | 'slug'>, line: ConferenceLine) {
    this.#slug = slug;
    this.#list = new SpeakList(id);
    const load = (): void => void this.#list.load();
    const timer = setInterval(load, READ_EVERY_MS);
    this.#ends = [
      line.on('speak.changed', (news) => this.#list.heard(news)),
      line.onResumed(load),
      () => clearInterval(timer),
    ];
    load();
  }
  close(): void {
    for (const end of this.#ends) end();
  }

  get count(): number {
    return this.#list.waiting.length;
  }
  /** The last that came in, wherever the queue has it. */
  get newest(): Alarm | null | undefined {
    if (this.#list.value === null) return undefined;
    return this.#list.waiting.reduce<Alarm | null>(
      (last, { id, at, site, topic }) =>
        last && last.at >= at ? last : { id, at, text: () => `${site.name}: ${topic}` },
      null,
    );
  }
  open(): void {
    router.go(pathOf(this.#slug, 'speaking'));
  }
}
