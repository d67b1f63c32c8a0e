import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { namesInRoom } from '../src/contract/attendance-share.js';
import type { AttendanceReply, Entry } from '../src/contract/attendance.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { Participant } from '../src/contract/participant.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { eventually } from './support/commune.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';

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
const record = async (siteId: string, ...entries: Entry[]): Promise<AttendanceReply> =>
  made(await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries }));
const join = (walkInId: string, participantId = person.id, who: Client = app.organizer) =>
  who.post<Participant & { code: string }>(pathTo(ROUTES.join, walkInId), { participantId });
const part = (walkInId: string, who: Client = app.organizer) =>
  who.delete<{ code: string }>(pathTo(ROUTES.join, walkInId));
const roster = async (siteId: string, since?: number): Promise<Roster> =>
  made(
    await app.organizer.get<Roster>(
      `${pathTo(ROUTES.roster, siteId)}${since === undefined ? '' : `?since=${since}`}`,
    ),
  );

describe('consoles and the board', () => {
  const shown = ({ members }: Roster) =>
    members
      .map(({ participantId, guest, removed }) => ({
        who: participantId === person.id ? 'person' : 'walk-in',
        guest,
        removed,
      }))
      .sort((a, b) => a.who.localeCompare(b.who));

  it('fetch a merge by `seq`: the walk-in goes and the person is a guest; unmerging reverts it', async () => {
    const came = walkIn();
    await record(away!, came);
    const [seqHome, seqAway] = [(await roster(home!)).seq, (await roster(away!)).seq];
    await join(came.id);
    expect(shown(await roster(away!, seqAway))).toEqual([
      { who: 'person', guest: true, removed: false },
      { who: 'walk-in', guest: false, removed: true },
    ]);
    const full = (await roster(away!)).members.map(({ participantId }) => participantId);
    expect([full.includes(person.id), full.includes(came.id)]).toEqual([true, false]);
    expect((await roster(home!, seqHome)).states).toEqual([
      expect.objectContaining({
        participantId: person.id,
        state: 'in_person',
        siteId: away,
        entryId: came.id,
      }),
    ]);
    const joinedAt = (await roster(away!)).seq;
    // What others say of the person reaches the site where they came.
    await record(home!, present(hall.checkpoint.id, person.id, { recordedAt: at(30) }));
    expect((await roster(away!, joinedAt)).states).toEqual([
      expect.objectContaining({ participantId: person.id, siteId: home, alsoAt: [away] }),
    ]);
    const before = (await roster(away!)).seq;
    await part(came.id);
    const delta = await roster(away!, before);
    expect(shown(delta)).toEqual([
      { who: 'person', guest: false, removed: true },
      { who: 'walk-in', guest: false, removed: false },
    ]);
    expect(delta.states).toEqual([
      expect.objectContaining({ participantId: came.id, state: 'in_person', siteId: away }),
    ]);
    await join(came.id);
    expect(shown(await roster(away!, before))).toContainEqual({ who: 'person', guest: true, removed: false });
  });

  it('show no guest when a walk-in is merged with a person of the same roster', async () => {
    const came = walkIn();
    await record(home!, came);
    const { seq } = await roster(home!);
    await join(came.id);
    const delta = await roster(home!, seq);
    expect(shown(delta)).toEqual([
      { who: 'person', guest: false, removed: false },
      { who: 'walk-in', guest: false, removed: true },
    ]);
    expect(delta.states).toContainEqual(
      expect.objectContaining({ participantId: person.id, state: 'in_person' }),
    );
    const { token } = await pair(app.organizer, home!);
    const reply = made(
      await app.anonymous.as(token).post<AttendanceReply>(pathTo(ROUTES.attendance, home!), {
        entries: [present(hall.checkpoint.id, came.id, { kind: 'left', recordedAt: at(9) })],
      }),
    );
    expect(reply.receipts).toEqual([
      expect.objectContaining({ outcome: 'accepted', participantId: person.id, state: 'left' }),
    ]);
  });

  it('hear of a merge at once, and the board counts as the ledger does', async () => {
    const came = walkIn();
    await record(away!, came);
    const board = async () => {
      const { sites, totals } = made(
        await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)),
      );
      const of = (siteId: string) => sites.find((row) => row.siteId === siteId)!;
      const { guests, outside } = of(away!);
      return [
        namesInRoom(of(home!)),
        namesInRoom(of(away!)),
        totals.counts.walkIns,
        totals.counts.unmarked,
        guests.left + outside.left,
      ];
    };
    expect(await board()).toEqual([0, 1, 1, 3, 0]);
    await join(came.id);
    await eventually(board, [0, 1, 0, 2, 0]);
    await record(away!, present(hall.checkpoint.id, came.id, { kind: 'left', recordedAt: at(9) }));
    await eventually(board, [0, 0, 0, 2, 1]);
    await part(came.id);
    await eventually(board, [0, 0, 1, 3, 1]);
  });
});
