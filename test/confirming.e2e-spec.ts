import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Entry } from '../src/contract/attendance.js';
import type { BoardRow, BoardSnapshot } from '../src/contract/board.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Roster } from '../src/contract/roster.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Client } from './support/client.js';
import { confirmingStories } from './support/confirming-stories.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';
import { BoardReader, LiveClient } from './support/live.js';

let app: TestApp;
let hall: Hall;
/** Two devices of the first site, and one of the second. */
let [desk, phone, neighbour] = [] as unknown as [Client, Client, Client];
let checkpointId: string;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 6 });
  const console = async (site: number): Promise<Client> =>
    app.anonymous.as((await pair(app.organizer, hall.sites[site]!.id)).token);
  [desk, phone, neighbour] = [await console(0), await console(0), await console(1)];
});
afterAll(() => app.stop());
beforeEach(async () => {
  checkpointId = await newCheckpoint();
});

const {
  newCheckpoint,
  at,
  act,
  mark,
  confirm,
  reopen,
  undo,
  post,
  record,
  words,
  ledger,
  rosterOf,
  confirmationAt,
  boardRow,
} = confirmingStories(() => ({ app, hall, checkpointId }));

describe('access to confirming', () => {
  it('refuses anonymous callers and trainees, and hides the site from other coordinators', async () => {
    expect((await post(app.anonymous, [confirm(6, 10)])).body.code).toBe('auth.required');
    const { token } = await signInTrainee(app.anonymous, hall.people[0]![0]!.code!);
    expect((await post(app.anonymous.as(token), [confirm(6, 10)])).body.code).toBe('auth.forbidden');
    expect(await post(neighbour, [confirm(6, 10)])).toMatchObject({
      status: 404,
      body: { code: 'site.not-found' },
    });
    expect(await ledger()).toEqual([]);
    expect(confirmationAt(await rosterOf(desk))).toBeUndefined();
  });

  it('refuses a coordinator who reopens, and stores nothing', async () => {
    await record(desk, confirm(6, 10));
    expect(await words(desk, reopen(20))).toEqual(['auth.forbidden']);
    expect(await ledger()).toHaveLength(1);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'confirmed' });
  });

  it('lets the coordinator confirm, and an organizer on their behalf', async () => {
    expect(await words(desk, confirm(6, 10))).toEqual(['accepted']);
    expect(await words(app.organizer, confirm(5, 11))).toEqual(['accepted']);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'confirmed', headcount: 5 });
  });
});

describe('a confirmation', () => {
  it('is refused when a field is missing, excessive or senseless', async () => {
    const refusals: Partial<Entry>[] = [
      { ...confirm(6, 1), headcount: undefined },
      { ...confirm(6, 1), headcount: -1 },
      { ...confirm(6, 1), headcount: 100_001 },
      { ...confirm(6, 1), headcount: 1.5 },
      { ...confirm(6, 1), note: 'x'.repeat(501) },
      { ...confirm(6, 1), participantId: hall.people[0]![0]!.id },
      { ...confirm(6, 1), code: 'X' },
      { ...confirm(6, 1), walkIn: { fullName: 'A' } },
      { ...confirm(6, 1), mode: 'in_person' },
      { ...confirm(6, 1), undoes: randomUUID() },
      { ...confirm(6, 1), amendment: 'nhầm' },
      mark(0, 1, { headcount: 6 }),
      mark(0, 1, { note: 'x' }),
      { ...undo(mark(0, 1), 2), headcount: 1 },
      mark(0, 1, { clockOffset: 315_576_000_001 }),
    ];
    expect(await words(desk, ...refusals)).toEqual(refusals.map(() => 'entry.invalid'));
    expect(
      await words(
        app.organizer,
        { ...reopen(1), reason: undefined },
        { ...reopen(1), headcount: 5 },
        { ...reopen(1), participantId: hall.people[0]![0]!.id },
      ),
    ).toEqual(['entry.invalid', 'entry.invalid', 'entry.invalid']);
    expect(await ledger()).toEqual([]);
  });

  it('is refused before the checkpoint opens, as every entry is', async () => {
    checkpointId = await newCheckpoint({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await words(desk, confirm(6, 10))).toEqual(['checkpoint.not-open']);
  });

  it('is in the ledger and on the site’s rosters, with the names of those in the room', async () => {
    const before = await rosterOf(phone);
    await record(
      desk,
      mark(0, 1),
      mark(1, 1),
      mark(2, 1, { mode: 'online' }),
      mark(3, 1, { kind: 'absent' }),
    );
    const said = confirm(3, 10, { note: 'một lái xe', clockOffset: -125_000 });
    const [receipt] = await record(desk, said);
    expect(receipt).toEqual({ id: said.id, outcome: 'accepted' });
    expect((await ledger()).at(-1)).toMatchObject({
      id: said.id,
      kind: 'confirm',
      participantId: null,
      headcount: 3,
      note: 'một lái xe',
      amendment: null,
      clockOffset: -125_000,
    });
    const told = {
      checkpointId,
      state: 'confirmed',
      entryId: said.id,
      headcount: 3,
      note: 'một lái xe',
      confirmedAt: at(10),
      happenedAt: '2026-11-22T01:12:05.000Z',
      reason: null,
      names: 2,
    };
    const after = await rosterOf(phone, `?since=${before.seq}`);
    expect([after.full, after.confirmations]).toEqual([false, [told]]);
    expect(confirmationAt(await rosterOf(desk))).toEqual(told);
    expect((await rosterOf(phone, `?since=${after.seq}`)).confirmations).toEqual([]);
    expect((await boardRow()).confirmed).toEqual({ headcount: 3, names: 2 });
    expect(
      made(await neighbour.get<Roster>(pathTo(ROUTES.roster, hall.sites[1]!.id))).confirmations.map(
        (one) => one.checkpointId,
      ),
    ).not.toContain(checkpointId);
  });

  it('counts one name less when a person leaves the roster, and the consoles hear of it', async () => {
    const { id } = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, hall.conference.id), {
        siteId: hall.sites[0]!.id,
        fullName: 'Người Đi',
      }),
    );
    await record(desk, act(1, { participantId: id }), mark(0, 1), confirm(2, 10));
    const { seq, confirmations } = await rosterOf(phone);
    expect(confirmations.find((one) => one.checkpointId === checkpointId)).toMatchObject({ names: 2 });
    await app.organizer.delete(pathTo(ROUTES.participant, id));
    expect(confirmationAt(await rosterOf(phone, `?since=${seq}`))).toMatchObject({
      state: 'confirmed',
      names: 1,
    });
    expect((await boardRow()).confirmed).toEqual({ headcount: 2, names: 1 });
  });

  it('is a duplicate when it is sent again, and refused with another headcount', async () => {
    const said = confirm(6, 10);
    expect(
      await words(
        desk,
        said,
        said,
        { ...said, clockOffset: 7 },
        { ...said, headcount: 5 },
        { ...said, note: 'x' },
      ),
    ).toEqual(['accepted', 'duplicate', 'duplicate', 'entry.id-reused', 'entry.id-reused']);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ headcount: 6 });
  });

  it('of one site does not confirm another site', async () => {
    await record(desk, confirm(6, 10));
    expect(
      made(await post(neighbour, [act(20, { participantId: hall.people[1]![0]!.id })], 1)).receipts,
    ).toMatchObject([{ outcome: 'accepted' }]);
    expect((await ledger()).at(-1)!.amendment).toBeNull();
  });
});

describe('the board', () => {
  it('shows at once a confirmation, later changes of names, and a reopening', async () => {
    const conference = await makeHall(app.organizer, { sites: 1, people: 3 });
    checkpointId = conference.checkpoint.id;
    const live = await LiveClient.connect(app.url, { token: app.organizer.token! });
    const reader = await BoardReader.watch(live, conference.conference.id);
    const say = async (entry: Entry): Promise<void> =>
      void made(
        await app.organizer.post(pathTo(ROUTES.attendance, conference.sites[0]!.id), { entries: [entry] }),
      );
    const shows = (confirmed: BoardRow['confirmed']): Promise<void> =>
      live.until(
        JSON.stringify(confirmed),
        () => JSON.stringify(reader.board.sites[0]!.confirmed) === JSON.stringify(confirmed),
      );
    const person = (nth: number, minute: number, more: Partial<Entry> = {}): Entry =>
      act(minute, { participantId: conference.people[0]![nth]!.id, ...more });
    expect(reader.board.sites[0]!.confirmed).toBeNull();
    await say(person(0, 1));
    await say(confirm(2, 10));
    await shows({ headcount: 2, names: 1 });
    await say(person(1, 11, { amendment: 'đến muộn' }));
    await shows({ headcount: 2, names: 2 });
    expect(reader.board.sites[0]).toEqual(
      made(
        await app.organizer.get<BoardSnapshot>(
          `${pathTo(ROUTES.board, conference.conference.id)}?checkpointId=${checkpointId}`,
        ),
      ).sites[0],
    );
    await say(reopen(20));
    await shows(null);
    live.close();
  });
});

describe('two devices of one site', () => {
  it('reach the same state in whatever order and however often their entries arrive', async () => {
    const drafts = (): { by: 'desk' | 'phone'; entry: Entry }[] => {
      const [seen, first, second] = [
        mark(1, 2, { deviceSeq: 1 }),
        confirm(4, 10, { deviceSeq: 3 }),
        confirm(3, 20, { deviceSeq: 5, note: 'một người về' }),
      ];
      const byDesk = [
        mark(0, 1, { deviceSeq: 1 }),
        mark(2, 3, { deviceSeq: 2, kind: 'absent', reason: 'sick' }),
        first,
        undo(first, 12, { deviceSeq: 4 }),
        second,
        mark(5, 22, { deviceSeq: 6, amendment: 'đến muộn' }),
      ];
      const byPhone = [
        seen,
        mark(2, 9, { deviceSeq: 2 }),
        confirm(9, 11, { deviceSeq: 3 }),
        undo(seen, 23, { deviceSeq: 4, amendment: 'nhầm người' }),
        mark(4, 8, { clockOffset: 0 }),
      ];
      return [
        ...byDesk.map((entry) => ({ by: 'desk' as const, entry })),
        ...byPhone.map((entry) => ({ by: 'phone' as const, entry })),
      ];
    };
    const ends: unknown[] = [];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      checkpointId = await newCheckpoint();
      const all = drafts();
      const order =
        seed === 1
          ? all
          : fc.sample(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), {
              numRuns: 1,
              seed,
            })[0]!;
      for (const { by, entry } of order)
        expect((await words(by === 'desk' ? desk : phone, entry))[0]).toMatch(/^(accepted|duplicate)$/);
      const [roster, row] = [await rosterOf(desk), await boardRow()];
      const states = roster.states
        .filter((state) => state.checkpointId === checkpointId && state.state !== 'unmarked')
        .map(({ participantId, state, reason }) => ({ participantId, state, reason }));
      states.sort((a, b) => (a.participantId < b.participantId ? -1 : 1));
      const { entryId: _entryId, checkpointId: _checkpointId, ...confirmed } = confirmationAt(roster)!;
      ends.push({
        states,
        confirmed,
        counts: row.counts,
        row: row.confirmed,
        entries: (await ledger()).length,
      });
    }
    expect(ends[0]).toMatchObject({
      confirmed: { state: 'confirmed', headcount: 3, note: 'một người về', names: 4 },
      row: { headcount: 3, names: 4 },
      entries: 11,
    });
    for (const end of ends) expect(end).toEqual(ends[0]);
  });
});
