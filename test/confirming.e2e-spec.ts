import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  type AttendanceReply,
  type Entry,
  LATE_ARRIVAL,
  type LedgerEntry,
  type Receipt,
} from '../src/contract/attendance.js';
import type { BoardRow, BoardSnapshot } from '../src/contract/board.js';
import type { Checkpoint } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Roster, RosterConfirmation } from '../src/contract/roster.js';
import type { Page } from '../src/contract/wire.js';
import { readConfig } from '../src/platform/config/config.js';
import { PostgresLock } from '../src/platform/database/postgres-lock.js';
import { start } from '../src/start.js';
import { startTestApp, type TestApp } from './support/app.js';
import { Client } from './support/client.js';
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

const newCheckpoint = async (fields: object = {}): Promise<string> =>
  made(
    await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
      name: 'Mốc',
      ...fields,
    }),
  ).id;
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const act = (minute: number, fields: Partial<Entry>): Entry => ({
  id: randomUUID(),
  checkpointId,
  kind: 'present',
  method: 'roll_call',
  recordedAt: at(minute),
  ...fields,
});
const mark = (nth: number, minute: number, more: Partial<Entry> = {}): Entry =>
  act(minute, { participantId: hall.people[0]![nth]!.id, ...more });
const confirm = (headcount: number, minute: number, more: Partial<Entry> = {}): Entry =>
  act(minute, { kind: 'confirm', headcount, ...more });
const reopen = (minute: number, more: Partial<Entry> = {}): Entry =>
  act(minute, { kind: 'reopen', reason: 'đếm lại', ...more });
const undo = (target: Entry, minute: number, more: Partial<Entry> = {}): Entry =>
  act(minute, { kind: 'undo', undoes: target.id, ...more });

const post = (who: Client, entries: unknown[], site = 0) =>
  who.post<AttendanceReply & { code?: string }>(pathTo(ROUTES.attendance, hall.sites[site]!.id), { entries });
const record = async (who: Client, ...entries: Partial<Entry>[]): Promise<Receipt[]> =>
  made(await post(who, entries)).receipts;
const words = async (who: Client, ...entries: Partial<Entry>[]): Promise<string[]> =>
  (await record(who, ...entries)).map(({ outcome, code }) => code ?? outcome);
const ledger = async (): Promise<LedgerEntry[]> =>
  made(
    await app.organizer.get<Page<LedgerEntry>>(
      `${pathTo(ROUTES.ledger, hall.conference.id)}?checkpointId=${checkpointId}`,
    ),
  ).items;
const rosterOf = async (who: Client, query = ''): Promise<Roster> =>
  made(await who.get<Roster>(`${pathTo(ROUTES.roster, hall.sites[0]!.id)}${query}`));
const confirmationAt = ({ confirmations }: Roster): RosterConfirmation | undefined =>
  confirmations.find((one) => one.checkpointId === checkpointId);
const boardRow = async (): Promise<BoardRow> =>
  made(
    await app.organizer.get<BoardSnapshot>(
      `${pathTo(ROUTES.board, hall.conference.id)}?checkpointId=${checkpointId}`,
    ),
  ).sites[0]!;

describe('who may confirm', () => {
  it('is nobody without a sign-in, no trainee, and no coordinator of another site, who sees no such site', async () => {
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

  it('is no coordinator where it comes to reopening: nothing of that is kept', async () => {
    await record(desk, confirm(6, 10));
    expect(await words(desk, reopen(20))).toEqual(['auth.forbidden']);
    expect(await ledger()).toHaveLength(1);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'confirmed' });
  });

  it('is the coordinator, and an organizer for them', async () => {
    expect(await words(desk, confirm(6, 10))).toEqual(['accepted']);
    expect(await words(app.organizer, confirm(5, 11))).toEqual(['accepted']);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'confirmed', headcount: 5 });
  });
});

describe('a confirmation', () => {
  it('is refused when it says too little, too much, or nothing that makes sense', async () => {
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

  it('waits for the checkpoint to open, as any entry does', async () => {
    checkpointId = await newCheckpoint({ opensAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await words(desk, confirm(6, 10))).toEqual(['checkpoint.not-open']);
  });

  it('is in the ledger and on the rosters of the site’s devices, with the names of those who are in the room', async () => {
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

  it('counts one name less when somebody is taken off the roster, and the consoles hear it', async () => {
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

  it('is a duplicate when it comes again, and refused with another headcount', async () => {
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

  it('of one site says nothing of another', async () => {
    await record(desk, confirm(6, 10));
    expect(
      made(await post(neighbour, [act(20, { participantId: hall.people[1]![0]!.id })], 1)).receipts,
    ).toMatchObject([{ outcome: 'accepted' }]);
    expect((await ledger()).at(-1)!.amendment).toBeNull();
  });
});

describe('a confirmed checkpoint', () => {
  it('refuses what comes after, of whomever, and keeps nothing of it', async () => {
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

  it('takes the same entry under the same id with a reason, which the ledger keeps', async () => {
    await record(desk, mark(0, 1), confirm(1, 10));
    const late = mark(1, 11);
    expect(await words(desk, late)).toEqual(['checkpoint.confirmed']);
    const mended = { ...late, amendment: '  đến muộn,  đã ngồi vào chỗ ' };
    expect(await record(desk, mended)).toEqual([
      { id: late.id, outcome: 'accepted', participantId: late.participantId, state: 'in_person' },
    ]);
    // An organizer may have taken it with a reason of their own meanwhile: the console is told that it is in the ledger.
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

  it('takes without a reason what was under way: made before, by the clocks put right, or by the device’s own count', async () => {
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

  it('is so for what follows in the same batch, and in one that comes at the same moment', async () => {
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

  it('is not got round by an undo that says to be at another checkpoint', async () => {
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

  it('is confirmed still after the service has started again', async () => {
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

/** Of PostgreSQL alone: SQLite has one writing process. A second service is refused, so this one comes past the lock. */
if (process.env.TEST_DATABASE === 'postgres')
  it('a checkpoint that one service has heard confirmed or reopened is so for another on the same database', async () => {
    const nobodys = { release: () => Promise.resolve() } as unknown as PostgresLock;
    const unlocked = jest.spyOn(PostgresLock, 'take').mockResolvedValueOnce(nobodys);
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
  it('when its confirm is taken back, and as it was before that', async () => {
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

  it('when the undo came before the confirm that it names, and was stored without it', async () => {
    const late = confirm(6, 10);
    expect(await words(phone, undo(late, 11))).toEqual(['accepted']);
    expect(await words(desk, late, mark(0, 12))).toEqual(['accepted', 'accepted']);
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'open' });
  });

  it('when an organizer reopens it with a reason, until it is confirmed anew', async () => {
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

  it('though the clock of the device that confirmed is a day fast', async () => {
    await record(desk, confirm(6, 10 + 24 * 60, { clockOffset: 86_400_000 }));
    await record(app.organizer, reopen(20));
    expect(confirmationAt(await rosterOf(desk))).toMatchObject({ state: 'open' });
  });
});

describe('the board', () => {
  it('shows at once what a site confirms, how names move, and that it is open again', async () => {
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
  it('end equal, in whatever order and however often what they made arrives', async () => {
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
