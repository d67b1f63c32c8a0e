import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AttendanceReply, Entry, Receipt } from '../src/contract/attendance.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { HeldEntries } from '../src/contract/decision.js';
import type { Participant, ParticipantListed, WalkInsRemoved } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { eventually } from './support/commune.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let [here, there]: string[] = [];
let desk: Client;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 2, people: 4 });
  [here, there] = hall.sites.map(({ id }) => id);
  desk = app.anonymous.as((await pair(app.organizer, here!)).token);
});
afterAll(() => app.stop());

const post = async (client: Client, siteId: string, entries: Entry[]): Promise<Receipt[]> =>
  made(await client.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries })).receipts;
const codes = async (...entries: Entry[]): Promise<string[]> =>
  (await post(desk, here!, entries)).map(({ outcome, code }) => code ?? outcome);
const own = (nth: number, more: Partial<Entry> = {}): Entry =>
  present(hall.checkpoint.id, hall.people[0]![nth]!.id, more);
const theirs = (nth: number, more: Partial<Entry> = {}): Entry =>
  present(hall.checkpoint.id, hall.people[1]![nth]!.id, more);
const byCode = (nth: number, more: Partial<Entry> = {}): Entry =>
  theirs(nth, { participantId: undefined, code: hall.people[1]![nth]!.code!, ...more });
const walkIn = (more: Partial<Entry> = {}): Entry =>
  present(hall.checkpoint.id, '', {
    participantId: undefined,
    method: 'walk_in',
    walkIn: { fullName: 'Khách' },
    ...more,
  });
const refused = async (): Promise<HeldEntries> =>
  made(
    await app.organizer.get<HeldEntries>(`${pathTo(ROUTES.refusedEntries, hall.conference.id)}?limit=500`),
  );
const walkIns = async (): Promise<ParticipantListed[]> =>
  made(
    await app.organizer.get<Page<ParticipantListed>>(
      `${pathTo(ROUTES.participants, hall.conference.id)}?origin=walk_in&limit=500`,
    ),
  ).items;
const statesAt = async (siteId: string): Promise<string[]> =>
  made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, siteId))).states.map(({ state }) => state);

describe('a console speaks of another site’s people (R18)', () => {
  it('accepts `left` after `present` about a walk-in who was merged with somebody meanwhile', async () => {
    const [receipt] = await post(app.organizer, there!, [walkIn()]);
    expect(receipt!.outcome).toBe('accepted');
    const [guest] = await walkIns();
    const named = (kind: Entry['kind']): Entry => present(hall.checkpoint.id, guest!.id, { kind });
    made(await app.organizer.post(pathTo(ROUTES.join, guest!.id), { participantId: hall.people[1]![0]!.id }));

    expect(await codes(named('present'))).toEqual(['accepted']);
    expect(await codes(named('left'))).toEqual(['accepted']);
    expect(await codes(theirs(1, { kind: 'left' }))).toEqual(['participant.other-site']);
  });

  it('accepts `present` as a guest, and refuses `absent` and `left` alone', async () => {
    const outcomes = await codes(
      own(0),
      theirs(0, { kind: 'absent', reason: 'sick' }),
      theirs(1, { kind: 'left' }),
      byCode(2, { kind: 'absent' }),
      byCode(2, { kind: 'left' }),
      theirs(3),
      own(1, { kind: 'absent' }),
    );
    expect(outcomes).toEqual([
      'accepted',
      'participant.other-site',
      'participant.other-site',
      'participant.other-site',
      'participant.other-site',
      'accepted',
      'accepted',
    ]);
    expect(await statesAt(there!)).toEqual(['in_person']);
    expect((await refused()).items.map(({ because }) => because!.code)).toEqual(
      Array(4).fill('participant.other-site'),
    );
  });

  it('accepts `left` after `present`, and never `absent`', async () => {
    const codesOf = [theirs(0), theirs(0, { kind: 'left' }), theirs(0, { kind: 'absent' })];
    expect(await codes(...codesOf)).toEqual(['accepted', 'accepted', 'participant.other-site']);
    // In a request of its own, and by another device of the site.
    expect(await codes(byCode(1))).toEqual(['accepted']);
    const phone = app.anonymous.as((await pair(app.organizer, here!)).token);
    expect(
      (await post(phone, here!, [byCode(1, { kind: 'left' }), theirs(1, { kind: 'absent' })])).map(
        ({ outcome, code }) => code ?? outcome,
      ),
    ).toEqual(['accepted', 'participant.other-site']);
    // What their own site has said of them opens nothing here.
    await post(app.organizer, there!, [theirs(2)]);
    expect(await codes(theirs(2, { kind: 'left' }))).toEqual(['participant.other-site']);
  });

  it('refuses them in `substituteFor`, and an undo of another site’s entry', async () => {
    expect(
      await codes(
        walkIn({ substituteFor: hall.people[1]![0]!.id }),
        walkIn({ substituteFor: hall.people[0]![0]!.id }),
      ),
    ).toEqual(['participant.other-site', 'accepted']);
    const said = theirs(0);
    await post(app.organizer, there!, [said]);
    // It answers as for an entry that it does not know, and changes nothing.
    await codes(theirs(0, { kind: 'undo', participantId: undefined, undoes: said.id }));
    expect(await statesAt(there!)).toEqual(['in_person']);
  });

  it('an organizer may accept the refused entry', async () => {
    const absent = theirs(0, { kind: 'absent', reason: 'sick' });
    await codes(absent);
    const [held] = (await refused()).items;
    expect(made(await app.organizer.post<Receipt>(pathTo(ROUTES.refusedAccept, held!.id), {}))).toMatchObject(
      {
        outcome: 'accepted',
        state: 'absent',
      },
    );
    expect((await post(app.organizer, here!, [theirs(1, { kind: 'left' })]))[0]).toMatchObject({
      outcome: 'accepted',
    });
    expect(await codes(absent)).toEqual(['duplicate']);
  });
});

describe('more walk-ins than are expected', () => {
  it('wait for an organizer beyond 3 × the stated headcount + 50', async () => {
    made(await app.organizer.patch(pathTo(ROUTES.site, here!), { expected: 2 }));
    const crowd = Array.from({ length: 60 }, () => walkIn());
    const outcomes = await codes(...crowd);
    expect(outcomes.filter((code) => code === 'accepted')).toHaveLength(56);
    expect(outcomes.slice(56)).toEqual(Array(4).fill('walk-in.too-many'));
    expect(await codes(...crowd.slice(0, 3), walkIn(), own(0))).toEqual([
      'duplicate',
      'duplicate',
      'duplicate',
      'walk-in.too-many',
      'accepted',
    ]);
    const { items } = await refused();
    expect(items).toHaveLength(5);
    const accepted = items.find(({ entry }) => entry.id === crowd[56]!.id)!;
    expect(
      made(await app.organizer.post<Receipt>(pathTo(ROUTES.refusedAccept, accepted.id), {})),
    ).toMatchObject({
      outcome: 'accepted',
      participantId: crowd[56]!.id,
      state: 'in_person',
    });
    expect(await walkIns()).toHaveLength(57);
    // With more people expected the console's own repetition is taken.
    made(await app.organizer.patch(pathTo(ROUTES.site, here!), { expected: 3 }));
    expect(await codes(...crowd.slice(57))).toEqual(['accepted', 'accepted', 'walk-in.too-many'].slice(0, 3));
  });

  it('are limited by the roster if no headcount is stated, each site by itself', async () => {
    const batches = Array.from({ length: 5 }, () => Array.from({ length: 50 }, () => walkIn()));
    const receipts = (await Promise.all(batches.map((entries) => post(desk, here!, entries)))).flat();
    expect(receipts.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(3 * 4 + 50);
    expect(receipts.filter(({ code }) => code === 'walk-in.too-many')).toHaveLength(250 - 62);
    const other = app.anonymous.as((await pair(app.organizer, there!)).token);
    expect((await post(other, there!, [walkIn()]))[0]).toMatchObject({ outcome: 'accepted' });
    expect(await walkIns()).toHaveLength(63);
    expect((await refused()).open).toBe(188);
  });
});

describe('walk-ins made by mistake', () => {
  const remove = (participantIds: string[], client = app.organizer) =>
    client.post<WalkInsRemoved & ProblemBody>(pathTo(ROUTES.participantsRemove, hall.conference.id), {
      participantIds,
    });

  it('leave rosters, counts and the board together, and stay in the ledger', async () => {
    const crowd = Array.from({ length: 20 }, () => walkIn());
    await codes(...crowd, own(0));
    const { seq } = made(await desk.get<Roster>(pathTo(ROUTES.roster, here!)));
    const inPerson = async (): Promise<[ofList: number, outside: number]> => {
      const { counts, outside } = made(
        await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)),
      ).totals;
      return [counts.inPerson, outside.inPerson];
    };
    await eventually(inPerson, [1, 20]);
    const ids = crowd.slice(1).map(({ id }) => id);
    expect(made(await remove([...ids, ids[0]!.toUpperCase()]))).toEqual({ removed: 19 });
    expect((await walkIns()).map(({ id }) => id)).toEqual([crowd[0]!.id]);
    await eventually(inPerson, [1, 1]);
    const { members } = made(await desk.get<Roster>(`${pathTo(ROUTES.roster, here!)}?since=${seq}`));
    expect(
      members
        .filter(({ removed }) => removed)
        .map(({ participantId }) => participantId)
        .sort(),
    ).toEqual([...ids].sort());
    expect(
      made(await app.organizer.get<Page<unknown>>(`${pathTo(ROUTES.ledger, hall.conference.id)}?limit=500`))
        .items,
    ).toHaveLength(21);
    // The same once more is no fault, and the site may add others in their place.
    expect(made(await remove(ids))).toEqual({ removed: 0 });
  });

  it('are removed all or none: a listed, foreign or merged person stops the request', async () => {
    const [came, joined] = [walkIn(), walkIn()];
    await codes(came, joined);
    made(await app.organizer.post(pathTo(ROUTES.join, joined.id), { participantId: hall.people[0]![0]!.id }));
    const elsewhere = await makeHall(app.organizer, { sites: 1, people: 1 });
    const code = async (id: string): Promise<string> => (await remove([came.id, id])).body.code;
    expect(await code(hall.people[0]![1]!.id)).toBe('participant.not-walk-in');
    expect(await code(elsewhere.people[0]![0]!.id)).toBe('participant.not-found');
    expect(await code(joined.id)).toBe('participant.joined');
    for (const bad of [[], ['x'], Array.from({ length: 501 }, () => came.id)])
      expect((await remove(bad)).body.code).toBe('request.invalid');
    expect((await remove([came.id], desk)).status).toBe(403);
    expect((await walkIns()).map(({ id }) => id)).toContain(came.id);
    expect(made(await app.organizer.get<Participant>(pathTo(ROUTES.participant, came.id))).id).toBe(came.id);
  });
});
