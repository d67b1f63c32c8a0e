import { randomUUID } from 'node:crypto';
import type { AttendanceReply } from '../src/contract/attendance.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import { type HeldEntry, QUARANTINE_LIMIT, type QuarantineReply } from '../src/contract/decision.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { type Client, organizerToken } from './support/client.js';
import { made, makeHall, pair, present, signInTrainee } from './support/hall.js';
import { type Lost, revokedConsoles } from './support/revoked-consoles.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const { revokedConsole, quarantine, listed, accept, reject, ledger } = revokedConsoles(() => app);
const outcomes = (reply: QuarantineReply): string[] => reply.receipts.map(({ outcome }) => outcome);
const counted = async ({ hall }: Lost): Promise<number> =>
  made(await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id))).totals.counts
    .inPerson;
const roster = async ({ siteId }: Lost): Promise<Roster> =>
  made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, siteId)));

describe('access to the quarantine', () => {
  it('refuses to take entries from anybody but a revoked console', async () => {
    const lost = await revokedConsole();
    const living = app.anonymous.as((await pair(app.organizer, lost.siteId)).token);
    const trainee = app.anonymous.as(
      (await signInTrainee(app.anonymous, lost.hall.people[0]![0]!.code!)).token,
    );
    const signedOut: Client[] = [];
    for (const who of [
      app.anonymous.as(await organizerToken(app.url, ORGANIZER.login, ORGANIZER.password)),
      app.anonymous.as((await signInTrainee(app.anonymous, lost.hall.people[0]![1]!.code!)).token),
      app.anonymous.as((await pair(app.organizer, lost.siteId)).token),
    ]) {
      expect((await who.post(pathTo(ROUTES.signOut))).status).toBe(200);
      signedOut.push(who);
    }
    const tried: [Client, number, string][] = [
      [app.anonymous, 401, 'auth.required'],
      [app.anonymous.as('A'.repeat(43)), 401, 'auth.ended'],
      [app.anonymous.as('none of ours'), 401, 'auth.ended'],
      ...signedOut.map((who): [Client, number, string] => [who, 401, 'auth.ended']),
      [living, 403, 'auth.forbidden'],
      [trainee, 403, 'auth.forbidden'],
      [app.organizer, 403, 'auth.forbidden'],
    ];
    for (const [who, status, code] of tried) {
      const answer = await quarantine(who, lost.entries);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect(await listed(lost)).toEqual({ items: [], next: null, open: 0 });
  });

  it('lets only organizers decide, and not the revoked console', async () => {
    const lost = await revokedConsole();
    made(await quarantine(lost.revoked, lost.entries));
    const { id } = (await listed(lost)).items[0]!;
    const living = app.anonymous.as((await pair(app.organizer, lost.siteId)).token);
    for (const [who, status, code] of [
      [app.anonymous, 401, 'auth.required'],
      [lost.revoked, 401, 'auth.ended'],
      [living, 403, 'auth.forbidden'],
    ] as const) {
      for (const [path, body] of [
        [pathTo(ROUTES.quarantineAccept, id), {}],
        [pathTo(ROUTES.quarantineReject, id), { reason: 'x' }],
      ] as const) {
        const answer = await who.post<ProblemBody>(path, body);
        expect([answer.status, answer.body.code]).toEqual([status, code]);
      }
    }
    expect((await reject(randomUUID(), 'x')).body.code).toBe('quarantine.not-found');
    expect((await listed(lost)).open).toBe(3);
    expect(await ledger(lost)).toEqual([]);
  });

  it('the old token opens no other route, and ends when the sign-in would have ended', async () => {
    const lost = await revokedConsole();
    const body = { entries: lost.entries };
    for (const [method, path] of [
      ['GET', pathTo(ROUTES.me)],
      ['GET', pathTo(ROUTES.roster, lost.siteId)],
      ['POST', pathTo(ROUTES.attendance, lost.siteId)],
      ['POST', pathTo(ROUTES.siteHelp, lost.siteId)],
      ['POST', pathTo(ROUTES.signOut)],
      ['GET', pathTo(ROUTES.conferenceQuarantine, lost.hall.conference.id)],
    ] as const) {
      const answer = await lost.revoked.send<ProblemBody>(method, path, method === 'POST' ? body : undefined);
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'auth.ended']);
    }
    expect(made(await quarantine(lost.revoked, lost.entries)).receipts).toHaveLength(3);
  });
});

describe('R19: the entries of a revoked console', () => {
  it('wait uncounted until an organizer accepts them, and are then recorded unchanged', async () => {
    const lost = await revokedConsole();
    expect(made(await quarantine(lost.revoked, lost.entries))).toEqual({
      receipts: lost.entries.map(({ id }) => ({ id, outcome: 'quarantined' })),
    });
    expect(await ledger(lost)).toEqual([]);
    expect(await counted(lost)).toBe(0);
    expect((await roster(lost)).states).toEqual([]);

    const { items, open } = await listed(lost);
    expect(open).toBe(3);
    expect(items.map(({ person }) => person).sort()).toEqual(
      lost.hall.people[0]!.map(({ fullName }) => fullName).sort(),
    );
    const first = items.find(({ entry }) => entry.id === lost.entries[0]!.id)!;
    expect(first).toEqual({
      id: expect.any(String),
      conferenceId: lost.hall.conference.id,
      siteId: lost.siteId,
      siteCode: lost.hall.sites[0]!.code,
      siteName: lost.hall.sites[0]!.name,
      device: { id: lost.deviceId, name: 'Máy xã' },
      entry: lost.entries[0],
      kind: 'present',
      checkpointName: 'Khai mạc',
      person: lost.hall.people[0]![0]!.fullName,
      recordedAt: lost.entries[0]!.recordedAt,
      receivedAt: expect.stringMatching(/Z$/),
      because: null,
      state: 'open',
      decided: null,
    });

    const receipt = await accept(first.id);
    expect(receipt).toEqual({
      id: lost.entries[0]!.id,
      outcome: 'accepted',
      participantId: lost.hall.people[0]![0]!.id,
      state: 'in_person',
    });
    expect(await ledger(lost)).toEqual([
      expect.objectContaining({
        id: lost.entries[0]!.id,
        deviceId: lost.deviceId,
        deviceSeq: 1,
        recordedAt: lost.entries[0]!.recordedAt,
        offline: true,
        siteId: lost.siteId,
        actor: { kind: 'organizer', id: expect.any(String) },
      }),
    ]);
    expect(await counted(lost)).toBe(1);
    const after = await listed(lost);
    expect(after.open).toBe(2);
    expect(after.items.at(-1)).toMatchObject({
      id: first.id,
      state: 'accepted',
      decided: { actor: { kind: 'organizer' }, at: expect.any(String), reason: null },
    });
    expect(after.items.at(-1)!.decided!.name).not.toBe('');
  });

  it('are counted once, however often and by however many they are accepted', async () => {
    const lost = await revokedConsole();
    made(await quarantine(lost.revoked, [lost.entries[0]]));
    const { id } = (await listed(lost)).items[0]!;
    const receipts = await Promise.all(Array.from({ length: 5 }, () => accept(id)));
    expect(receipts.map(({ outcome }) => outcome).sort()).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
    expect((await accept(id)).outcome).toBe('duplicate');
    expect(await ledger(lost)).toHaveLength(1);
    expect(await counted(lost)).toBe(1);
  });

  it('are duplicates without a decision if the service received them before the revocation', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 2 });
    const siteId = hall.sites[0]!.id;
    const { token, deviceId } = await pair(app.organizer, siteId);
    const console = app.anonymous.as(token);
    const [sent, waiting] = hall.people[0]!.map(({ id }) => present(hall.checkpoint.id, id));
    made(await console.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries: [sent] }));
    await app.organizer.delete(pathTo(ROUTES.device, deviceId));
    expect(outcomes(made(await quarantine(console, [sent, waiting])))).toEqual(['duplicate', 'quarantined']);
    expect((await listed({ hall } as Lost)).items.map(({ entry }) => entry.id)).toEqual([waiting!.id]);
  });

  it('are stored once when repeated, and again with other content under the same id', async () => {
    const lost = await revokedConsole();
    const [one, two, three] = lost.entries;
    expect(outcomes(made(await quarantine(lost.revoked, [one, one, two])))).toEqual([
      'quarantined',
      'duplicate',
      'quarantined',
    ]);
    const again = await Promise.all(Array.from({ length: 4 }, () => quarantine(lost.revoked, [two, three])));
    expect(
      again
        .map((answer) => outcomes(made(answer)))
        .flat()
        .filter((outcome) => outcome === 'quarantined'),
    ).toHaveLength(1);
    expect((await listed(lost)).items).toHaveLength(3);
    expect(
      outcomes(made(await quarantine(lost.revoked, [{ ...one, kind: 'absent', reason: 'sick' }]))),
    ).toEqual(['quarantined']);
    expect((await listed(lost)).items).toHaveLength(4);
  });

  it('are accepted without a decision when a new pairing sends them', async () => {
    const lost = await revokedConsole();
    made(await quarantine(lost.revoked, lost.entries));
    const again = app.anonymous.as((await pair(app.organizer, lost.siteId, 'Máy mới')).token);
    made(await again.post(pathTo(ROUTES.attendance, lost.siteId), { entries: lost.entries.slice(0, 2) }));
    const { items, open } = await listed(lost);
    expect(open).toBe(1);
    expect(items.map(({ state, decided }) => [state, decided?.name])).toEqual([
      ['open', undefined],
      ['accepted', 'Máy mới'],
      ['accepted', 'Máy mới'],
    ]);
    expect((await accept(items[1]!.id)).outcome).toBe('duplicate');
    expect(await counted(lost)).toBe(2);
  });

  it('survive a restart before the decision', async () => {
    const lost = await revokedConsole();
    made(await quarantine(lost.revoked, lost.entries.slice(0, 1)));
    app = await app.restart();
    const revoked = app.anonymous.as(lost.revoked.token!);
    expect(outcomes(made(await quarantine(revoked, lost.entries)))).toEqual([
      'duplicate',
      'quarantined',
      'quarantined',
    ]);
    for (const { id } of (await listed(lost)).items) expect((await accept(id)).outcome).toBe('accepted');
    expect(await counted(lost)).toBe(3);
  });
});

describe('the list', () => {
  it('has each entry once, open ones first, in pages', async () => {
    const lost = await revokedConsole();
    const many = Array.from({ length: 7 }, () =>
      present(lost.hall.checkpoint.id, lost.hall.people[0]![0]!.id),
    );
    made(await quarantine(lost.revoked, many));
    const [, , decided] = (await listed(lost)).items;
    made(await reject(decided!.id, 'nhầm'));
    const seen: HeldEntry[] = [];
    for (let after = ''; ;) {
      const page = await listed(lost, `?limit=2${after}`);
      expect(page.open).toBe(6);
      seen.push(...page.items);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    expect(seen.map(({ state }) => state)).toEqual([...Array(6).fill('open'), 'rejected']);
    expect((await listed(lost, '?state=rejected')).items.map(({ id }) => id)).toEqual([decided!.id]);
    expect(
      (
        await app.organizer.get<ProblemBody>(
          `${pathTo(ROUTES.conferenceQuarantine, lost.hall.conference.id)}?after=x`,
        )
      ).body.code,
    ).toBe('request.invalid');
  });

  it(`takes at most ${QUARANTINE_LIMIT} entries of one device, and still answers repetitions`, async () => {
    const lost = await revokedConsole();
    const batch = () => Array.from({ length: 200 }, () => ({ id: randomUUID() }));
    const first = batch();
    made(await quarantine(lost.revoked, first));
    for (let sent = 200; sent < QUARANTINE_LIMIT; sent += 200) made(await quarantine(lost.revoked, batch()));
    const more = await quarantine(lost.revoked, lost.entries);
    expect([more.status, more.body.code]).toEqual([409, 'quarantine.full']);
    expect(new Set(outcomes(made(await quarantine(lost.revoked, first))))).toEqual(new Set(['duplicate']));
    expect((await listed(lost, '?limit=1')).open).toBe(QUARANTINE_LIMIT);
  });

  it.each([
    ['no entries', []],
    ['201 of them', Array.from({ length: 201 }, () => ({ id: randomUUID() }))],
    ['one without a name', [{ kind: 'present' }]],
    ['one without an end', [{ id: randomUUID(), note: 'ộ'.repeat(9_000) }]],
  ])('refuses a body with %s', async (_, entries) => {
    const lost = await revokedConsole();
    const answer = await quarantine(lost.revoked, entries);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect((await listed(lost)).items).toEqual([]);
  });
});
