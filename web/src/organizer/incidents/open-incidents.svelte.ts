import type { Incident } from '#contract/incident.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { all } from '../../shared/api.js';
import { LatestReading } from '../parts/latest-reading.js';
import { applied, inOrder } from './incidents.rules.js';

/** The incidents of a conference that are not over: fetched, then carried on by what is told. */
export class OpenIncidents {
  items = $state.raw<Incident[]>([]);
  isRead = $state(false);
  readonly #reading = new LatestReading<Incident>();

  constructor(readonly conferenceId: Id) {}

  apply(incident: Incident): void {
    this.#reading.note(incident);
    this.items = applied(this.items, incident);
  }
  /** Fetches them; after a failure the last ones stay, and the next connection fetches again. */
  async load(): Promise<void> {
    const path = pathTo(ROUTES.incidents, this.conferenceId);
    try {
      const read = await this.#reading.read(() =>
        Promise.all([all<Incident>(`${path}?state=open`), all<Incident>(`${path}?state=acknowledged`)]),
      );
      if (!read) return;
      const [open, acknowledged] = read.answer;
      this.items = read.heard.reduce(applied, inOrder([...acknowledged, ...open]));
      this.isRead = true;
    } catch {
      // The board says that it is not live.
    }
  }
}
