import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Roster } from '../src/contract/roster.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 3, people: 12 });
});
afterAll(() => app.stop());

const post = (who: Client, siteId: string, entries: unknown[], more: object = {}) =>
  who.post<AttendanceReply & { code?: string; errors?: { path: string }[] }>(
    pathTo(ROUTES.attendance, siteId),
    { entries, ...more },
  );
const record = async (entries: Partial<Entry>[], site = 0, who = app.organizer): Promise<Receipt[]> =>
  made(await post(who, hall.sites[site]!.id, entries)).receipts;
const one = async (entry: Partial<Entry>, site = 0): Promise<Receipt> => (await record([entry], site))[0]!;
const ledger = async (query: string, who = app.organizer): Promise<LedgerEntry[]> =>
  made(await who.get<Page<LedgerEntry>>(`${pathTo(ROUTES.ledger, hall.conference.id)}?${query}`)).items;
const checkpoint = async (fields: object = {}): Promise<Checkpoint> =>
  made(
    await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
      name: 'Mốc',
      ...fields,
    }),
  );
const person = (site: number, nth: number): string => hall.people[site]![nth]!.id;
const mark = (site: number, nth: number, more: Partial<Entry> = {}): Entry =>
  present(hall.checkpoint.id, person(site, nth), more);

describe('an entry', () => {
  it('finds a person by the personal code, however typed', async () => {
    const { id, code } = hall.people[0]![8]!;
    const typed = ` ${code!.slice(0, 4).toLowerCase()}-${code!.slice(4)} `;
    expect(await one({ ...mark(0, 8), participantId: undefined, code: typed, method: 'qr' })).toMatchObject({
      outcome: 'accepted',
      participantId: id,
      state: 'in_person',
    });
  });

  it('takes the person’s own mode unless it says another', async () => {
    const { id } = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, hall.conference.id), {
        siteId: hall.sites[0]!.id,
        fullName: 'Trần Văn Trực',
        mode: 'online',
      }),
    );
    expect((await one(present(hall.checkpoint.id, id))).state).toBe('online');
    expect((await one(present(hall.checkpoint.id, id, { mode: 'in_person' }))).state).toBe('in_person');
  });

  it('accepts later entries of the same batch about the walk-in that it makes', async () => {
    const walkIn = {
      ...mark(2, 0),
      participantId: undefined,
      walkIn: { fullName: ' Lê  Thị Hoa ', unit: 'Sở Y tế' },
      method: 'walk_in',
    } as const;
    const receipts = await record(
      [
        walkIn,
        present(hall.checkpoint.id, walkIn.id, {
          kind: 'left',
          recordedAt: new Date(Date.parse(walkIn.recordedAt) + 60_000).toISOString(),
        }),
        walkIn,
      ],
      2,
    );
    expect(receipts.map(({ outcome, participantId, state }) => [outcome, participantId, state])).toEqual([
      ['accepted', walkIn.id, 'left'],
      ['accepted', walkIn.id, 'left'],
      ['duplicate', walkIn.id, 'left'],
    ]);
    expect(made(await app.organizer.get<object>(pathTo(ROUTES.participant, walkIn.id)))).toMatchObject({
      fullName: 'Lê Thị Hoa',
      unit: 'Sở Y tế',
      origin: 'walk_in',
      siteId: hall.sites[2]!.id,
      mode: 'in_person',
    });
    expect(await one({ ...walkIn, id: person(0, 0) }, 2)).toMatchObject({
      outcome: 'refused',
      code: 'entry.id-reused',
    });
  });

  it('names whom a walk-in stands in for', async () => {
    const walkIn = {
      ...mark(2, 1),
      participantId: undefined,
      walkIn: { fullName: 'Phạm Thay' },
      substituteFor: person(2, 1),
    };
    expect(await one(walkIn, 2)).toMatchObject({ outcome: 'accepted', state: 'in_person' });
    const { states } = made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, hall.sites[2]!.id)));
    expect(states.find(({ participantId }) => participantId === walkIn.id)).toMatchObject({
      substituteFor: person(2, 1),
    });
  });

  it('is taken back by an undo in the same batch, later, or before it arrives', async () => {
    const undo = (target: Entry, more: Partial<Entry> = {}): Partial<Entry> => ({
      ...mark(0, 9),
      id: randomUUID(),
      participantId: undefined,
      kind: 'undo',
      undoes: target.id,
      ...more,
    });
    const [first, second, third] = [mark(0, 9), mark(0, 10), mark(0, 11)];
    expect((await record([first, undo(first)])).map(({ state }) => state)).toEqual(['unmarked', 'unmarked']);
    await one(second);
    expect(await one(undo(second))).toMatchObject({
      outcome: 'accepted',
      participantId: second.participantId,
      state: 'unmarked',
    });
    const early = undo(third);
    expect(await one(early)).toEqual({ id: early.id, outcome: 'accepted' });
    expect(await one(third)).toMatchObject({ outcome: 'accepted', state: 'unmarked' });
    expect(await one(early)).toMatchObject({
      outcome: 'duplicate',
      participantId: third.participantId,
      state: 'unmarked',
    });
  });

  it('is not taken back by another site', async () => {
    const entry = mark(1, 2);
    await one(entry, 1);
    const undo = {
      ...entry,
      id: randomUUID(),
      participantId: undefined,
      kind: 'undo' as const,
      undoes: entry.id,
    };
    expect(await one(undo, 2)).toEqual({ id: undo.id, outcome: 'accepted' });
    expect((await one(entry, 1)).state).toBe('in_person');
  });

  it('waits for the checkpoint to open, and is late after it has closed', async () => {
    const hour = (away: number): string => new Date(Date.now() + away * 3_600_000).toISOString();
    const [future, past] = [
      await checkpoint({ opensAt: hour(1) }),
      await checkpoint({ opensAt: hour(-2), closesAt: hour(-1) }),
    ];
    expect(await one(present(future.id, person(0, 0)))).toMatchObject({
      outcome: 'refused',
      code: 'checkpoint.not-open',
    });
    const late = present(past.id, person(0, 0), { recordedAt: hour(-1.5), offline: true, deviceSeq: 7 });
    expect(await one(late)).toMatchObject({ outcome: 'accepted', state: 'in_person' });
    const [row] = await ledger(`checkpointId=${past.id}`);
    expect(row).toMatchObject({
      id: late.id,
      late: true,
      offline: true,
      deviceSeq: 7,
      recordedAt: late.recordedAt,
    });
    expect(row!.receivedAt > row!.recordedAt).toBe(true);
  });

  it('about somebody at two places is kept twice and counts once', async () => {
    const { id } = await checkpoint();
    await one(present(id, person(0, 0), { recordedAt: '2026-11-22T01:00:00.000Z' }), 0);
    expect(
      await one(present(id, person(0, 0), { mode: 'online', recordedAt: '2026-11-22T02:00:00.000Z' }), 1),
    ).toMatchObject({ state: 'in_person' });
    expect(await ledger(`checkpointId=${id}`)).toHaveLength(2);
    const { states } = made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, hall.sites[0]!.id)));
    expect(states.find((state) => state.checkpointId === id)).toMatchObject({
      state: 'in_person',
      siteId: hall.sites[0]!.id,
      alsoAt: [hall.sites[1]!.id],
      because: 'room-over-screen',
    });
  });

  it('about somebody removed is refused', async () => {
    const { id } = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, hall.conference.id), {
        siteId: hall.sites[0]!.id,
        fullName: 'Người Đi',
      }),
    );
    expect(await one(present(hall.checkpoint.id, id))).toMatchObject({ outcome: 'accepted' });
    await app.organizer.delete(pathTo(ROUTES.participant, id));
    expect(await one(present(hall.checkpoint.id, id))).toMatchObject({
      outcome: 'refused',
      code: 'participant.not-found',
    });
  });
});
