import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AttendanceReply, LedgerEntry } from '../src/contract/attendance.js';
import type { MeReply } from '../src/contract/auth.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { HelpCall } from '../src/contract/help.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague } from './support/colleagues.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

interface Colleague {
  client: Client;
  id: string;
  name: string;
}
let app: TestApp;
let hall: Hall;
let console: Client;
/** Two of one control room: each act has to name which of them it was. */
let morning: Colleague;
let evening: Colleague;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 3 });
  console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
  [morning, evening] = [await steward('truc-sang'), await steward('truc-chieu')];
});
afterAll(() => app.stop());

async function steward(login: string): Promise<Colleague> {
  const client = await colleague(app, { login, role: 'steward' });
  const { principal } = made(await client.get<MeReply>(pathTo(ROUTES.me)));
  return { client, id: (principal as { accountId: string }).accountId, name: login };
}
const actorOf = ({ id }: Colleague) => ({ kind: 'organizer', id });

test('the ledger says which account has recorded an entry', async () => {
  const path = pathTo(ROUTES.attendance, hall.sites[0]!.id);
  const both = [morning, evening];
  const entries = both.map((_, nth) => present(hall.checkpoint.id, hall.people[0]![nth]!.id));
  for (const [nth, { client }] of both.entries())
    made(await client.post<AttendanceReply>(path, { entries: [entries[nth]] }));
  const ledger = made(
    await app.organizer.get<Page<LedgerEntry>>(pathTo(ROUTES.ledger, hall.conference.id)),
  ).items;
  for (const [nth, who] of both.entries())
    expect(ledger.find(({ id }) => id === entries[nth]!.id)).toMatchObject({ actor: actorOf(who) });
});

test('a call says who has it, who has answered and who has closed it', async () => {
  const call = { id: randomUUID(), message: 'Không có tiếng' };
  made(await console.post(pathTo(ROUTES.siteHelp, hall.sites[0]!.id), call));
  made(await morning.client.post(pathTo(ROUTES.helpTake, call.id), {}));
  const answer = { id: randomUUID(), text: 'Đang xem', close: false };
  made(await evening.client.post(pathTo(ROUTES.helpAnswer, call.id), answer));
  made(await morning.client.post(pathTo(ROUTES.helpAnswer, call.id), { text: 'Đã xong' }));
  const calls = made(await app.organizer.get<Page<HelpCall>>(pathTo(ROUTES.siteHelp, hall.sites[0]!.id)));
  expect(calls.items.find(({ id }) => id === call.id)).toMatchObject({
    answers: [{ text: 'Đang xem', actor: actorOf(evening), name: evening.name }],
    closed: { actor: actorOf(morning), message: 'Đã xong' },
  });
});

test('a decision says who has made it, by name too', async () => {
  const later = made(
    await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
      name: 'Bế mạc',
      opensAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  );
  const entries = [0, 1].map((nth) => present(later.id, hall.people[0]![nth]!.id));
  made(await console.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries }));
  made(await app.organizer.patch(pathTo(ROUTES.checkpoint, later.id), { opensAt: null }));
  const list = pathTo(ROUTES.refusedEntries, hall.conference.id);
  const held = async () => made(await app.organizer.get<HeldEntries>(list)).items;
  const idOf = async (entryId: string): Promise<string> =>
    (await held()).find(({ entry }) => (entry as { id: string }).id === entryId)!.id;
  const [accepted, rejected] = [await idOf(entries[0]!.id), await idOf(entries[1]!.id)];
  made(await morning.client.post(pathTo(ROUTES.refusedAccept, accepted)));
  made(await evening.client.post(pathTo(ROUTES.refusedReject, rejected), { reason: 'Nhầm người' }));
  const decisions = new Map((await held()).map(({ id, decided }) => [id, decided]));
  expect(decisions.get(accepted)).toMatchObject({ actor: actorOf(morning), name: morning.name });
  expect(decisions.get(rejected)).toMatchObject({ actor: actorOf(evening), name: evening.name });
});
