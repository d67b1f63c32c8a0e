import { pathTo, ROUTES } from '#contract/routes.js';
import type { Site } from '#contract/site.js';
import type { Id } from '#contract/wire.js';
import { SvelteMap } from 'svelte/reactivity';
import { api } from '../../shared/api.js';

export type SiteContact = Pick<Site, 'contactName' | 'contactPhone'>;

/** The contacts of the sites that call, fetched once for each of them. A viewer has none. */
export class SiteContacts {
  readonly #contacts = new SvelteMap<Id, SiteContact>();
  readonly #asked = new Set<Id>();

  find(siteId: Id): SiteContact | null {
    return this.#contacts.get(siteId) ?? null;
  }
  ask(siteIds: readonly Id[]): void {
    for (const siteId of siteIds) if (!this.#asked.has(siteId)) void this.#fetch(siteId);
  }
  async #fetch(siteId: Id): Promise<void> {
    this.#asked.add(siteId);
    try {
      this.#contacts.set(siteId, await api.get<Site>(pathTo(ROUTES.site, siteId)));
    } catch {
      this.#asked.delete(siteId); // the next look at the list asks again
    }
  }
}
