import type { BoardSnapshot } from '../src/contract/board.js';
import type { LedgerEntry } from '../src/contract/attendance.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories, countsOf } from './support/board-stories.js';
import { made, makeHall, pair, present } from './support/hall.js';
import { seeded } from './support/seeded.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { connect, watch, boardOf, tallied } = boardStories(() => app);

/** R12: never silently wrong. */
describe('the board and the ledger', () => {
  it('agree after random entries, rebuilds and a restart', async () => {
    const hall = await makeHall(app.organizer, { sites: 6, people: 5 });
    const consoles = await Promise.all(
      hall.sites.map(async ({ id }) => connect((await pair(app.organizer, id)).token)),
    );
    const readers = await Promise.all([watch(hall), watch(hall)]);
    const everybody = hall.people.flat();
    const kinds = ['present', 'present', 'present', 'absent', 'left', 'undo', 'walkIn'] as const;
    const sent: string[] = [];
    const random = seeded(7);
    const some = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    for (let round = 0; round < 12; round += 1) {
      const acts = hall.sites.map((site, at) => {
        const entries = Array.from({ length: 5 }, () => {
          const kind = some(kinds);
          const entry = {
            ...present(hall.checkpoint.id, some(everybody).id, {
              mode: some(['in_person', 'online'] as const),
            }),
          };
          sent.push(entry.id);
          if (kind === 'walkIn')
            return {
              ...entry,
              participantId: undefined,
              walkIn: { fullName: `Khách ${entry.id.slice(0, 4)}` },
              method: 'walk_in',
            };
          if (kind === 'undo')
            return { ...entry, kind, participantId: undefined, mode: undefined, undoes: some(sent) };
          return kind === 'present' ? entry : { ...entry, kind, mode: undefined };
        });
        return consoles[at]!.ask('attendance.submit', { siteId: site.id, entries });
      });
      if (round % 4 === 2)
        made(await app.organizer.patch(pathTo(ROUTES.site, some(hall.sites).id), { name: `Xã ${round}` }));
      // Beside the entries: people who are marked meanwhile move, go and come.
      const siteId = some(hall.sites).id;
      const moving = some(everybody);
      made(await app.organizer.patch(pathTo(ROUTES.participant, moving.id), { siteId }));
      made(
        await app.organizer.patch(pathTo(ROUTES.participant, some(everybody).id), { fullName: 'Lê Thị Sửa' }),
      );
      if (round % 3 === 1) {
        const [gone] = everybody.splice(everybody.indexOf(moving), 1);
        made(await app.organizer.delete(pathTo(ROUTES.participant, gone!.id)));
        const body = { siteId, fullName: 'Lê Văn Thay' };
        everybody.push(made(await app.organizer.post(pathTo(ROUTES.participants, hall.conference.id), body)));
      }
      for (const answer of await Promise.all(acts)) expect(answer.problem).toBeUndefined();
    }
    const agreed = async (): Promise<BoardSnapshot> => {
      const board = await boardOf(hall);
      expect(countsOf(board)).toEqual(await tallied(hall));
      for (const reader of readers) {
        await reader.live.until('the end', () => reader.board.seq >= board.seq);
        expect(reader.broken).toBe(0);
        expect(reader.board).toEqual(board);
      }
      return board;
    };
    const before = await agreed();
    // Alone, with no other change that makes the board look: a new person at each site.
    for (const { id: siteId } of hall.sites)
      made(
        await app.organizer.post(pathTo(ROUTES.participants, hall.conference.id), {
          siteId,
          fullName: 'Lê Văn Mới',
        }),
      );
    const final = await agreed();
    expect(final.totals.counts.unmarked).toBe(before.totals.counts.unmarked + hall.sites.length);
    const ledger = made(
      await app.organizer.get<{ items: LedgerEntry[] }>(
        `${pathTo(ROUTES.ledger, hall.conference.id)}?limit=500`,
      ),
    );
    expect(ledger.items.length).toBeGreaterThan(200);

    const replayed = made(
      await app.organizer.get<BoardSnapshot>(
        `${pathTo(ROUTES.board, hall.conference.id)}?at=${new Date().toISOString()}`,
      ),
    );
    // How ready a site was is not kept.
    expect(replayed.sites).toEqual(final.sites.map((row) => ({ ...row, readiness: null })));
    expect(replayed.totals.counts).toEqual(final.totals.counts);
    expect(replayed.arrivals).toEqual(final.arrivals);

    app = await app.restart();
    const after = await boardOf(hall);
    expect(countsOf(after)).toEqual(countsOf(final));
    expect(after.arrivals).toEqual(final.arrivals);
    expect(after.seq).toBeGreaterThan(final.seq);
    expect(
      (await app.organizer.get(`${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${final.seq}`))
        .status,
    ).toBe(410);
  });
});
