import type { ParticipantListed } from '#contract/participant.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id, Page } from '#contract/wire.js';
import { api } from '../../shared/api.js';

const PAGE = 100;

/** People of a conference as the service finds them, page by page. An answer that a later question has overtaken is dropped. */
export class ParticipantList {
  items = $state.raw<ParticipantListed[] | null>(null);
  next = $state.raw<string | null>(null);
  fault = $state.raw<unknown>(null);
  #filter: Record<string, string> = {};
  #asked = 0;

  constructor(readonly conferenceId: Id) {}

  async find(filter: Record<string, string>): Promise<void> {
    this.#filter = filter;
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
    const query = new URLSearchParams({ limit: String(PAGE), ...(after ? { after } : {}) });
    for (const [name, value] of Object.entries(this.#filter)) if (value) query.set(name, value);
    this.fault = null;
    try {
      const page = await api.get<Page<ParticipantListed>>(`${pathTo(ROUTES.participants, this.conferenceId)}?${query.toString()}`);
      if (asked !== this.#asked) return;
      this.items = after ? [...(this.items ?? []), ...page.items] : page.items;
      this.next = page.next;
    } catch (raised) {
      if (asked === this.#asked) this.fault = raised;
    }
  }
}
