import type { Conference } from '#contract/conference.js';
import type { Incident } from '#contract/incident.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Site } from '#contract/site.js';
import { api } from '../../shared/api.js';
import { messages } from '../messages/messages.js';
import { pathOf } from '../route.js';
import { router } from '../router.svelte.js';
import type { Alarm, AttentionSource } from '../shell/attention.svelte.js';
import type { ConferenceLine } from '../shell/conference-line.js';
import { incidentName } from './incident-text.js';
import { alarmOf } from './incidents.rules.js';
import { OpenIncidents } from './open-incidents.svelte.js';

/** News may be missed by a line that does not know it is cut. */
const READ_EVERY_MS = 60_000;

/** Open incidents for every page: counted in the header, rung when they open and when nobody takes them. */
export class IncidentAttention implements AttentionSource {
  readonly #conference: Pick<Conference, 'id' | 'slug'>;
  readonly #incidents: OpenIncidents;
  readonly #ends: (() => void)[];

  constructor(conference: Pick<Conference, 'id' | 'slug'>, line: ConferenceLine) {
    this.#conference = conference;
    this.#incidents = new OpenIncidents(conference.id);
    const load = (): void => void this.#incidents.load();
    const timer = setInterval(load, READ_EVERY_MS);
    this.#ends = [
      line.on('incident.changed', ({ incident }) => this.#incidents.apply(incident)),
      line.onResumed(load),
      () => clearInterval(timer),
    ];
    load();
  }
  close(): void {
    for (const end of this.#ends) end();
  }

  get count(): number {
    return this.#incidents.items.length;
  }
  get isTaken(): boolean {
    return this.#incidents.items.every(({ state }) => state === 'acknowledged');
  }
  get newest(): Alarm | null | undefined {
    if (!this.#incidents.isRead) return undefined;
    const alarms = this.#incidents.items.flatMap((incident) => {
      const rung = alarmOf(incident);
      return rung ? [{ ...rung, text: () => this.#textOf(incident) }] : [];
    });
    return alarms.reduce<Alarm | null>((last, one) => (last && last.at >= one.at ? last : one), null);
  }
  open(): void {
    const { items } = this.#incidents;
    // The newest that nobody has in hand, else the newest.
    const [newest] = [...items].sort(
      (a, b) =>
        Number(a.state === 'acknowledged') - Number(b.state === 'acknowledged') ||
        b.openedAt.localeCompare(a.openedAt),
    );
    router.go(pathOf(this.#conference.slug, 'board') + (newest ? `?incident=${newest.id}` : ''));
  }

  async #textOf(incident: Incident): Promise<string> {
    const { siteId } = incident;
    const site = siteId && (await api.get<Site>(pathTo(ROUTES.site, siteId)).catch(() => null));
    return incidentName(incident, messages.t, () => (site ? site.name : messages.t.incidents.unknown));
  }
}
