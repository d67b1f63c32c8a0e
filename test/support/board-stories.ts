import { emptyTally, TallyService } from '../../src/attendance/ledger/tally.service.js';
import type { BoardSnapshot } from '../../src/contract/board.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { TestApp } from './app.js';
import { type Hall, made } from './hall.js';
import { BoardReader, LiveClient } from './live.js';

export const NOBODY = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };

/**
 * Those who connect to the service of one file of stories, closed after each story, and what organizers read
 * on the board.
 */
export interface BoardStories {
  connect(token: string): Promise<LiveClient>;
  watch(hall: Hall): Promise<BoardReader>;
  boardOf(hall: Hall): Promise<BoardSnapshot>;
  /** Entries of the site at this place of `hall.sites`. */
  record(hall: Hall, at: number, entries: object[]): Promise<void>;
  /** Counts each site by SQL, in the form of `countsOf`. */
  tallied(hall: Hall, checkpointId?: string): Promise<unknown[]>;
}

/** Takes the counts of a board that the ledger has too. */
export const countsOf = ({ sites }: BoardSnapshot): unknown[] =>
  sites.map(({ siteId, counts, outside, guests, elsewhere, lastEntryAt }) => ({
    siteId,
    counts,
    outside,
    guests,
    elsewhere,
    lastEntryAt,
  }));

/**
 * To be called at the top of the file. `of` answers the service that is running now: a story may restart it.
 */
export function boardStories(of: () => TestApp): BoardStories {
  const open: LiveClient[] = [];
  afterEach(() => open.splice(0).forEach((client) => client.close()));
  const connect = async (token: string): Promise<LiveClient> => {
    const client = await LiveClient.connect(of().url, { token });
    open.push(client);
    return client;
  };
  return {
    connect,
    watch: async ({ conference }) => BoardReader.watch(await connect(of().organizer.token!), conference.id),
    boardOf: async ({ conference }) =>
      made(await of().organizer.get<BoardSnapshot>(pathTo(ROUTES.board, conference.id))),
    record: async ({ sites }, at, entries) =>
      void made(await of().organizer.post(pathTo(ROUTES.attendance, sites[at]!.id), { entries })),
    tallied: async ({ conference, checkpoint, sites }, checkpointId = checkpoint.id) => {
      const tally = await of().app.get(TallyService, { strict: false }).read(conference.id, checkpointId);
      return sites.map(({ id }) => {
        const { headcount: _headcount, ...counted } = tally.sites.get(id) ?? emptyTally();
        return { siteId: id, ...counted };
      });
    },
  };
}
