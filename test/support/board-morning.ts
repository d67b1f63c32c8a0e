import { randomUUID } from 'node:crypto';
import type { Entry } from '../../src/contract/attendance.js';
import type { ParticipantListed } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { ApiClient } from '../../src/demo/api-client.js';
import { type LoadedDay, loadDay } from '../../src/demo/model-day/load.js';
import { Random } from '../../src/demo/random.js';
import type { TestApp } from './app.js';
import { pair } from './hall.js';
import { LiveClient } from './live.js';

/** The model day, an hour after it began. */
export interface BoardMorning {
  day: LoadedDay;
  sites: Site[];
  people: ParticipantListed[];
  /** The connected ones, by site. */
  consoles: Map<string, { token: string; live: LiveClient }>;
  entry(participantId: string, kind: 'present' | 'absent'): Entry;
}

/** The roll has been taken nearly everywhere; a few consoles are connected; one has not begun. */
export async function boardMorning(app: TestApp, slug: string): Promise<BoardMorning> {
  const organizer = new ApiClient(app.url, app.organizer.token!);
  const size = { sites: 239, participants: 3_600 };
  const startsAt = Date.now() - 3_600_000;
  const day = await loadDay(organizer, { ...size, slug, startsAt, random: new Random(7) }, () => undefined);
  const sites = await organizer.all<Site>(pathTo(ROUTES.sites, day.conference.id));
  const people = await organizer.all<ParticipantListed>(pathTo(ROUTES.participants, day.conference.id));
  const entry: BoardMorning['entry'] = (participantId, kind) => ({
    id: randomUUID(),
    checkpointId: day.checkpoints[0]!.id,
    kind,
    participantId,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
  });
  const random = new Random(11);
  const earlier = (participantId: string): Entry => {
    const kind = random.chance(0.05) ? 'absent' : 'present';
    const minutesAgo = Math.abs(random.between(0, 20) + random.between(0, 20) - 20);
    return {
      ...entry(participantId, kind),
      recordedAt: new Date(Date.now() - minutesAgo * 60_000 - 600_000).toISOString(),
      ...(kind === 'present'
        ? { mode: random.chance(0.15) ? 'online' : 'in_person' }
        : { reason: 'business_trip' }),
    };
  };
  for (const [at, site] of sites.entries()) {
    if (at % 20 === 7) continue;
    const here = people.filter((person) => person.siteId === site.id).slice(random.chance(0.3) ? 4 : 0);
    await organizer.post(pathTo(ROUTES.attendance, site.id), { entries: here.map(({ id }) => earlier(id)) });
  }
  const consoles: BoardMorning['consoles'] = new Map();
  for (const at of [0, 1, 7, 30, 31, 32, 90, 120, 150]) {
    const siteId = sites[at]!.id;
    const { token } = await pair(app.organizer, siteId, 'Máy tính văn phòng');
    const live = await LiveClient.connect(app.url, { token });
    await live.ask('site.join', { siteId });
    consoles.set(siteId, { token, live });
  }
  return { day, sites, people, consoles, entry };
}
