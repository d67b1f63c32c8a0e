import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ViewerLink } from '../src/contract/auth.js';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { Incident, IncidentSite, Runbook } from '../src/contract/incident.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { Databases } from '../src/platform/database/databases.js';
import { PresenceMemory } from '../src/presence/presence-memory.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { ControlRoom, hurry } from './support/control-room.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
let room: ControlRoom | null = null;
beforeEach(async () => {
  app = await startTestApp();
  hurry(app);
});
afterEach(async () => {
  room?.close();
  room = null;
  await app.stop();
});
const open = async (sites: number, inDistrict: number): Promise<ControlRoom> =>
  (room = await ControlRoom.open(app, sites, inDistrict));
const acknowledge = (id: string, body: object, as: Client = app.organizer) =>
  as.post<Incident & ProblemBody>(pathTo(ROUTES.incidentAcknowledge, id), body);
const instant = (at: number): string => new Date(at).toISOString();
const isOpen = ({ state }: Incident): boolean => state !== 'resolved';

describe('access to incidents', () => {
  it('is of organizers; a wall reads them without notes and names, and nobody else does', async () => {
    const own = await place(app, 'su-co', 'open');
    const other = await place(app, 'su-co-khac', 'open');
    const list = pathTo(ROUTES.incidents, own.conference);
    const tried: [Client, string, string, string][] = [
      [app.anonymous, 'GET', list, 'auth.required'],
      [own.trainee, 'GET', list, 'auth.forbidden'],
      [own.coordinator, 'GET', list, 'auth.forbidden'],
      [other.wall, 'GET', list, 'conference.not-found'],
      [other.wall, 'GET', pathTo(ROUTES.incident, own.incident), 'incident.not-found'],
      [own.wall, 'GET', pathTo(ROUTES.incidentSites, own.incident), 'auth.forbidden'],
      [own.wall, 'POST', pathTo(ROUTES.incidentAcknowledge, own.incident), 'auth.forbidden'],
      [own.wall, 'GET', pathTo(ROUTES.runbook, own.conference), 'auth.forbidden'],
      [app.organizer, 'POST', pathTo(ROUTES.incidentAcknowledge, randomUUID()), 'incident.not-found'],
    ];
    for (const [who, method, path, code] of tried) {
      const sent = method === 'GET' ? undefined : { note: 'Đang sửa' };
      expect([path, (await who.send<ProblemBody>(method, path, sent)).body.code]).toEqual([path, code]);
    }
    const onWall = made(await own.wall.get<Page<Incident>>(list)).items;
    expect(onWall).toEqual([
      expect.objectContaining({ id: own.incident, state: 'acknowledged', note: null, by: null }),
    ]);
    expect(made(await app.organizer.get<Incident>(pathTo(ROUTES.incident, own.incident))).note).toContain(
      'Đã gọi',
    );
  });
});

describe('twelve sites below one node that is cut', () => {
  it('are one incident, silenced with a note, over when all are back, the same when cut again', async () => {
    const day = await open(22, 12);
    const wall = await wallOf(day);
    const cut = day.ids(0, 12);
    made(
      await app.organizer.patch(pathTo(ROUTES.site, cut[0]!), { contactName: 'Hà', contactPhone: '0204 1' }),
    );
    day.cut(cut);
    const [part] = (await day.until('one', (told) => told.some(({ away }) => away === 12))) as [Incident];
    expect(await day.incidents()).toEqual([part]);
    expect(part).toMatchObject({
      cause: 'part',
      siteId: day.district.id,
      line: null,
      sites: 12,
      state: 'open',
      flaps: 0,
      note: null,
      by: null,
    });
    expect([...part.siteIds].sort()).toEqual([...cut].sort());
    const members = made(
      await app.organizer.get<Page<IncidentSite>>(pathTo(ROUTES.incidentSites, part.id)),
    ).items;
    expect(members).toHaveLength(12);
    expect(members[0]).toMatchObject({
      siteId: cut[0],
      contactName: 'Hà',
      contactPhone: '0204 1',
      backAt: null,
    });

    expect((await acknowledge(part.id, { note: '  ' })).body.code).toBe('request.invalid');
    expect((await acknowledge(part.id, { note: 'Đã gọi', until: '2020-01-01T00:00:00Z' })).body.code).toBe(
      'incident.until-past',
    );
    const silenced = made(await acknowledge(part.id, { note: 'Đã gọi Viettel' }));
    expect(silenced).toMatchObject({ state: 'acknowledged', note: 'Đã gọi Viettel', until: null });
    expect(made(await acknowledge(part.id, { note: 'Đã gọi Viettel' }))).toEqual(silenced);
    expect(await day.incidents('open')).toEqual([]);
    expect(await day.incidents('acknowledged')).toEqual([silenced]);
    const { totals } = made(
      await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, day.hall.conference.id)),
    );
    expect(totals.presence).toEqual({ never: 0, online: 10, unsteady: 0, lost: 12 });

    await day.connect(cut);
    await day.until('over', (told) => !told.some(isOpen));
    expect((await acknowledge(part.id, { note: 'Muộn' })).body.code).toBe('incident.resolved');
    expect(await day.incidents('resolved')).toEqual([
      expect.objectContaining({ id: part.id, away: 0, sites: 12, note: 'Đã gọi Viettel' }),
    ]);

    day.cut(cut.slice(0, 9));
    const [again] = await day.until('again', (told) => told.some(({ away }) => away === 9));
    expect(again).toMatchObject({
      id: part.id,
      state: 'open',
      flaps: 1,
      sites: 9,
      note: null,
      resolvedAt: null,
    });
    expect(await day.incidents()).toEqual([again]);
    const onWall = wall.of<{ incident: Incident }>('incident.changed').map(({ incident }) => incident);
    expect(
      onWall.some(({ state, note, by }) => state === 'acknowledged' && note === null && by === null),
    ).toBe(true);
    expect(JSON.stringify(wall.told)).not.toContain('Đã gọi');
    wall.close();
  });

  it('leave who stays away to an incident of its own; nobody answers, and it is raised', async () => {
    hurry(app, { escalateAfter: 1_500 });
    const day = await open(10, 5);
    day.cut(day.ids(0, 5));
    await day.until('one', (told) => told.some(({ away }) => away === 5));
    await day.connect(day.ids(1, 5));
    const alone = (await day.until('alone', (told) => told.some(({ cause }) => cause === 'site'))).find(
      isOpen,
    )!;
    expect(alone).toMatchObject({
      cause: 'site',
      siteId: day.ids()[0],
      siteIds: [day.ids()[0]],
      escalated: false,
    });
    await day.until('raised', (told) => told.some(({ id, escalated }) => id === alone.id && escalated));
    expect(await day.incidents('open')).toEqual([expect.objectContaining({ id: alone.id, escalated: true })]);
  });
});

describe('incidents', () => {
  it('survive a restart with their silence, and end with their sites', async () => {
    const day = await open(8, 4);
    day.cut(day.ids(0, 4));
    const [part] = (await day.until('one', (told) => told.some(({ away }) => away === 4))) as [Incident];
    const silenced = made(
      await acknowledge(part.id, { note: 'Mất điện', until: '2099-01-01T00:00:00.000Z' }),
    );
    await app.app.get(PresenceMemory, { strict: false }).save();
    app = await app.restart();
    hurry(app);
    expect(await (await reentered(day)).incidents()).toEqual([silenced]);
    await day.connect(day.ids());
    await day.until('over', (told) => told.some(({ id, state }) => id === part.id && state === 'resolved'));
    expect(await day.incidents('acknowledged')).toEqual([]);
  });

  it('of the broadcast hold who has no sound, and say so until it is heard again', async () => {
    const day = await open(8, 0);
    const ill = day.ids(0, 3);
    const say = (sound: 'ok' | 'none') =>
      Promise.all(ill.map((id) => day.consoles.get(id)!.ask('site.signal', { picture: 'ok', sound })));
    await say('none');
    const [broadcast] = await day.until('ill', (told) => told.some(({ away }) => away === 3));
    expect(broadcast).toMatchObject({ cause: 'broadcast', siteId: null, sites: 3 });
    await say('ok');
    await day.until('well', (told) => !told.some(isOpen));
  });

  it('of the broadcast go on over a restart, for what sites said last is known again', async () => {
    const day = await open(8, 0);
    const ill = day.ids(0, 3);
    const say = (ids: string[], sound: 'ok' | 'none') =>
      Promise.all(ids.map((id) => day.consoles.get(id)!.ask('site.signal', { picture: 'ok', sound })));
    await say(ill, 'none');
    const [broadcast] = await day.until('ill', (told) => told.some(({ away }) => away === 3));
    app = await app.restart();
    hurry(app);
    await reentered(day);
    await day.connect(day.ids());
    const rows = made(
      await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, day.hall.conference.id)),
    ).sites;
    expect(rows.map(({ signal }) => signal?.sound ?? null)).toEqual(
      rows.map((_, at) => (at < 3 ? 'none' : null)),
    );
    await say(ill.slice(0, 1), 'ok');
    await day.until('one less', (told) => told.some(({ away }) => away === 2));
    await say(ill.slice(0, 1), 'none');
    await day.until('three', (told) => told.some(({ away }) => away === 3));
    expect(await day.incidents()).toEqual([
      expect.objectContaining({ id: broadcast!.id, state: 'open', away: 3 }),
    ]);
    await say(ill, 'ok');
    await day.until('well', (told) => told.length > 0 && !told.some(isOpen));
  });

  it('end with their conference, and begin no more', async () => {
    const day = await open(5, 0);
    day.cut(day.ids(0, 1));
    await day.until('one', (told) => told.some(isOpen));
    made(await app.organizer.patch(pathTo(ROUTES.conference, day.hall.conference.id), { status: 'closed' }));
    await day.until('over', (told) => !told.some(isOpen));
    expect((await day.incidents()).map(({ state }) => state)).toEqual(['resolved']);
  });

  it('end with the day, and who goes home is none', async () => {
    const day = await open(8, 4);
    const now = Date.now();
    const body = { title: 'Bế mạc', startsAt: instant(now - 3_600_000), endsAt: instant(now + 3_600_000) };
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, day.hall.conference.id), body),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    day.cut(day.ids(0, 4));
    await day.until('one', (told) => told.some(({ away }) => away === 4));
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, session.id)));
    await day.until('over', (told) => !told.some(isOpen));
    day.cut(day.ids(4));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await day.incidents()).map(({ cause, state, away }) => [cause, state, away])).toEqual([
      ['part', 'resolved', 0],
    ]);
  });

  it('leave a history of what was seen of each site', async () => {
    const day = await open(3, 0);
    const [siteId] = day.ids();
    await day.consoles.get(siteId!)!.ask('site.signal', { picture: 'bad', sound: 'ok', headcount: 12 });
    await day.consoles.get(siteId!)!.ask('site.signal', { picture: 'bad', sound: 'ok', headcount: 12 });
    day.cut([siteId!]);
    await day.until('lost', (told) => told.some(isOpen));
    await app.app.get(PresenceMemory, { strict: false }).save();
    const { writer } = app.app.get(Databases);
    const rows = async <T>(table: string): Promise<T[]> =>
      writer.query(`SELECT * FROM "${table}" WHERE "siteId" = '${siteId}' ORDER BY "at", "since" DESC`);
    const changes = await rows<{ state: string; conferenceId: string }>('presence_change');
    expect(changes.map(({ state }) => state)).toEqual(['online', 'unsteady', 'lost']);
    expect(changes.every(({ conferenceId }) => conferenceId === day.hall.conference.id)).toBe(true);
    expect(await writer.query(`SELECT "picture", "sound", "headcount" FROM "site_signal_change"`)).toEqual([
      { picture: 'bad', sound: 'ok', headcount: 12 },
    ]);
  });
});

describe('the runbook', () => {
  it('is the page’s own until the conference writes one, and again when that is taken back', async () => {
    const { conference } = await place(app, 'so-tay', 'open');
    const path = pathTo(ROUTES.runbook, conference);
    const own: Runbook = { ours: null, part: null, line: null, broadcast: null, site: null };
    expect(made(await app.organizer.get<Runbook>(path))).toEqual(own);
    const body = { line: 'Gọi VNPT\n1800 1091', site: 'Gọi đầu mối' };
    expect(made(await app.organizer.send<Runbook>('PUT', path, body))).toEqual({ ...own, ...body });
    expect(made(await app.organizer.send<Runbook>('PUT', path, { site: '' }))).toEqual({
      ...own,
      line: body.line,
    });
    expect(made(await app.organizer.get<Runbook>(path))).toEqual({ ...own, line: body.line });
  });
});

async function reentered(day: ControlRoom): Promise<ControlRoom> {
  day.close();
  await day.enter(app);
  return day;
}

/** A screen on the wall that follows the board. */
async function wallOf({ hall }: ControlRoom): Promise<LiveClient> {
  const link = made(
    await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, hall.conference.id), { name: 'Tường' }),
  );
  const { headers } = await app.anonymous.post(pathTo(ROUTES.view), { token: link.token });
  const token = /=([\w-]{43});/.exec(headers.get('set-cookie')!)![1]!;
  const wall = await LiveClient.connect(app.url, { token });
  await wall.ask('board.watch', { conferenceId: hall.conference.id });
  return wall;
}
