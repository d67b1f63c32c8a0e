import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Roster } from '../src/contract/roster.js';
import type { Page } from '../src/contract/wire.js';
import { Databases } from '../src/platform/database/databases.js';
import { cursorOf } from '../src/platform/http/page.dto.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let other: Hall;
let console0: Client;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 3, people: 12 });
  other = await makeHall(app.organizer, { sites: 1, people: 1 });
  console0 = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
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

describe('who may take the roll', () => {
  it('is nobody without a sign-in, and no trainee', async () => {
    expect((await post(app.anonymous, hall.sites[0]!.id, [mark(0, 0)])).body.code).toBe('auth.required');
    const { token } = await signInTrainee(app.anonymous, hall.people[0]![0]!.code!);
    expect((await post(app.anonymous.as(token), hall.sites[0]!.id, [mark(0, 0)])).status).toBe(403);
    expect(await ledger('')).toEqual([]);
  });

  it('is no coordinator at another site, which answers as a missing one does', async () => {
    for (const siteId of [hall.sites[1]!.id, other.sites[0]!.id, randomUUID(), 'nonsense']) {
      expect(await post(console0, siteId, [mark(1, 0)])).toMatchObject({
        status: 404,
        body: { code: 'site.not-found' },
      });
    }
  });

  it('is the coordinator at the own site, whose device is known, and an organizer anywhere, who may name one', async () => {
    const [mine, theirs, named] = [mark(0, 0), mark(0, 1), mark(0, 2)];
    made(await post(console0, hall.sites[0]!.id, [mine], { deviceId: randomUUID() }));
    made(await post(app.organizer, hall.sites[0]!.id, [theirs]));
    const deviceId = randomUUID();
    made(await post(app.organizer, hall.sites[0]!.id, [named], { deviceId }));
    const rows = new Map((await ledger('')).map((row) => [row.id, row]));
    expect(rows.get(mine.id)).toMatchObject({
      deviceId: rows.get(mine.id)!.actor.id,
      actor: { kind: 'coordinator' },
      conferenceId: hall.conference.id,
      siteId: hall.sites[0]!.id,
    });
    expect(rows.get(theirs.id)).toMatchObject({ deviceId: null, actor: { kind: 'organizer' } });
    expect(rows.get(named.id)).toMatchObject({ deviceId, actor: { kind: 'organizer' } });
  });
});

describe('a receipt', () => {
  it('says accepted, and duplicate for the same entry sent again', async () => {
    const entry = mark(0, 3);
    expect(await one(entry)).toEqual({
      id: entry.id,
      outcome: 'accepted',
      participantId: entry.participantId,
      state: 'in_person',
    });
    expect(await one({ ...entry, id: entry.id.toUpperCase() })).toEqual({
      id: entry.id.toUpperCase(),
      outcome: 'duplicate',
      participantId: entry.participantId,
      state: 'in_person',
    });
    expect(await ledger(`participantId=${entry.participantId}`)).toHaveLength(1);
  });

  it('says refused for the same id with other content, at another site and in another conference, and nothing else', async () => {
    const entry = mark(0, 4);
    await one(entry);
    const refused = {
      id: entry.id,
      outcome: 'refused',
      code: 'entry.id-reused',
      message: 'Another entry has that id',
    };
    expect(await one({ ...entry, kind: 'absent' })).toEqual(refused);
    expect(await one(entry, 1)).toEqual(refused);
    expect(made(await post(app.organizer, other.sites[0]!.id, [entry])).receipts).toEqual([refused]);
  });

  it('comes for each entry in its order; a bad one never holds up the others', async () => {
    const entries = [
      mark(0, 5),
      { id: 'no-uuid' },
      { ...mark(0, 6), kind: 'vanished' },
      mark(1, 0),
      { ...mark(0, 6), participantId: randomUUID() },
      mark(0, 6),
      { ...mark(0, 7), extra: 1 },
    ];
    const receipts = await record(entries as Entry[]);
    expect(receipts.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(receipts.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'accepted',
      'entry.invalid',
      'entry.invalid',
      'accepted',
      'participant.not-found',
      'accepted',
      'entry.invalid',
    ]);
    expect(receipts[2]!.message).toBe('kind must be one of present, absent, left, undo, confirm, reopen');
  });

  it('refuses what contradicts itself', async () => {
    const nobody = { ...mark(0, 0), participantId: undefined };
    const refusals: [Partial<Entry>, string][] = [
      [nobody, 'entry.invalid'],
      [{ ...mark(0, 0), code: 'X' }, 'entry.invalid'],
      [{ ...nobody, kind: 'absent', walkIn: { fullName: 'Lê Thị Hoa' } }, 'entry.invalid'],
      [{ ...mark(0, 0), kind: 'absent', substituteFor: person(0, 1) }, 'entry.invalid'],
      [{ ...mark(0, 0), substituteFor: person(0, 0) }, 'entry.invalid'],
      [{ ...mark(0, 0), substituteFor: randomUUID() }, 'participant.not-found'],
      [{ ...mark(0, 0), substituteFor: other.people[0]![0]!.id }, 'participant.not-found'],
      [{ ...mark(0, 0), undoes: randomUUID() }, 'entry.invalid'],
      [{ ...nobody, kind: 'undo' }, 'entry.undo-target'],
      [{ ...nobody, code: 'no such code' }, 'participant.not-found'],
      [{ ...mark(0, 0), participantId: other.people[0]![0]!.id }, 'participant.not-found'],
      [present(other.checkpoint.id, person(0, 0)), 'checkpoint.not-found'],
      [present(randomUUID(), person(0, 0)), 'checkpoint.not-found'],
    ];
    const before = (await ledger('')).length;
    const receipts = await record(refusals.map(([entry]) => ({ ...entry, id: randomUUID() })));
    expect(receipts.map(({ outcome, code }) => [outcome, code])).toEqual(
      refusals.map(([, code]) => ['refused', code]),
    );
    expect(await ledger('')).toHaveLength(before);
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['an empty list', { entries: [] }],
    ['201 entries', { entries: Array.from({ length: 201 }, () => ({ id: randomUUID() })) }],
    ['an unknown field', { entries: [{ id: 'x' }], siteId: 'x' }],
    ['an entry without an id', { entries: [{ kind: 'present' }] }],
    ['no object', ['x']],
  ])('is not given for a body with %s: nothing of it is kept', async (_, body) => {
    const answer = await app.organizer.post<{ code: string; errors: unknown[] }>(
      pathTo(ROUTES.attendance, hall.sites[0]!.id),
      body,
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [expect.anything()] },
    });
  });

  it('is given for 200 entries of 2 kB each; past 512 kB the body is too large', async () => {
    const large = (length: number) =>
      post(
        app.organizer,
        hall.sites[0]!.id,
        Array.from({ length: 200 }, () => ({ id: randomUUID(), reason: 'x'.repeat(length) })),
      );
    expect((await large(2_000)).status).toBe(200);
    expect(await large(2_700)).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
  });
});

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

  it('makes a walk-in, of whom later entries of the same batch may speak', async () => {
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

describe('the ledger', () => {
  it('is not shown to anonymous or trainees, and to a coordinator only as far as the own site goes', async () => {
    expect((await app.anonymous.get(pathTo(ROUTES.ledger, hall.conference.id))).status).toBe(401);
    const { token } = await signInTrainee(app.anonymous, hall.people[0]![0]!.code!);
    expect((await app.anonymous.as(token).get(pathTo(ROUTES.ledger, hall.conference.id))).status).toBe(403);
    const mine = await ledger('limit=500', console0);
    expect(mine.length).toBeGreaterThan(5);
    expect(new Set(mine.map(({ siteId }) => siteId))).toEqual(new Set([hall.sites[0]!.id]));
    for (const siteId of [hall.sites[1]!.id, randomUUID()])
      expect(
        await console0.get(`${pathTo(ROUTES.ledger, hall.conference.id)}?siteId=${siteId}`),
      ).toMatchObject({ status: 404, body: { code: 'site.not-found' } });
    expect(await console0.get(pathTo(ROUTES.ledger, other.conference.id))).toMatchObject({
      status: 404,
      body: { code: 'conference.not-found' },
    });
  });

  it('is read oldest first, page by page, and by checkpoint, site and person', async () => {
    const all = await ledger('limit=500');
    expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).sort((a, b) => a - b));
    const paged: LedgerEntry[] = [];
    for (let after = ''; ;) {
      const page = made(
        await app.organizer.get<Page<LedgerEntry>>(
          `${pathTo(ROUTES.ledger, hall.conference.id)}?limit=3${after}`,
        ),
      );
      paged.push(...page.items);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(paged).toEqual(all);
    expect(await ledger(`siteId=${hall.sites[1]!.id}&limit=500`)).toEqual(
      all.filter(({ siteId }) => siteId === hall.sites[1]!.id),
    );
    expect(await ledger(`participantId=${person(0, 0)}&limit=500`)).toEqual(
      all.filter(({ participantId }) => participantId === person(0, 0)),
    );
    expect(
      (await app.organizer.get<{ code: string }>(`${pathTo(ROUTES.ledger, hall.conference.id)}?after=x`)).body
        .code,
    ).toBe('request.invalid');
    for (const after of [cursorOf('x'), cursorOf('-1'), cursorOf('1e3'), cursorOf(hall.conference.id)])
      expect(
        (
          await app.organizer.get<{ code: string }>(
            `${pathTo(ROUTES.ledger, hall.conference.id)}?after=${after}`,
          )
        ).body.code,
      ).toBe('request.invalid');
    expect(
      (
        await app.organizer.get<{ code: string }>(
          `${pathTo(ROUTES.ledger, hall.conference.id)}?checkpointId=${other.checkpoint.id}`,
        )
      ).body.code,
    ).toBe('checkpoint.not-found');
  });

  it('cannot be rewritten, by whatever statement', async () => {
    const { writer } = app.app.get(Databases);
    await expect(writer.query(`UPDATE "attendance_entry" SET "kind" = 'absent'`)).rejects.toThrow(
      'the ledger is never rewritten',
    );
    await expect(writer.query(`DELETE FROM "attendance_entry"`)).rejects.toThrow(
      'the ledger is never rewritten',
    );
    await expect(writer.query(`UPDATE "attendance_delivery" SET "late" = 1`)).rejects.toThrow(
      'the ledger is never rewritten',
    );
    await expect(writer.query(`DELETE FROM "attendance_delivery"`)).rejects.toThrow(
      'the ledger is never rewritten',
    );
  });

  it('keeps its site from being deleted', async () => {
    expect(await app.organizer.delete(pathTo(ROUTES.site, hall.sites[1]!.id))).toMatchObject({
      status: 409,
      body: { code: 'site.in-use' },
    });
  });
});
