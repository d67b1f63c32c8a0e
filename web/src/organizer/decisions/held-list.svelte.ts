import type { HeldEntries, HeldEntry } from '#contract/decision.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { api } from '../../shared/api.js';

export type HeldKind = 'quarantine' | 'refused';
/** Where each kind is listed and decided. */
export const HELD_ROUTES = {
  quarantine: { list: ROUTES.conferenceQuarantine, accept: ROUTES.quarantineAccept, reject: ROUTES.quarantineReject },
  refused: { list: ROUTES.refusedEntries, accept: ROUTES.refusedAccept, reject: ROUTES.refusedReject },
} as const;
const PAGE = 50;

/** One of the two lists as it is filtered, page by page. An answer that a later question has overtaken is dropped. */
export class HeldList {
  items = $state.raw<HeldEntry[] | null>(null);
  next = $state.raw<string | null>(null);
  open = $state(0);
  fault = $state.raw<unknown>(null);
  #state = '';
  #asked = 0;

  constructor(
    readonly kind: HeldKind,
    readonly conferenceId: Id,
  ) {}

  async find(state: string): Promise<void> {
    this.#state = state;
    await this.again();
  }
  async again(): Promise<void> {
    await this.#read(null);
  }
  async more(): Promise<void> {
    if (this.next) await this.#read(this.next);
  }

  async #read(after: string | null): Promise<void> {
    const asked = (this.#asked += 1);
    const query = new URLSearchParams({ limit: String(PAGE), ...(this.#state ? { state: this.#state } : {}), ...(after ? { after } : {}) });
    this.fault = null;
    try {
      const page = await api.get<HeldEntries>(`${pathTo(HELD_ROUTES[this.kind].list, this.conferenceId)}?${query.toString()}`);
      if (asked !== this.#asked) return;
      this.items = after ? [...(this.items ?? []), ...page.items] : page.items;
      this.next = page.next;
      this.open = page.open;
    } catch (raised) {
      if (asked === this.#asked) this.fault = raised;
    }
  }
}
