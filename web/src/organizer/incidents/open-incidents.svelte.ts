import type { Incident } from '#contract/incident.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { all } from '../../shared/api.js';
import { applied, inOrder } from './incidents.rules.js';

/** The incidents of a conference that are not over: fetched, then carried on by what is told. */
export class OpenIncidents {
  items = $state.raw<Incident[]>([]);
  isRead = $state(false);
  /** What is told while the list is read; `null` while nothing is. */
  #told: Incident[] | null = null;

  constructor(readonly conferenceId: Id) {}

  apply(incident: Incident): void {
    this.#told?.push(incident);
    this.items = applied(this.items, incident);
  }
  /** Fetches them; after a failure the last ones stay, and the next connection fetches again. */
  async load(): Promise<void> {
    const path = pathTo(ROUTES.incidents, this.conferenceId);
    this.#told = [];
    try {
      const [open, acknowledged] = await Promise.all([
        all<Incident>(`${path}?state=open`),
        all<Incident>(`${path}?state=acknowledged`),
      ]);
      // What was told meanwhile is newer than what was asked before.
      this.items = (this.#told ?? []).reduce(applied, inOrder([...acknowledged, ...open]));
      this.isRead = true;
    } catch {
      // The board says that it is not live.
    } finally {
      this.#told = null;
    }
  }
}
