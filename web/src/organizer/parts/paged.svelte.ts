import { type Page, PAGE_LIMIT } from '#contract/wire.js';
import { api } from '../../shared/api.js';
import type { Reading } from './async-action.svelte.js';

/** A filtered list, read page by page. An answer is dropped if a later request was made. */
export class Paged<T, P extends Page<T> = Page<T>> implements Reading<T[]> {
  value = $state.raw<T[] | null>(null);
  /** The page that was read last, for the fields beside its items. */
  last = $state.raw<P | null>(null);
  fault = $state.raw<unknown>(null);
  #filter: Record<string, string> = {};
  #asked = 0;
  /** The cursor of the page that was requested last. */
  #after: string | null = null;
  /** How many are to be shown, as far as there are as many. */
  #least = 0;

  constructor(
    readonly path: string,
    readonly limit: number,
  ) {}

  get next(): string | null {
    return this.last?.next ?? null;
  }
  async find(filter: Record<string, string>): Promise<void> {
    this.#filter = filter;
    this.#least = this.limit;
    await this.#read(null);
  }
  /** Reads as many as are shown: who has paged on stays there. */
  async load(): Promise<void> {
    await this.#read(null);
  }
  /** Reads the failed page again; the pages that are there stay. */
  async retry(): Promise<void> {
    await this.#read(this.#after);
  }
  async more(): Promise<void> {
    if (!this.next) return;
    this.#least = (this.value?.length ?? 0) + this.limit;
    await this.#read(this.next);
  }

  async #read(after: string | null): Promise<void> {
    const asked = (this.#asked += 1);
    this.#after = after;
    try {
      let page = await this.#page(after, after ? 0 : this.#least);
      const items = after ? [...(this.value ?? []), ...page.items] : [...page.items];
      while (page.next && items.length < this.#least && asked === this.#asked) {
        page = await this.#page(page.next, this.#least - items.length);
        items.push(...page.items);
      }
      if (asked !== this.#asked) return;
      this.value = items;
      this.last = page;
      this.fault = null;
    } catch (raised) {
      if (asked === this.#asked) this.fault = raised;
    }
  }
  #page(after: string | null, items: number): Promise<P> {
    const limit = Math.min(Math.max(this.limit, items), PAGE_LIMIT.max);
    const query = new URLSearchParams({ limit: String(limit), ...(after ? { after } : {}) });
    for (const [name, value] of Object.entries(this.#filter)) if (value) query.set(name, value);
    return api.get<P>(`${this.path}?${query.toString()}`);
  }
}
