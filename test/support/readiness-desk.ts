import { randomUUID } from 'node:crypto';
import type { BoardSnapshot } from '../../src/contract/board.js';
import {
  DEFAULT_READINESS,
  type ReadinessItem,
  type ReadinessSettings,
  type SiteReadiness,
} from '../../src/contract/readiness.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { TestApp } from './app.js';
import type { Client } from './client.js';
import { type Hall, made, makeHall, pair } from './hall.js';

export const PASSED: ReadinessItem[] = DEFAULT_READINESS.items.map((key) => ({
  key,
  outcome: 'passed',
  value: 40,
}));
export const but = (key: string, outcome: ReadinessItem['outcome']): ReadinessItem[] =>
  PASSED.map((item) => (item.key === key ? { ...item, outcome } : item));

export interface Desk {
  hall: Hall;
  siteId: string;
  console: Client;
  deviceId: string;
}

/** Tests of a site's console, over HTTP. @param app as it is now */
export function readinessDesk(app: () => TestApp) {
  const desk = async (sites = 1): Promise<Desk> => {
    const hall = await makeHall(app().organizer, { sites, people: 0 });
    const siteId = hall.sites[0]!.id;
    const { token, deviceId } = await pair(app().organizer, siteId, 'Máy tính hội trường');
    return { hall, siteId, console: app().anonymous.as(token), deviceId };
  };
  const put = async ({ console, siteId }: Desk, items: ReadinessItem[], more: object = {}) =>
    made(
      await console.send<SiteReadiness>('PUT', pathTo(ROUTES.siteReadiness, siteId), {
        id: randomUUID(),
        items,
        signedBy: 'Nguyễn Thị Hà',
        ...more,
      }),
    );
  const read = async ({ siteId }: Desk, as: Client = app().organizer): Promise<SiteReadiness> =>
    made(await as.get<SiteReadiness>(pathTo(ROUTES.siteReadiness, siteId)));
  const askFor = async ({ hall }: Desk, body: Partial<ReadinessSettings>): Promise<ReadinessSettings> =>
    made(await app().organizer.send('PUT', pathTo(ROUTES.readinessItems, hall.conference.id), body));
  /** The site's state on the board, and how many sites of it have passed. */
  const onBoard = async ({ hall, siteId }: Desk) => {
    const { sites, totals } = made(
      await app().organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)),
    );
    return [sites.find((row) => row.siteId === siteId)!.readiness, totals.readiness.passed];
  };
  return { desk, put, read, askFor, onBoard };
}
