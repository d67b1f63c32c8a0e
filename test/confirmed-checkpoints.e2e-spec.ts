import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LATE_ARRIVAL } from '../src/contract/attendance.js';
import { readConfig } from '../src/platform/config/config.js';
import { PostgresLock } from '../src/platform/database/postgres-lock.js';
import { start } from '../src/start.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Client } from './support/client.js';
import { confirmingStories } from './support/confirming-stories.js';
import { type Hall, makeHall, pair } from './support/hall.js';

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
  act,
  mark,
  confirm,
  reopen,
  undo,
  record,
  words,
  ledger,
  rosterOf,
  confirmationAt,
  boardRow,
} = confirmingStories(() => ({ app, hall, checkpointId }));

describe('a confirmed checkpoint', () => {
  it('refuses later entries from everybody, and stores nothing of them', async () => {
    const [first, confirmed] = [mark(0, 1), confirm(1, 10)];
    await record(desk, first, confirmed);
    const walkIn = act(11, { walkIn: { fullName: 'Khách Muộn' }, method: 'walk_in' });
    for (const who of [desk, phone, app.organizer])
      expect(
        await words(who, mark(1, 11), mark(0, 11, { kind: 'left' }), undo(first, 11), walkIn, first),
      ).toEqual([...Array<string>(4).fill('checkpoint.confirmed'), 'duplicate']);
    expect((await ledger()).map(({ id }) => id)).toEqual([first.id, confirmed.id]);
    const roster = await rosterOf(desk);
    expect(roster.members.some(({ participantId }) => participantId === walkIn.id)).toBe(false);
    expect(confirmationAt(roster)).toMatchObject({ names: 1 });
  });

  it('accepts the same entry id with a reason, which the ledger keeps', async () => {
    await record(desk, mark(0, 1), confirm(1, 10));
    const late = mark(1, 11);
    expect(await words(desk, late)).toEqual(['checkpoint.confirmed']);
    const mended = { ...late, amendment: '  đến muộn,  đã ngồi vào chỗ ' };
    expect(await record(desk, mended)).toEqual([
      { id: late.id, outcome: 'accepted', participantId: late.participantId, state: 'in_person' },
    ]);
    // An organizer may have taken it with a reason of their own meanwhile: the console is told that it is in
    // the ledger.
    expect(
      await words(desk, mended, late, { ...late, amendment: 'lý do khác' }, { ...mended, kind: 'left' }),
    ).toEqual(['duplicate', 'duplicate', 'duplicate', 'entry.id-reused']);
    expect((await ledger()).at(-1)).toMatchObject({ id: late.id, amendment: 'đến muộn, đã ngồi vào chỗ' });
    expect((await boardRow()).confirmed).toEqual({ headcount: 1, names: 2 });
    expect(confirmationAt(await rosterOf(phone))).toMatchObject({ state: 'confirmed', names: 2 });
    expect(
      await words(app.organizer, mark(2, 12), mark(2, 12, { amendment: 'theo danh sách giấy' })),
    ).toEqual(['checkpoint.confirmed', 'accepted']);
  });

  it('accepts without a reason an entry made before it, by true time or by `deviceSeq`', async () => {
    await record(desk, confirm(6, 10, { deviceSeq: 5 }));
    const [hour, underWay] = [3_600_000, [mark(0, 9), mark(1, 59, { clockOffset: 3_600_000 })]];
    expect(await words(phone, ...underWay, mark(2, 9, { clockOffset: -hour }))).toEqual([
      'accepted',
      'accepted',
      'checkpoint.confirmed',
    ]);
    // A clock that jumped: the device knows in which order it was.
    expect(await words(desk, mark(3, 59, { deviceSeq: 4 }), mark(4, 1, { deviceSeq: 6 }))).toEqual([
      'accepted',
      'checkpoint.confirmed',
    ]);
    expect((await ledger()).map(({ kind, amendment }) => amendment ?? kind)).toEqual([
      'confirm',
      LATE_ARRIVAL,
      LATE_ARRIVAL,
      LATE_ARRIVAL,
    ]);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'confirmed', names: 3 });
  });

  it('is confirmed for the rest of its batch, and for a batch at the same moment', async () => {
    expect(await words(desk, mark(0, 1), confirm(1, 10), mark(1, 11), mark(2, 9))).toEqual([
      'accepted',
      'accepted',
      'checkpoint.confirmed',
      'accepted',
    ]);
    const both = await Promise.all([
      words(desk, confirm(2, 20)),
      words(phone, mark(3, 21)),
      words(phone, mark(4, 19)),
    ]);
    expect(both).toEqual([['accepted'], ['checkpoint.confirmed'], ['accepted']]);
  });

  it('cannot be bypassed by an undo that names another checkpoint', async () => {
    const first = mark(0, 1);
    await record(desk, first, confirm(1, 10));
    const elsewhere = await newCheckpoint();
    expect(await words(desk, { ...undo(first, 11), checkpointId: elsewhere })).toEqual([
      'checkpoint.confirmed',
    ]);
    expect(
      await words(desk, { ...undo(first, 11), checkpointId: elsewhere, amendment: 'nhầm người' }),
    ).toEqual(['accepted']);
    expect((await boardRow()).confirmed).toEqual({ headcount: 1, names: 0 });
  });

  it('stays confirmed after a restart', async () => {
    await record(desk, confirm(6, 10));
    app = await app.restart();
    [desk, phone, neighbour] = [desk, phone, neighbour].map((client) => app.anonymous.as(client.token!)) as [
      Client,
      Client,
      Client,
    ];
    expect(await words(desk, mark(0, 11), mark(0, 9))).toEqual(['checkpoint.confirmed', 'accepted']);
  });
});

/**
 * Of PostgreSQL alone: SQLite has one writing process. A second service is refused, so this one comes past
 * the lock.
 */
if (process.env.TEST_DATABASE === 'postgres')
  it('confirming and reopening hold for another service on the same database', async () => {
    const nobodys = { release: () => Promise.resolve() } as unknown as PostgresLock;
    const unlocked = jest.spyOn(PostgresLock, 'acquire').mockResolvedValueOnce(nobodys);
    const other = await start(
      readConfig({
        PORT: '0',
        DATA_DIR: `${app.dataDir}/other`,
        DATABASE_URL: app.databaseUrl,
        LOG_LEVEL: 'silent',
      }),
    );
    unlocked.mockRestore();
    const there = new Client(other.url).as(desk.token!);
    expect(await words(there, mark(0, 1))).toEqual(['accepted']);
    await record(desk, confirm(1, 10));
    expect(await words(there, mark(1, 11))).toEqual(['checkpoint.confirmed']);
    await record(app.organizer, reopen(12));
    expect(await words(there, mark(1, 13))).toEqual(['accepted']);
    await other.stop();
  });

describe('a checkpoint is open again', () => {
  it('after its confirm is undone, with the state from before it', async () => {
    const [first, second] = [confirm(6, 10), confirm(5, 12)];
    await record(desk, first, second);
    expect(await record(phone, undo(second, 13))).toEqual([expect.objectContaining({ outcome: 'accepted' })]);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({
      state: 'confirmed',
      headcount: 6,
      entryId: first.id,
    });
    await record(phone, undo(first, 14));
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({
      state: 'open',
      headcount: null,
      entryId: null,
      confirmedAt: null,
    });
    expect((await boardRow()).confirmed).toBeNull();
    expect(await words(desk, mark(0, 15))).toEqual(['accepted']);
    expect(await ledger()).toHaveLength(5);
  });

  it('when the undo arrived before the confirm that it names', async () => {
    const late = confirm(6, 10);
    expect(await words(phone, undo(late, 11))).toEqual(['accepted']);
    expect(await words(desk, late, mark(0, 12))).toEqual(['accepted', 'accepted']);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'open' });
  });

  it('after an organizer reopens it with a reason, until the next confirm', async () => {
    await record(desk, mark(0, 1), confirm(6, 10));
    const again = reopen(20);
    expect(await words(app.organizer, again)).toEqual(['accepted']);
    expect(confirmationAt(await rosterOf(desk))).toEqual({
      checkpointId,
      state: 'open',
      entryId: again.id,
      headcount: null,
      note: null,
      confirmedAt: null,
      happenedAt: null,
      reason: 'đếm lại',
      names: 1,
    });
    expect(await words(desk, mark(1, 21), confirm(2, 22), mark(2, 23))).toEqual([
      'accepted',
      'accepted',
      'checkpoint.confirmed',
    ]);
    expect((await boardRow()).confirmed).toEqual({ headcount: 2, names: 2 });
    // It is not taken back by an undo: that would confirm without counting.
    await record(app.organizer, reopen(30));
    await record(desk, undo(again, 31));
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'open' });
  });

  it('even if the device that confirmed has a clock a day ahead', async () => {
    await record(desk, confirm(6, 10 + 24 * 60, { clockOffset: 86_400_000 }));
    await record(app.organizer, reopen(20));
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'open' });
  });
});
