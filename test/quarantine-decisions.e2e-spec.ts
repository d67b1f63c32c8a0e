import { randomUUID } from 'node:crypto';
import type { Entry } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { HeldEntries } from '../src/contract/decision.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, pair } from './support/hall.js';
import { revokedConsoles } from './support/revoked-consoles.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const { revokedConsole, quarantine, listed, accept, reject, ledger } = revokedConsoles(() => app);

describe('a decision', () => {
  it('to reject stays listed with who, when and why, and an entry may still be accepted', async () => {
    const lost = await revokedConsole();
    made(await quarantine(lost.revoked, [lost.entries[0]]));
    const { id } = (await listed(lost)).items[0]!;
    expect((await reject(id, ' ')).body.code).toBe('request.invalid');
    const rejected = made(await reject(id, ' Máy bị mất\ntrộm '));
    expect(rejected).toMatchObject({
      state: 'rejected',
      decided: { reason: 'Máy bị mất trộm', actor: { kind: 'organizer' } },
    });
    expect(made(await reject(id, 'khác')).decided).toEqual(rejected.decided);
    expect(await ledger(lost)).toEqual([]);
    expect(await listed(lost)).toMatchObject({ open: 0, items: [{ id, state: 'rejected' }] });
    expect((await accept(id)).outcome).toBe('accepted');
    expect(await listed(lost)).toMatchObject({
      items: [{ id, state: 'accepted', decided: { reason: null } }],
    });
    const late = await reject(id, 'muộn');
    expect([late.status, late.body.code]).toEqual([409, 'decision.accepted']);
    expect((await ledger(lost)).map(({ id: entryId }) => entryId)).toEqual([lost.entries[0]!.id]);
  });

  it('to accept a refused entry leaves it open with the reason, and succeeds later', async () => {
    const lost = await revokedConsole();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const later = made(
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, lost.hall.conference.id), {
        name: 'Bế mạc',
        opensAt: tomorrow,
      }),
    );
    const entry = { ...lost.entries[0]!, checkpointId: later.id };
    made(await quarantine(lost.revoked, [entry, { id: 'x', kind: 'present' }]));
    const { items } = await listed(lost);
    const [early, malformed] = [
      items.find((held) => held.entry.id === entry.id)!,
      items.find((held) => held.entry.id === 'x')!,
    ];
    expect(malformed).toMatchObject({
      kind: 'present',
      person: null,
      checkpointName: null,
      recordedAt: null,
      state: 'open',
    });
    expect(await accept(early.id)).toMatchObject({ outcome: 'refused', code: 'checkpoint.not-open' });
    expect(await accept(malformed.id)).toMatchObject({ id: 'x', outcome: 'refused', code: 'entry.invalid' });
    expect((await listed(lost)).items.map(({ state, because }) => [state, because?.code])).toEqual(
      expect.arrayContaining([
        ['open', 'checkpoint.not-open'],
        ['open', 'entry.invalid'],
      ]),
    );
    expect(
      made(await app.organizer.get<HeldEntries>(pathTo(ROUTES.refusedEntries, lost.hall.conference.id)))
        .items,
    ).toEqual([]);
    made(await app.organizer.patch(pathTo(ROUTES.checkpoint, later.id), { opensAt: null }));
    expect(await accept(early.id)).toMatchObject({ outcome: 'accepted', state: 'in_person' });
    expect((await listed(lost)).items.map(({ id, state }) => [id, state])).toEqual([
      [malformed.id, 'open'],
      [early.id, 'accepted'],
    ]);
  });

  it('to accept an entry made after the confirmation needs a reason, which the ledger keeps', async () => {
    const lost = await revokedConsole();
    const living = app.anonymous.as((await pair(app.organizer, lost.siteId)).token);
    const confirm = {
      id: randomUUID(),
      checkpointId: lost.hall.checkpoint.id,
      kind: 'confirm',
      headcount: 3,
      method: 'roll_call',
      recordedAt: lost.entries[1]!.recordedAt,
    };
    made(await living.post(pathTo(ROUTES.attendance, lost.siteId), { entries: [confirm] }));
    const [before, , after] = lost.entries;
    made(await quarantine(lost.revoked, [before, after]));
    const { items } = await listed(lost);
    const idOf = (entry: Entry): string => items.find((held) => held.entry.id === entry.id)!.id;
    expect((await accept(idOf(before!))).outcome).toBe('accepted');
    expect(await accept(idOf(after!))).toMatchObject({ outcome: 'refused', code: 'checkpoint.confirmed' });
    expect(await accept(idOf(after!), { amendment: 'Máy cũ gửi muộn' })).toMatchObject({
      outcome: 'accepted',
    });
    expect((await ledger(lost)).slice(1).map(({ id, amendment }) => [id, amendment])).toEqual([
      [before!.id, 'late-arrival'],
      [after!.id, 'Máy cũ gửi muộn'],
    ]);
    expect((await listed(lost)).open).toBe(0);
  });

  it('names the person of an undo, a walk-in, and the owner of a code', async () => {
    const lost = await revokedConsole();
    const [one] = lost.entries;
    const base = { checkpointId: lost.hall.checkpoint.id, recordedAt: '2026-11-22T01:09:00.000Z' };
    const undo = { ...base, id: randomUUID(), kind: 'undo', method: 'roll_call', undoes: one!.id };
    const guest = {
      ...base,
      id: randomUUID(),
      kind: 'present',
      method: 'walk_in',
      walkIn: { fullName: 'Lê Thị Khách' },
    };
    const coded = {
      ...base,
      id: randomUUID(),
      kind: 'present',
      method: 'qr',
      code: lost.hall.people[0]![1]!.code,
    };
    made(await quarantine(lost.revoked, [one, undo, guest, coded]));
    const people = new Map((await listed(lost)).items.map(({ entry, person }) => [entry.id, person]));
    expect([undo.id, guest.id, coded.id].map((id) => people.get(id))).toEqual([
      lost.hall.people[0]![0]!.fullName,
      'Lê Thị Khách',
      lost.hall.people[0]![1]!.fullName,
    ]);
  });
});
