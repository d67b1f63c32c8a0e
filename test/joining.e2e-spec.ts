import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { TallyService } from '../src/attendance/ledger/tally.service.js';
import type { AttendanceReply, Entry, LedgerEntry } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { Joining, Participant, ParticipantListed } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { countedInRooms } from './support/counted-in-rooms.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let person: Participant;
/** The site of the roster, and the one where they came. */
let [home, away]: string[] = [];
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => {
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  [home, away] = hall.sites.map(({ id }) => id);
  person = made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), {
      siteId: home,
      fullName: 'Giáp Thị Lan',
    }),
  );
});
afterAll(() => app.stop());

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const walkIn = (minute = 0): Entry =>
  present(hall.checkpoint.id, '', {
    participantId: undefined,
    method: 'walk_in',
    walkIn: { fullName: 'Giap thi Lan' },
    recordedAt: at(minute),
  });
const undo = (undoes: string, minute: number, checkpointId = hall.checkpoint.id): Entry => ({
  ...present(checkpointId, '', { recordedAt: at(minute) }),
  participantId: undefined,
  kind: 'undo',
  undoes,
});
const record = async (siteId: string, ...entries: Entry[]): Promise<AttendanceReply> =>
  made(await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries }));
const checkpointOf = async (name: string): Promise<Checkpoint> =>
  made(await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), { name }));
const join = (walkInId: string, participantId = person.id, who: Client = app.organizer) =>
  who.post<Participant & { code: string }>(pathTo(ROUTES.join, walkInId), { participantId });
const part = (walkInId: string, who: Client = app.organizer) =>
  who.delete<{ code: string }>(pathTo(ROUTES.join, walkInId));
const joining = async (id: string): Promise<Joining> =>
  made(await app.organizer.get<Joining>(pathTo(ROUTES.join, id)));
const listed = async (checkpointId = hall.checkpoint.id): Promise<ParticipantListed[]> =>
  made(
    await app.organizer.get<Page<ParticipantListed>>(
      `${pathTo(ROUTES.participants, hall.conference.id)}?checkpointId=${checkpointId}`,
    ),
  ).items;
const stateOf = async (id: string) => (await listed()).find((one) => one.id === id)?.state;
const ledger = async (participantId: string): Promise<string[]> =>
  made(
    await app.organizer.get<Page<LedgerEntry>>(
      `${pathTo(ROUTES.ledger, hall.conference.id)}?participantId=${participantId}`,
    ),
  ).items.map(({ id }) => id);
/** Present at the home site and at the other, in person. */
const counted = (): Promise<[home: number, away: number, walkIns: number]> =>
  countedInRooms(app, hall, [home!, away!]);

describe('joining a walk-in with who it was', () => {
  it('is for organizers alone', async () => {
    const came = walkIn();
    await record(away!, came);
    const console0 = app.anonymous.as((await pair(app.organizer, away!)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, person.code!)).token);
    for (const [who, status] of [
      [app.anonymous, 401],
      [console0, 403],
      [trainee, 403],
    ] as const) {
      expect([
        (await join(came.id, person.id, who)).status,
        (await part(came.id, who)).status,
        (await who.get(pathTo(ROUTES.join, came.id))).status,
      ]).toEqual([status, status, status]);
    }
    expect((await joining(came.id)).joinedTo).toBeNull();
  });

  it('concerns walk-ins, whom a list tells from those of the rosters', async () => {
    const [came, joined] = [walkIn(), walkIn(1)];
    await record(away!, came, joined);
    made(await join(joined.id));
    const of = async (origin: string): Promise<string[]> =>
      made(
        await app.organizer.get<Page<ParticipantListed>>(
          `${pathTo(ROUTES.participants, hall.conference.id)}?origin=${origin}`,
        ),
      ).items.map(({ id }) => id);
    expect(await of('walk_in')).toEqual([came.id]);
    expect(new Set(await of('roster'))).toEqual(
      new Set([...hall.people.flat().map(({ id }) => id), person.id]),
    );
    expect(
      (await app.organizer.get(`${pathTo(ROUTES.participants, hall.conference.id)}?origin=all`)).status,
    ).toBe(400);
  });

  it('takes a walk-in and somebody of a roster of the same conference, and says why not', async () => {
    const came = walkIn();
    await record(away!, came);
    const stranger = (await makeHall(app.organizer, { sites: 1, people: 1 })).people[0]![0]!;
    const other = walkIn();
    await record(away!, other);
    const refusal = async (walkInId: string, participantId?: string) =>
      join(walkInId, participantId).then(({ status, body }) => [status, body.code]);
    expect(await refusal(randomUUID())).toEqual([404, 'participant.not-found']);
    expect(await refusal(came.id, randomUUID())).toEqual([404, 'participant.not-found']);
    for (const [walkInId, participantId] of [
      [came.id, stranger.id],
      [came.id, other.id],
      [came.id, came.id],
      [person.id, hall.people[0]![0]!.id],
    ] as const)
      expect(await refusal(walkInId, participantId)).toEqual([422, 'participant.not-joinable']);
    expect((await join(came.id)).body).toMatchObject({ id: came.id, joinedTo: person.id });
    expect((await join(came.id)).status).toBe(200);
    expect(await refusal(came.id, hall.people[0]![0]!.id)).toEqual([409, 'participant.joined']);
    for (const id of [came.id, person.id])
      expect(await app.organizer.delete(pathTo(ROUTES.participant, id))).toMatchObject({
        status: 409,
        body: { code: 'participant.joined' },
      });
    expect([
      (await part(came.id)).status,
      (await part(came.id)).status,
      (await part(randomUUID())).status,
    ]).toEqual([204, 204, 404]);
    expect((await app.organizer.delete(pathTo(ROUTES.participant, came.id))).status).toBe(204);
  });

  it('offers people of the rosters with the same name, and shows who is joined from both sides', async () => {
    const came = walkIn();
    await record(away!, came);
    expect(await joining(came.id)).toMatchObject({
      joinedTo: null,
      joined: [],
      likely: [{ id: person.id, fullName: 'Giáp Thị Lan' }],
    });
    expect(await joining(person.id)).toEqual({ joinedTo: null, joined: [], likely: [] });
    await join(came.id);
    expect(await joining(came.id)).toMatchObject({ joinedTo: { id: person.id }, joined: [], likely: [] });
    expect(await joining(person.id)).toMatchObject({
      joinedTo: null,
      joined: [{ id: came.id, joinedTo: person.id }],
      likely: [],
    });
  });

  it('counts one person once, where they were seen, and both again when they are parted', async () => {
    const came = walkIn(1);
    await record(away!, came);
    await record(
      home!,
      present(hall.checkpoint.id, person.id, { kind: 'absent', reason: 'unknown', recordedAt: at(2) }),
    );
    expect(await counted()).toEqual([0, 1, 1]);
    await join(came.id);
    expect(await counted()).toEqual([0, 1, 0]);
    expect((await listed()).map(({ id }) => id)).not.toContain(came.id);
    expect(await stateOf(person.id)).toBe('in_person');
    await part(came.id);
    expect(await counted()).toEqual([0, 1, 1]);
    expect([await stateOf(came.id), await stateOf(person.id)]).toEqual(['in_person', 'absent']);
  });

  it('shows in the report as one line, of the person', async () => {
    const came = walkIn();
    await record(away!, came);
    const csv = async () =>
      (
        await app.organizer.get<string>(
          `${pathTo(ROUTES.reportCsv, hall.conference.id)}?checkpointId=${hall.checkpoint.id}`,
        )
      ).body;
    expect(await csv()).toContain('Giap thi Lan');
    await join(came.id);
    const joined = await csv();
    expect(joined).not.toContain('Giap thi Lan');
    expect(joined.match(/Giáp Thị Lan/g)).toHaveLength(1);
  });

  it('keeps both histories in the ledger: the person’s holds all, the walk-in’s its own', async () => {
    const [came, seen] = [walkIn(1), present(hall.checkpoint.id, person.id, { recordedAt: at(2) })];
    await record(away!, came);
    await record(home!, seen);
    await join(came.id);
    const left = present(hall.checkpoint.id, came.id, { kind: 'left', recordedAt: at(3) });
    const back = undo(left.id, 4);
    await record(away!, left, back);
    expect(await ledger(person.id)).toEqual([came.id, seen.id, left.id, back.id]);
    expect(await ledger(came.id)).toEqual([came.id, left.id, back.id]);
    await part(came.id);
    expect(await ledger(person.id)).toEqual([seen.id]);
    expect(await ledger(came.id)).toEqual([came.id, left.id, back.id]);
  });

  it('keeps undone what an undo that names another checkpoint has taken back', async () => {
    const afternoon = await checkpointOf('Chiều');
    const came = walkIn();
    await record(away!, came);
    await record(away!, undo(came.id, 1, afternoon.id));
    made(await join(came.id));
    expect(await stateOf(person.id)).toBe('unmarked');
    await part(came.id);
    expect([await stateOf(person.id), await stateOf(came.id)]).toEqual(['unmarked', 'unmarked']);
  });
});

describe('over every order', () => {
  const orders = <T>(items: T[]): T[][] =>
    items.length < 2
      ? [items]
      : items.flatMap((item, nth) =>
          orders([...items.slice(0, nth), ...items.slice(nth + 1)]).map((rest) => [item, ...rest]),
        );

  it('comes to the same: entries before the join, after it, and when they are parted again', async () => {
    const [joined, parted] = [new Set<string>(), new Set<string>()];
    for (const order of orders(['join', 'left', 'absent', 'undo'] as const)) {
      const { id: checkpointId } = await checkpointOf('Mốc');
      const came = { ...walkIn(1), checkpointId };
      const steps = {
        join: () => join(came.id),
        left: () =>
          record(
            away!,
            present(checkpointId, came.id, { kind: 'left', reason: 'việc riêng', recordedAt: at(3) }),
          ),
        absent: () =>
          record(
            home!,
            present(checkpointId, person.id, { kind: 'absent', reason: 'sick', recordedAt: at(2) }),
          ),
        undo: () => record(away!, undo(came.id, 4, checkpointId)),
      };
      const outcome = async (): Promise<string> => {
        const rows = await listed(checkpointId);
        const { sites } = await app.app.get(TallyService).read(hall.conference.id, checkpointId);
        return JSON.stringify({
          walkIn: rows.find(({ id }) => id === came.id)?.state,
          person: rows.find(({ id }) => id === person.id)?.state,
          left: (sites.get(away!)?.guests.left ?? 0) + (sites.get(away!)?.outside.left ?? 0),
          absent: sites.get(home!)?.counts.absent ?? 0,
        });
      };
      await record(away!, came);
      for (const name of order) await steps[name]();
      joined.add(await outcome());
      await part(came.id);
      parted.add(await outcome());
    }
    // That they came is taken back; that they left stands, and outranks that nobody saw them.
    expect([...joined]).toEqual([JSON.stringify({ person: 'left', left: 1, absent: 0 })]);
    expect([...parted]).toEqual([JSON.stringify({ walkIn: 'left', person: 'absent', left: 1, absent: 1 })]);
  }, 120_000);

  it('comes to the same when entries and joins arrive at once', async () => {
    const came = walkIn(1);
    await record(away!, came);
    const said = Array.from({ length: 20 }, (_, nth) =>
      present(hall.checkpoint.id, nth % 2 ? came.id : person.id, {
        kind: nth % 3 ? 'present' : 'left',
        recordedAt: at(5 + nth),
      }),
    );
    const acts = said.map((entry, nth) => () => record(nth % 2 ? away! : home!, entry));
    await Promise.all([
      ...acts.slice(0, 7).map((act) => act()),
      join(came.id),
      ...acts.slice(7, 14).map((act) => act()),
      part(came.id),
      ...acts.slice(14).map((act) => act()),
      join(came.id),
    ]);
    await join(came.id);
    const together = [await counted(), await stateOf(person.id), (await ledger(person.id)).length];
    await part(came.id);
    expect((await ledger(person.id)).length + (await ledger(came.id)).length).toBe(21);
    await join(came.id);
    expect([await counted(), await stateOf(person.id), (await ledger(person.id)).length]).toEqual(together);
    expect(together).toEqual([[0, 1, 0], 'in_person', 21]);
  });
});
