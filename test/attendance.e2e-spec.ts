import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../src/contract/attendance.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
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
const person = (site: number, nth: number): string => hall.people[site]![nth]!.id;
const mark = (site: number, nth: number, more: Partial<Entry> = {}): Entry =>
  present(hall.checkpoint.id, person(site, nth), more);

describe('taking the roll', () => {
  it('refuses anonymous callers and trainees', async () => {
    expect((await post(app.anonymous, hall.sites[0]!.id, [mark(0, 0)])).body.code).toBe('auth.required');
    const { token } = await signInTrainee(app.anonymous, hall.people[0]![0]!.code!);
    expect((await post(app.anonymous.as(token), hall.sites[0]!.id, [mark(0, 0)])).status).toBe(403);
    expect(await ledger('')).toEqual([]);
  });

  it('hides another site from a coordinator, as if it were missing', async () => {
    for (const siteId of [hall.sites[1]!.id, other.sites[0]!.id, randomUUID(), 'nonsense']) {
      expect(await post(console0, siteId, [mark(1, 0)])).toMatchObject({
        status: 404,
        body: { code: 'site.not-found' },
      });
    }
  });

  it('lets a coordinator record at the own site, and an organizer at any site', async () => {
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
  it('says accepted, and duplicate when the same entry is sent again', async () => {
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

  it('refuses an entry id reused with other content, at another site or in another conference', async () => {
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

  it('comes for each entry in order; a bad entry never holds up the others', async () => {
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

  it('refuses an entry that contradicts itself', async () => {
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
  ])('is not given for a body with %s, and nothing is stored', async (_, body) => {
    const answer = await app.organizer.post<{ code: string; errors: unknown[] }>(
      pathTo(ROUTES.attendance, hall.sites[0]!.id),
      body,
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [expect.anything()] },
    });
  });

  it('is given for 200 entries of 2 kB each, and not for a body above 512 kB', async () => {
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

describe('the ledger', () => {
  it('is hidden from anonymous callers and trainees; a coordinator reads only the own site', async () => {
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

  it('is listed oldest first in pages, and filtered by checkpoint, site and person', async () => {
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

  it('cannot be rewritten by any statement', async () => {
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

  it('keeps a site with entries from being deleted', async () => {
    expect(await app.organizer.delete(pathTo(ROUTES.site, hall.sites[1]!.id))).toMatchObject({
      status: 409,
      body: { code: 'site.in-use' },
    });
  });
});
