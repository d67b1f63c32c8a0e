import { startTestApp, type TestApp } from './app.js';
import { type Hall, makeHall, pair, signInTrainee } from './hall.js';
import { LiveClient } from './live.js';

/**
 * A service with a small conference, for one file of stories, and those who
 * connect to it: closed after each story.
 */
export interface LiveHall {
  app: TestApp;
  hall: Hall;
  /** For sockets that a story opens by itself. */
  open: LiveClient[];
  connect(token: string): Promise<LiveClient>;
  /** A new console of the site at this place of `hall.sites`. */
  consoleOf(at: number): Promise<{ client: LiveClient; token: string; deviceId: string }>;
  /** The first person of the first site. */
  trainee(): Promise<LiveClient>;
}

/** To be called at the top of the file: `app` and `hall` are there from the first story on. */
export function liveHall(): LiveHall {
  const open: LiveClient[] = [];
  const connect = async (token: string): Promise<LiveClient> => {
    const client = await LiveClient.connect(here.app.url, { token });
    open.push(client);
    return client;
  };
  const here = {
    open,
    connect,
    consoleOf: async (at: number) => {
      const { token, deviceId } = await pair(here.app.organizer, here.hall.sites[at]!.id);
      return { client: await connect(token), token, deviceId };
    },
    trainee: async () =>
      connect((await signInTrainee(here.app.anonymous, here.hall.people[0]![0]!.code!)).token),
  } as LiveHall;
  beforeAll(async () => {
    here.app = await startTestApp();
    here.hall = await makeHall(here.app.organizer, { sites: 2, people: 3 });
  });
  afterEach(() => open.splice(0).forEach((client) => client.close()));
  afterAll(() => here.app.stop());
  return here;
}
