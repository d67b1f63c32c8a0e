import type { Incident } from '../../src/contract/incident.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Id, Page } from '../../src/contract/wire.js';
import { IncidentTiming } from '../../src/incidents/incident-timing.js';
import { PresenceTiming } from '../../src/presence/presence.service.js';
import type { TestApp } from './app.js';
import { type Hall, made, makeHall, pair } from './hall.js';
import { LiveClient } from './live.js';

/** A day in which minutes are tenths of a second. The start is long ago. */
const HURRIED: Partial<IncidentTiming> = {
  wait: 800,
  partWindow: 4_000,
  oursWindow: 2_000,
  afterStart: -1,
  joinWithin: 5_000,
  backFor: 500,
  reopenWithin: 20_000,
  escalateAfter: 60_000,
  grid: 20,
  portion: 30,
  canaryEvery: 100,
  canaryTimeout: 500,
  canaryRetry: 50,
};
const QUICK = { grace: 60, lostAfter: 150, flickers: 30, flickerWindow: 1_000 };

export function hurry(app: TestApp, more: Partial<IncidentTiming> = {}): void {
  Object.assign(app.app.get(IncidentTiming, { strict: false }), HURRIED, more);
  Object.assign(app.app.get(PresenceTiming, { strict: false }), QUICK);
}

/** A conference with a district, its consoles, and an organizer who listens. */
export class ControlRoom {
  readonly consoles = new Map<Id, LiveClient>();
  private readonly tokens = new Map<Id, string>();
  organizer!: LiveClient;

  private constructor(
    private app: TestApp,
    readonly hall: Hall,
    readonly district: Site,
  ) {}

  /** Of `sites` sites the first `inDistrict` lie in the district; all are connected. */
  static async open(app: TestApp, sites: number, inDistrict: number): Promise<ControlRoom> {
    const hall = await makeHall(app.organizer, { sites, people: 0 });
    const district = made(
      await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), {
        code: 'H1',
        name: 'Huyện Lục Ngạn',
        kind: 'group',
      }),
    );
    for (const { id } of hall.sites.slice(0, inDistrict))
      made(await app.organizer.patch(pathTo(ROUTES.site, id), { parentId: district.id }));
    const room = new ControlRoom(app, hall, district);
    for (const { id } of hall.sites) room.tokens.set(id, (await pair(app.organizer, id)).token);
    await room.enter(app);
    await room.connect(room.ids());
    return room;
  }

  /** The same room on a service that has started again. */
  async enter(app: TestApp): Promise<void> {
    this.app = app;
    this.organizer = await LiveClient.connect(app.url, { token: app.organizer.token! });
    await this.organizer.ask('board.watch', { conferenceId: this.hall.conference.id });
  }
  ids(from = 0, to = Infinity): Id[] {
    return this.hall.sites.slice(from, to).map(({ id }) => id);
  }
  tokenOf(siteId: Id): string {
    return this.tokens.get(siteId)!;
  }
  async connect(siteIds: readonly Id[]): Promise<void> {
    for (const siteId of siteIds) {
      const client = await LiveClient.connect(this.app.url, { token: this.tokens.get(siteId)! });
      await client.ask('site.join', { siteId });
      this.consoles.set(siteId, client);
    }
  }
  cut(siteIds: readonly Id[]): void {
    for (const siteId of siteIds) this.consoles.get(siteId)?.close();
  }
  close(): void {
    this.organizer.close();
    this.consoles.forEach((client) => client.close());
  }

  async incidents(state?: Incident['state']): Promise<Incident[]> {
    const path = pathTo(ROUTES.incidents, this.hall.conference.id);
    return made(await this.app.organizer.get<Page<Incident>>(`${path}${state ? `?state=${state}` : ''}`))
      .items;
  }
  /** The last that was told of each incident. */
  get told(): Incident[] {
    const news = this.organizer.of<{ incident: Incident }>('incident.changed');
    return [...new Map(news.map(({ incident }) => [incident.id, incident])).values()];
  }
  async until(what: string, isSo: (told: Incident[]) => boolean): Promise<Incident[]> {
    await this.organizer.until(what, () => isSo(this.told));
    return this.told;
  }
}
