import type { Page } from '#contract/wire.js';
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

  constructor(
    readonly path: string,
    readonly limit: number,
  ) {}

  get next(): string | null {
    return this.last?.next ?? null;
  }
  async find(filter: Record<string, string>): Promise<void> {
    this.#filter = filter;
    await this.load();
  }
  async load(): Promise<void> {
    await this.#read(null);
  }
  /** Reads the failed page again; the pages that are there stay. */
  async retry(): Promise<void> {
    await this.#read(this.#after);
  }
  async more(): Promise<void> {
    if (this.next) await this.#read(this.next);
  }

  async #read(after: string | null): Promise<void> {
    const asked = (this.#asked += 1);
    this.#after = after;
    const query = new URLSearchParams({ limit: String(this.limit), ...(after ? { after } : {}) });
    for (const [name, value] of Object.entries(this.#filter)) if (value) query.set(name, value);
    try {
      const page = await api.get<P>(`${this.path}?${query.toString()}`);
      if (asked !== this.#asked) return;
      this.value = after ? [...(this.value ?? []), ...page.items] : page.items;
      this.last = page;
      this.fault = null;
    } catch (raised) {
      if (asked === this.#asked) this.fault = raised;
    }
  }
}
