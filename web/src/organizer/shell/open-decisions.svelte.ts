import type { HeldEntries } from '#contract/decision.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { api } from '../../shared/api.js';

/** How many entries of a conference wait for an organizer, for the menus. */
class OpenDecisions {
  count = $state(0);
  #conferenceId: Id | null = null;

  /** Counts the open entries; without an answer the last number stays until the next request. */
  async ask(conferenceId: Id): Promise<void> {
    if (this.#conferenceId !== conferenceId) this.count = 0;
    this.#conferenceId = conferenceId;
    const lists = [ROUTES.conferenceQuarantine, ROUTES.refusedEntries].map((route) =>
      api.get<HeldEntries>(`${pathTo(route, conferenceId)}?limit=1&state=open`),
    );
    try {
      const open = (await Promise.all(lists)).reduce((sum, list) => sum + list.open, 0);
      if (this.#conferenceId === conferenceId) this.count = open;
    } catch {
      // the last number stays
    }
  }
}
export const openDecisions = new OpenDecisions();
