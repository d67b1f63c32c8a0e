import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AttendanceReply, Receipt } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { Participant, ParticipantListed } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

let app: TestApp;
let owner: Client;
beforeAll(async () => {
  app = await startTestApp();
  owner = await ownersBrowser(app);
});
afterAll(() => app.stop());

/** The manager has the first of two sites. */
let hall: Hall;
let manager: Client;
let here: string;
let there: string;
let mine: Participant;
let theirs: Participant;
let logins = 0;
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 2, people: 2 });
  [here, there] = hall.sites.map(({ id }) => id) as [string, string];
  [mine, theirs] = hall.people.map(([first]) => first) as [Participant, Participant];
  const login = `thao-${(logins += 1)}`;
  manager = await colleague(app, { login, role: 'organizer', scope: [] });
  const grant = { login, siteId: here, role: 'manager' };
  made(await owner.post(pathTo(ROUTES.grants, hall.conference.id), grant));
});

async function send(by: Client, siteId: string, about: object): Promise<Receipt> {
  const entry = { ...present(hall.checkpoint.id, ''), participantId: undefined, ...about };
  const path = pathTo(ROUTES.attendance, siteId);
  return made(await by.post<AttendanceReply>(path, { entries: [entry] })).receipts[0]!;
}

test('a refused entry names nobody of another part: by id, by code or by what it undoes', async () => {
  const { id: checkpointId } = made(
    await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
      name: 'Bế mạc',
      opensAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  );
  const refused = async (by: Client, siteId: string, about: object): Promise<string> => {
    const { id, outcome } = await send(by, siteId, { checkpointId, ...about });
    expect(outcome).toBe('refused');
    return id;
  };
  const guest = { method: 'walk_in', walkIn: { fullName: 'Khách Lạ' } };
  const undone = await refused(app.organizer, there, guest);
  const sent = [
    await refused(manager, here, { participantId: mine.id }),
    await refused(manager, here, { participantId: theirs.id }),
    await refused(manager, here, { code: theirs.code }),
    await refused(manager, here, { kind: 'undo', undoes: undone }),
  ];
  const namesFor = async (reader: Client): Promise<(string | null | undefined)[]> => {
    const path = pathTo(ROUTES.refusedEntries, hall.conference.id);
    const { items } = made(await reader.get<HeldEntries>(path));
    return sent.map((id) => items.find(({ entry }) => entry.id === id)?.person);
  };
  expect(await namesFor(manager)).toEqual([mine.fullName, null, null, null]);
  expect(await namesFor(app.organizer)).toEqual([
    mine.fullName,
    theirs.fullName,
    theirs.fullName,
    'Khách Lạ',
  ]);
});

test('a report names no substitute from another part, and nobody of it in later changes', async () => {
  const accepted = async (about: object): Promise<void> =>
    expect(await send(app.organizer, here, about)).toMatchObject({ outcome: 'accepted' });
  await accepted({ kind: 'absent', participantId: mine.id });
  await accepted({ participantId: theirs.id, substituteFor: mine.id });
  await accepted({ kind: 'confirm', headcount: 1 });
  await accepted({ kind: 'left', participantId: theirs.id, amendment: 'Về sớm' });
  await accepted({ participantId: theirs.id, substituteFor: mine.id, amendment: 'Đã quay lại' });
  const csvFor = async (reader: Client, by: string): Promise<string> =>
    made(await reader.get<string>(`${pathTo(ROUTES.reportCsv, hall.conference.id)}?lang=en&by=${by}`));
  expect(await csvFor(app.organizer, 'person')).toContain(`${theirs.fullName} came instead`);
  expect(await csvFor(app.organizer, 'amendment')).toContain(theirs.fullName);
  const files = [await csvFor(manager, 'person'), await csvFor(manager, 'amendment')];
  expect(files[0]).toContain('somebody from another place came instead');
  expect(files[1]).toContain('Về sớm');
  expect(files.filter((text) => text.includes(theirs.fullName))).toEqual([]);
});

describe('the id of somebody of another part', () => {
  const isTold = async (reader: Client, path: string): Promise<boolean> =>
    JSON.stringify(made(await reader.get(path))).includes(theirs.id);
  /** Who has the whole conference is told it, who has the part is not. */
  const expectCut = async (path: string): Promise<void> =>
    expect([path, await isTold(app.organizer, path), await isTold(manager, path)]).toEqual([
      path,
      true,
      false,
    ]);

  test('is not told of a walk-in of the part who turned out to be that person', async () => {
    const guest = { method: 'walk_in', walkIn: { fullName: theirs.fullName } };
    const { id } = await send(app.organizer, here, guest);
    made(await app.organizer.post(pathTo(ROUTES.join, id), { participantId: theirs.id }));
    await expectCut(pathTo(ROUTES.participant, id));
    const changed = made(await manager.patch<Participant>(pathTo(ROUTES.participant, id), { unit: 'Xã' }));
    expect(changed).toMatchObject({ unit: 'Xã', joinedTo: null });
    const receipt = await send(manager, here, { kind: 'left', participantId: id });
    expect([receipt.outcome, receipt.participantId]).toEqual(['accepted', undefined]);
  });

  test('is not told by a roster, the ledger or a refused entry as whom somebody stands in for', async () => {
    const standIn = { participantId: mine.id, substituteFor: theirs.id };
    expect(await send(app.organizer, here, standIn)).toMatchObject({ outcome: 'accepted' });
    await expectCut(pathTo(ROUTES.roster, here));
    await expectCut(pathTo(ROUTES.ledger, hall.conference.id));
    await send(app.organizer, here, { kind: 'confirm', headcount: 1 });
    expect(await send(app.organizer, here, { ...standIn, mode: 'online' })).toMatchObject({
      outcome: 'refused',
    });
    await expectCut(pathTo(ROUTES.refusedEntries, hall.conference.id));
  });

  test('is not told by the receipt of an entry that names them by their code', async () => {
    const scanned = { code: theirs.code, method: 'qr' };
    expect(await send(app.organizer, here, scanned)).toMatchObject({ participantId: theirs.id });
    const receipt = await send(manager, here, scanned);
    expect(receipt).toMatchObject({ outcome: 'accepted', state: 'in_person' });
    expect(receipt.participantId).toBeUndefined();
  });
});

test('a list says of who counts at a site of another part that they count, and names no site', async () => {
  const listed = async (reader: Client, { code }: Participant): Promise<ParticipantListed[]> => {
    const query = `?checkpointId=${hall.checkpoint.id}&search=${code}`;
    const path = pathTo(ROUTES.participants, hall.conference.id) + query;
    return made(await reader.get<Page<ParticipantListed>>(path)).items;
  };
  await send(app.organizer, there, { participantId: mine.id });
  const counted = { id: mine.id, state: 'in_person' };
  expect(await listed(app.organizer, mine)).toMatchObject([{ ...counted, countedAt: there }]);
  const cut = await listed(manager, mine);
  expect(cut).toMatchObject([{ ...counted, countedAt: null }]);
  expect(JSON.stringify(cut)).not.toContain(there);
  await send(app.organizer, here, { participantId: mine.id });
  expect(await listed(manager, mine)).toMatchObject([{ ...counted, countedAt: here }]);
  expect(await listed(app.organizer, theirs)).toMatchObject([{ state: 'unmarked', countedAt: null }]);
  // The absent count at home, whoever has marked them.
  const other = hall.people[0]![1]!;
  await send(app.organizer, there, { participantId: other.id, kind: 'absent' });
  expect(await listed(manager, other)).toMatchObject([{ state: 'absent', countedAt: here }]);
});

test('an entry made at a site of another part is named by no roster, ledger or refused entry', async () => {
  const elsewhere = await send(app.organizer, there, { participantId: mine.id });
  const undo = { kind: 'undo', undoes: elsewhere.id };
  await send(app.organizer, here, undo);
  await send(app.organizer, here, { kind: 'confirm', headcount: 0 });
  await send(app.organizer, here, undo);
  const routes = [
    pathTo(ROUTES.roster, here),
    pathTo(ROUTES.ledger, hall.conference.id) + `?siteId=${here}`,
    pathTo(ROUTES.refusedEntries, hall.conference.id),
  ];
  const bytesFor = async (reader: Client, path: string): Promise<string> =>
    JSON.stringify(made(await reader.get(path)));
  const told = async (reader: Client): Promise<boolean[]> =>
    Promise.all(routes.map(async (path) => (await bytesFor(reader, path)).includes(elsewhere.id)));
  expect(await told(app.organizer)).toEqual([true, true, true]);
  expect(await told(manager)).toEqual([false, false, false]);
});
