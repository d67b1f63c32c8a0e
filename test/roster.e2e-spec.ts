import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttendanceService } from '../src/attendance/recording/attendance.service.js';
import { TallyService } from '../src/attendance/ledger/tally.service.js';
import type { AttendanceReply, Entry } from '../src/contract/attendance.js';
import { codeHash } from '../src/contract/personal-code.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { UNMARKED } from '../src/contract/standing.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
beforeAll(async () => void (app = await startTestApp()));
afterAll(() => app.stop());

const roster = async (siteId: string, since?: number, who = app.organizer): Promise<Roster> =>
  made(
    await who.get<Roster>(`${pathTo(ROUTES.roster, siteId)}${since === undefined ? '' : `?since=${since}`}`),
  );
const record = async (siteId: string, ...entries: Partial<Entry>[]): Promise<AttendanceReply> =>
  made(await app.organizer.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries }));
const undoOf = (entry: Entry): Partial<Entry> => ({
  ...entry,
  id: randomUUID(),
  participantId: undefined,
  kind: 'undo',
  undoes: entry.id,
});
const namesIn = ({ members }: Roster): string[] => members.map(({ fullName }) => fullName).sort();

describe('a roster', () => {
  let hall: Hall;
  let [a, b]: string[] = [];
  beforeAll(async () => {
    hall = await makeHall(app.organizer, { sites: 2, people: 3 });
    [a, b] = hall.sites.map(({ id }) => id);
  });

  it('answers the site’s own coordinator and organizers, and hides other sites', async () => {
    const console0 = app.anonymous.as((await pair(app.organizer, a!)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    expect((await app.anonymous.get(pathTo(ROUTES.roster, a!))).status).toBe(401);
    expect((await trainee.get(pathTo(ROUTES.roster, a!))).status).toBe(403);
    for (const siteId of [b!, randomUUID(), 'x'])
      expect(await console0.get(pathTo(ROUTES.roster, siteId))).toMatchObject({
        status: 404,
        body: { code: 'site.not-found' },
      });
    expect((await roster(a!, undefined, console0)).members).toHaveLength(3);
    expect(await app.organizer.get(`${pathTo(ROUTES.roster, a!)}?since=yesterday`)).toMatchObject({
      status: 400,
    });
  });

  it('holds all that a console needs offline, and no personal code', async () => {
    const full = await roster(a!);
    const [person] = hall.people[0]!;
    expect(full).toMatchObject({
      full: true,
      conference: { id: hall.conference.id },
      site: { id: a },
      checkpoints: [{ id: hall.checkpoint.id }],
      states: [],
    });
    expect(Math.abs(Date.parse(full.serverTime) - Date.now())).toBeLessThan(60_000);
    expect(full.members).toContainEqual({
      participantId: person!.id,
      fullName: person!.fullName,
      unit: null,
      position: null,
      mode: 'in_person',
      origin: 'roster',
      codeHash: await codeHash(hall.conference.id, person!.code!),
      guest: false,
      removed: false,
    });
    expect(JSON.stringify(full)).not.toContain(person!.code);
  });

  it('answers only changes after `since`', async () => {
    const { seq } = await roster(a!);
    expect(await roster(a!, seq)).toMatchObject({ full: false, members: [], states: [] });
    const entry = present(hall.checkpoint.id, hall.people[0]![0]!.id);
    const reply = await record(a!, entry);
    const delta = await roster(a!, seq);
    expect(delta.states).toEqual([
      expect.objectContaining({
        participantId: entry.participantId,
        state: 'in_person',
        siteId: a,
        entryId: entry.id,
      }),
    ]);
    expect(delta.members).toEqual([]);
    expect(delta.seq).toBeGreaterThanOrEqual(reply.seq);
    await record(a!, undoOf(entry));
    expect((await roster(a!, delta.seq)).states).toEqual([
      { participantId: entry.participantId, checkpointId: hall.checkpoint.id, ...UNMARKED },
    ]);
    expect((await roster(a!)).states).toEqual([]);
    expect((await roster(a!, 10_000_000)).full).toBe(true);
  });

  it('includes people who were added, edited, moved, removed, and walk-ins', async () => {
    const add = async (fullName: string): Promise<string> =>
      made(
        await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, hall.conference.id), {
          siteId: a,
          fullName,
        }),
      ).id;
    const { seq } = await roster(a!);
    const { seq: seqB } = await roster(b!);
    const [stays, moves, goes] = [await add('Ở Lại'), await add('Chuyển Đi'), await add('Rời Khỏi')];
    expect(namesIn(await roster(a!, seq))).toEqual(['Chuyển Đi', 'Rời Khỏi', 'Ở Lại']);
    const walkIn = {
      ...present(hall.checkpoint.id, ''),
      participantId: undefined,
      walkIn: { fullName: 'Vãng Lai' },
    };
    await record(a!, walkIn, present(hall.checkpoint.id, moves));
    const before = (await roster(a!, seq)).seq;
    await app.organizer.patch(pathTo(ROUTES.participant, stays), { fullName: 'Ở Lại Lâu' });
    await app.organizer.patch(pathTo(ROUTES.participant, moves), { siteId: b });
    await app.organizer.delete(pathTo(ROUTES.participant, goes));
    const delta = await roster(a!, before);
    const shown = (id: string) => delta.members.find(({ participantId }) => participantId === id);
    expect(shown(stays)).toMatchObject({ fullName: 'Ở Lại Lâu', removed: false });
    expect(shown(goes)).toMatchObject({ removed: true });
    // Marked here before they moved: now a guest.
    expect(shown(moves)).toMatchObject({ guest: true, removed: false });
    expect(
      (await roster(a!, seq)).members.find(({ participantId }) => participantId === walkIn.id),
    ).toMatchObject({ fullName: 'Vãng Lai', origin: 'walk_in', guest: false });
    const atB = await roster(b!, seqB);
    expect(atB.members).toEqual([expect.objectContaining({ participantId: moves, guest: false })]);
    expect(atB.states).toEqual([expect.objectContaining({ participantId: moves, siteId: a })]);
  });

  it('shows a guest while the site has an entry about them, without another site’s reasons', async () => {
    const guest = hall.people[1]![0]!;
    const { seq } = await roster(a!);
    await record(b!, present(hall.checkpoint.id, guest.id, { kind: 'absent', reason: 'đi khám bệnh' }));
    expect((await roster(a!, seq)).members).toEqual([]);
    const here = present(hall.checkpoint.id, guest.id);
    await record(a!, here);
    const delta = await roster(a!, seq);
    expect(delta.members).toEqual([
      expect.objectContaining({ participantId: guest.id, guest: true, removed: false }),
    ]);
    expect(delta.states).toEqual([
      expect.objectContaining({ participantId: guest.id, state: 'in_person', siteId: a, alsoAt: [b] }),
    ]);
    // The roster's own site sees that they are counted elsewhere.
    expect((await roster(b!)).states).toContainEqual(
      expect.objectContaining({ participantId: guest.id, state: 'in_person', siteId: a }),
    );
    const left = present(hall.checkpoint.id, guest.id, {
      kind: 'absent',
      recordedAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await record(a!, left, {
      ...present(hall.checkpoint.id, guest.id, { kind: 'left', reason: 'việc riêng' }),
      recordedAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await record(
      b!,
      present(hall.checkpoint.id, guest.id, {
        reason: 'đã khỏi',
        recordedAt: new Date(Date.now() + 120_000).toISOString(),
      }),
    );
    expect((await roster(a!)).states.find(({ participantId }) => participantId === guest.id)).toMatchObject({
      siteId: b,
      reason: null,
      alsoAt: [a],
    });
    expect(JSON.stringify(await roster(a!))).not.toMatch(/đã khỏi|đi khám bệnh/);
  });

  it('removes a guest when the mark is undone', async () => {
    const guest = hall.people[1]![1]!;
    const mistake = present(hall.checkpoint.id, guest.id);
    await record(a!, mistake);
    const { seq } = await roster(a!);
    await record(a!, undoOf(mistake));
    expect((await roster(a!, seq)).members).toEqual([
      expect.objectContaining({ participantId: guest.id, removed: true }),
    ]);
    expect((await roster(a!)).members.map(({ participantId }) => participantId)).not.toContain(guest.id);
  });

  it('has a `seq` that changes with this site only', async () => {
    const last = () => app.app.get(AttendanceService).rosterSeq(a!);
    const before = await last();
    await record(b!, present(hall.checkpoint.id, hall.people[1]![2]!.id));
    expect(await last()).toBe(before);
    await record(a!, present(hall.checkpoint.id, hall.people[0]![1]!.id));
    expect(await last()).toBeGreaterThan(before);
    expect((await roster(a!)).seq).toBeGreaterThanOrEqual(await last());
  });
});

describe('the tally', () => {
  it('counts everybody once, by their state', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 4 });
    const [a, b] = hall.sites.map(({ id }) => id) as [string, string];
    const who = (site: number, nth: number, more: Partial<Entry> = {}): Entry =>
      present(hall.checkpoint.id, hall.people[site]![nth]!.id, {
        recordedAt: `2026-11-22T01:0${nth}:30.000Z`,
        ...more,
      });
    await record(a, who(0, 0), who(0, 1, { mode: 'online' }), who(0, 2, { kind: 'absent' }), who(1, 0), {
      ...who(0, 0, { id: randomUUID() }),
      participantId: undefined,
      walkIn: { fullName: 'Vãng Lai' },
    });
    await record(
      b,
      who(1, 0, { mode: 'online' }),
      who(1, 1),
      who(1, 1, { kind: 'left', recordedAt: '2026-11-22T02:00:00.000Z' }),
      who(0, 2, { kind: 'absent' }),
    );
    const tally = await app.app.get(TallyService).read(hall.conference.id, hall.checkpoint.id);
    // The guest of b is named at a and counts on the list of b; the absent and the unmarked too, whoever said
    // so.
    expect(tally.sites.get(a)).toMatchObject({
      counts: { inPerson: 1, online: 1, absent: 1, left: 0, unmarked: 1, walkIns: 1 },
      outside: { inPerson: 1 },
      guests: { inPerson: 1, left: 0 },
    });
    expect(tally.sites.get(b)).toMatchObject({
      counts: { inPerson: 1, online: 0, absent: 0, left: 1, unmarked: 2, walkIns: 0 },
      elsewhere: { inPerson: 1, left: 0 },
    });
    expect(tally.arrivals).toEqual([
      { minute: '2026-11-22T01:00:00.000Z', people: 3 },
      { minute: '2026-11-22T01:01:00.000Z', people: 1 },
    ]);
    expect(Math.abs(Date.parse(tally.sites.get(b)!.lastEntryAt!) - Date.now())).toBeLessThan(60_000);
    const empty = await app.app.get(TallyService).read(hall.conference.id, null);
    expect(empty.sites.get(a)!.counts).toEqual({
      inPerson: 0,
      online: 0,
      absent: 0,
      left: 0,
      unmarked: 4,
      walkIns: 0,
    });
    expect([empty.arrivals, empty.sites.get(a)!.lastEntryAt]).toEqual([[], null]);
  });
});
