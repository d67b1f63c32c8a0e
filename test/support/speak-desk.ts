import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../../src/contract/problem.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { SpeakQueue, SpeakRequest } from '../../src/contract/speaking.js';
import type { TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { type Hall, made, makeHall, pair } from './hall.js';

type Act = 'Call' | 'Ready' | 'NotNow' | 'Start' | 'End' | 'Skip' | 'Withdraw' | 'Pin';
export const act = (
  who: Client,
  id: string,
  name: Act,
  body: object = {},
): Promise<Answer<SpeakRequest & ProblemBody>> => who.post(pathTo(ROUTES[`speak${name}`], id), body);
export const acted = async (who: Client, id: string, name: Act, body?: object): Promise<SpeakRequest> =>
  made(await act(who, id, name, body));

export interface SpeakDesk {
  hall: Hall;
  /** One a site. */
  consoles: Client[];
  path: string;
  ask(at: number, topic?: string, more?: object): Promise<SpeakRequest>;
  queue(query?: string, as?: Client): Promise<SpeakRequest[]>;
}
/** A conference of some sites, with a console at each. `of` answers the service that is running now. */
export async function speakDesk(of: () => TestApp, sites = 2): Promise<SpeakDesk> {
  const { organizer, anonymous } = of();
  const hall = await makeHall(organizer, { sites, people: 0 });
  const consoles: Client[] = [];
  for (const site of hall.sites) consoles.push(anonymous.as((await pair(organizer, site.id)).token));
  const path = pathTo(ROUTES.speakRequests, hall.conference.id);
  return {
    hall,
    consoles,
    path,
    ask: async (at, topic = `Ý kiến ${at}`, more = {}) =>
      made(await consoles[at]!.post<SpeakRequest>(path, { id: randomUUID(), topic, ...more })),
    queue: async (query = '?state=open', as = of().organizer) =>
      made(await as.get<SpeakQueue>(path + query)).items,
  };
}
export const topics = (requests: SpeakRequest[]): string[] => requests.map(({ topic }) => topic);
