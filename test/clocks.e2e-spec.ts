import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { TallyService } from '../src/attendance/ledger/tally.service.js';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../src/contract/attendance.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { Roster, RosterState } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { standing } from '../src/contract/standing.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let app: TestApp;
let hall: Hall;
let siteId: string;
let console_: Client;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 1, people: 4 });
  siteId = hall.sites[0]!.id;
  console_ = app.anonymous.as((await pair(app.organizer, siteId)).token);
});
afterAll(() => app.stop());

/** The time of a clock that is `ms` fast. */
const shown = (ms: number): string => new Date(Date.now() + ms).toISOString();
const who = (nth: number): string => hall.people[0]![nth]!.id;
const mark = (nth: number, more: Partial<Entry> = {}): Entry => present(hall.checkpoint.id, who(nth), more);
const post = async (client: Client, ...entries: Partial<Entry>[]): Promise<Receipt[]> =>
  made(await client.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries })).receipts;
const codes = async (client: Client, ...entries: Partial<Entry>[]): Promise<string[]> =>
  (await post(client, ...entries)).map(({ outcome, code }) => code ?? outcome);
const roster = async (): Promise<Roster> => made(await console_.get<Roster>(pathTo(ROUTES.roster, siteId)));
const stateOf = async (nth: number): Promise<RosterState | undefined> =>
  (await roster()).states.find(({ participantId }) => participantId === who(nth));
const ledger = async (): Promise<LedgerEntry[]> =>
  made(await app.organizer.get<Page<LedgerEntry>>(`${pathTo(ROUTES.ledger, hall.conference.id)}?limit=500`))
    .items;
const refused = async (): Promise<HeldEntries> =>
  made(await app.organizer.get<HeldEntries>(pathTo(ROUTES.refusedEntries, hall.conference.id)));
const isNow = (instant: string | null | undefined): boolean =>
  Math.abs(Date.parse(instant!) - Date.now()) < 60_000;

describe('a console whose clock is fast (R9)', () => {
  it.each<[string, Partial<Entry>]>([
    ['a day, and nobody knows it', { recordedAt: shown(DAY - 60_000) }],
    ['a day, and the console knows it', { recordedAt: shown(DAY), clockOffset: DAY }],
    [
      'a day, and the console measured before it jumped',
      { recordedAt: shown(DAY - 60_000), clockOffset: 0, deviceSeq: 7 },
    ],
    [
      'a day, and the console measured when it was slow',
      { recordedAt: shown(DAY - 60_000), clockOffset: -3 * HOUR },
    ],
    [
      'nine years, and the console knows it',
      { recordedAt: shown(9 * 365 * DAY), clockOffset: 9 * 365 * DAY },
    ],
    ['an hour, and nobody knows it', { recordedAt: shown(HOUR) }],
  ])('by %s, is corrected by what an organizer says later', async (_, more) => {
    expect(await codes(console_, mark(0, more))).toEqual(['accepted']);
    expect(await stateOf(0)).toMatchObject({ state: 'in_person' });
    const absent = mark(0, { kind: 'absent', reason: 'sick' });
    expect(await post(app.organizer, absent)).toMatchObject([{ outcome: 'accepted', state: 'absent' }]);
    expect(await stateOf(0)).toMatchObject({ state: 'absent', entryId: absent.id, reason: 'sick' });
  });

  it('leaves both times in the ledger, and is put at its arrival wherever a time is shown', async () => {
    const fast = mark(0, { recordedAt: shown(DAY - 60_000) });
    await post(console_, fast);
    const [entry] = await ledger();
    expect(entry).toMatchObject({ recordedAt: fast.recordedAt, clockOffset: null, acceptedAt: null });
    expect([isNow(entry!.receivedAt), entry!.happenedAt]).toEqual([true, entry!.receivedAt]);
    expect(await stateOf(0)).toMatchObject({ recordedAt: fast.recordedAt, happenedAt: entry!.receivedAt });
    const { arrivals } = await app.app.get(TallyService).read(hall.conference.id, hall.checkpoint.id);
    expect(arrivals).toEqual([{ minute: `${entry!.receivedAt.slice(0, 16)}:00.000Z`, people: 1 }]);
    const csv = (
      await app.organizer.get<string>(
        `${pathTo(ROUTES.reportCsv, hall.conference.id)}?checkpointId=${hall.checkpoint.id}`,
      )
    ).body;
    expect(csv).not.toContain(new Date(Date.parse(fast.recordedAt) + 7 * HOUR).toISOString().slice(11, 19));
    expect(csv).toContain('đồng hồ máy nhanh 1439 phút');
  });

  it('confirms nothing that an organizer cannot reopen', async () => {
    const confirm: Partial<Entry> = {
      id: randomUUID(),
      checkpointId: hall.checkpoint.id,
      kind: 'confirm',
      headcount: 3,
      method: 'roll_call',
      recordedAt: shown(DAY - 60_000),
    };
    expect(await codes(console_, confirm)).toEqual(['accepted']);
    expect((await roster()).confirmations).toMatchObject([
      { state: 'confirmed', confirmedAt: confirm.recordedAt },
    ]);
    expect(isNow((await roster()).confirmations[0]!.happenedAt)).toBe(true);
    const reopen = {
      ...confirm,
      id: randomUUID(),
      kind: 'reopen' as const,
      headcount: undefined,
      reason: 'đếm lại',
      recordedAt: shown(0),
    };
    expect(await codes(app.organizer, reopen)).toEqual(['accepted']);
    expect((await roster()).confirmations).toMatchObject([{ state: 'open', reason: 'đếm lại' }]);
  });
});

describe('a clock that is slow, or shows another century (R9)', () => {
  it.each<[string, Partial<Entry>, string]>([
    ['three hours slow, known', { recordedAt: shown(-3 * HOUR), clockOffset: -3 * HOUR }, 'in_person'],
    ['three hours slow, not known: it was made before', { recordedAt: shown(-3 * HOUR) }, 'absent'],
    ['the year 2009, not known', { recordedAt: '2009-01-01T00:00:00.000Z' }, 'in_person'],
    ['the year 1970', { recordedAt: '1970-01-01T00:00:07.000Z' }, 'in_person'],
    ['the year 1900', { recordedAt: '1900-01-01T00:00:00.000Z' }, 'in_person'],
  ])('%s', async (_, more, state) => {
    await post(app.organizer, mark(0, { kind: 'absent', recordedAt: shown(-HOUR) }));
    expect(await post(console_, mark(0, more))).toMatchObject([{ outcome: 'accepted', state }]);
    expect((await stateOf(0))!.happenedAt!.slice(0, 2)).toBe('20');
    await post(app.organizer, mark(0, { kind: 'left' }));
    expect(await stateOf(0)).toMatchObject({ state: 'left' });
  });
});

describe('an entry that says to be made more than a day ahead (R9)', () => {
  it.each<[string, Partial<Entry>]>([
    ['two days', { recordedAt: shown(2 * DAY) }],
    ['a day and a quarter of an hour', { recordedAt: shown(DAY + 900_000) }],
    ['the year 9998', { recordedAt: '9998-12-31T23:59:59.999Z' }],
    ['two days, by an offset of an hour', { recordedAt: shown(2 * DAY), clockOffset: HOUR }],
    ['two days, by an offset of three hours behind', { recordedAt: shown(2 * DAY), clockOffset: -3 * HOUR }],
  ])('is refused by its receipt, and kept: %s', async (_, more) => {
    const ahead = mark(0, more);
    expect(await codes(console_, mark(1), ahead, mark(2))).toEqual([
      'accepted',
      'entry.clock-ahead',
      'accepted',
    ]);
    expect(await stateOf(0)).toBeUndefined();
    expect(await refused()).toMatchObject({
      open: 1,
      items: [{ entry: { id: ahead.id }, because: { code: 'entry.clock-ahead' } }],
    });
    expect(await codes(app.organizer, { ...ahead, id: randomUUID() })).toEqual(['entry.clock-ahead']);
    // Once the console has learned how far its clock is off, the same entry is taken.
    const learned = { ...ahead, clockOffset: Date.parse(ahead.recordedAt) - Date.now() };
    if (Math.abs(learned.clockOffset) < 10 * 365 * DAY)
      expect(await codes(console_, learned, ahead)).toEqual(['accepted', 'duplicate']);
  });

  it.each(['9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z'])(
    'is no entry at all in a year that no zone prints: %s',
    async (recordedAt) => {
      expect(await codes(console_, mark(1), mark(0, { recordedAt }))).toEqual(['accepted', 'entry.invalid']);
      expect(await stateOf(0)).toBeUndefined();
      expect((await refused()).open).toBe(1);
    },
  );

  it('is judged for a confirm and an undo as for a mark', async () => {
    const [kind, recordedAt] = ['confirm' as const, shown(2 * DAY)];
    const confirm = {
      id: randomUUID(),
      checkpointId: hall.checkpoint.id,
      kind,
      headcount: 1,
      method: 'roll_call' as const,
      recordedAt,
    };
    const undo = { ...mark(0, { kind: 'undo', undoes: randomUUID(), recordedAt }), participantId: undefined };
    expect(await codes(console_, confirm, undo)).toEqual(['entry.clock-ahead', 'entry.clock-ahead']);
  });

  it('stays refused when an organizer tries it again', async () => {
    await post(console_, mark(0, { recordedAt: '9998-12-31T23:59:59.999Z' }));
    const [held] = (await refused()).items;
    expect(made(await app.organizer.post<Receipt>(pathTo(ROUTES.refusedAccept, held!.id), {}))).toMatchObject(
      {
        outcome: 'refused',
        code: 'entry.clock-ahead',
      },
    );
  });
});

describe('an entry that an organizer lets in later (R9)', () => {
  it('counts as of when it came: what was said since is not outvoted', async () => {
    const { token, deviceId } = await pair(app.organizer, siteId);
    await app.organizer.delete(pathTo(ROUTES.device, deviceId));
    const handedIn = mark(0, { recordedAt: shown(DAY - 60_000) });
    made(await app.anonymous.as(token).post(pathTo(ROUTES.quarantine), { entries: [handedIn] }));
    await post(app.organizer, mark(0, { kind: 'absent' }));
    const [held] = made(
      await app.organizer.get<HeldEntries>(pathTo(ROUTES.conferenceQuarantine, hall.conference.id)),
    ).items;
    expect(
      made(await app.organizer.post<Receipt>(pathTo(ROUTES.quarantineAccept, held!.id), {})),
    ).toMatchObject({
      outcome: 'accepted',
      state: 'absent',
    });
    const entries = await ledger();
    const accepted = entries.find(({ id }) => id === handedIn.id)!;
    expect([accepted.receivedAt, accepted.happenedAt]).toEqual([held!.receivedAt, held!.receivedAt]);
    expect(accepted.acceptedAt! > accepted.receivedAt).toBe(true);
    // Whoever reads the ledger comes to the same.
    expect(standing(entries)).toMatchObject({ state: 'absent' });
    const [decided] = made(
      await app.organizer.get<HeldEntries>(pathTo(ROUTES.conferenceQuarantine, hall.conference.id)),
    ).items;
    expect(decided!.decided!.at).toBe(accepted.acceptedAt);
  });
});
