import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Guest, Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let [here, there]: string[] = [];
let desk: Client;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  [here, there] = hall.sites.map(({ id }) => id);
  desk = app.anonymous.as((await pair(app.organizer, here!)).token);
});
afterAll(() => app.stop());

const add = async (
  fullName: string,
  siteId = there!,
  more: object = {},
  conferenceId = hall.conference.id,
): Promise<Participant> =>
  made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, conferenceId), {
      siteId,
      fullName,
      ...more,
    }),
  );
const ask = (name: string, who = desk, siteId = here!): Promise<Answer<Page<Guest> & { code?: string }>> =>
  who.get(`${pathTo(ROUTES.guests, siteId)}?name=${encodeURIComponent(name)}`);
const found = async (name: string, who?: Client): Promise<Guest[]> => made(await ask(name, who)).items;

describe('a guest found by name', () => {
  it('answers the site’s own coordinator and organizers, and hides other sites', async () => {
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    expect((await ask('Nguyễn Văn An', app.anonymous)).status).toBe(401);
    expect((await ask('Nguyễn Văn An', trainee)).status).toBe(403);
    for (const siteId of [there!, randomUUID(), 'x'])
      expect(await ask('Nguyễn Văn An', desk, siteId)).toMatchObject({
        status: 404,
        body: { code: 'site.not-found' },
      });
    expect((await ask('Nguyễn Văn An', app.organizer)).status).toBe(200);
  });

  it('matches the full name without case and diacritics, and shows unit and site but no code', async () => {
    const guest = await add('Đặng Thị Hường', there, {
      unit: 'Sở Y tế',
      phone: '0912 345 678',
      email: 'huong@bacgiang.gov.vn',
      code: 'ĐB-01',
    });
    await add('Đặng Thị Hường Giang');
    const expected = [
      { participantId: guest.id, fullName: 'Đặng Thị Hường', unit: 'Sở Y tế', siteName: 'Xã 1' },
    ];
    for (const written of [
      'Đặng Thị Hường',
      'dang thi huong',
      '  ĐẶNG   thị  Huong ',
      'Đặng Thị Hường'.normalize('NFD'),
    ])
      expect(await found(written)).toEqual(expected);
    expect(await found('dang thi huong', app.organizer)).toEqual(expected);
    for (const other of [
      'Đặng Thị',
      'Thị Hường',
      'dang thi huon',
      'dang thi h%',
      'dang thi huong d',
      'ĐB-01 Sở Y tế',
    ])
      expect(await found(other)).toEqual([]);
  });

  it('needs at least two words', async () => {
    await add('Hương');
    for (const name of ['Hương', '  Hương ', '', 'Hương -', 'Hương %', 'x'.repeat(201)])
      expect(await ask(name)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await desk.get(pathTo(ROUTES.guests, here!))).status).toBe(400);
  });

  it('is on another roster of the conference, and neither deleted nor a walk-in', async () => {
    const other = await makeHall(app.organizer, { sites: 1, people: 0 });
    await add('Lý Văn Kinh', other.sites[0]!.id, {}, other.conference.id);
    await add('Lý Văn Kinh', here);
    await app.organizer.delete(pathTo(ROUTES.participant, (await add('Lý Văn Kinh')).id));
    await app.organizer.post(pathTo(ROUTES.attendance, there!), {
      entries: [
        present(hall.checkpoint.id, '', { participantId: undefined, walkIn: { fullName: 'Lý Văn Kinh' } }),
      ],
    });
    expect(await found('Lý Văn Kinh')).toEqual([]);
    const { id } = await add('Lý Văn Kinh');
    expect((await found('Lý Văn Kinh')).map(({ participantId }) => participantId)).toEqual([id]);
    await app.organizer.patch(pathTo(ROUTES.participant, id), { fullName: 'Lý Văn Kính Trọng' });
    expect(await found('Lý Văn Kinh')).toEqual([]);
    expect(await found('ly van kinh trong')).toHaveLength(1);
  });

  it('is one of at most ten', async () => {
    await Promise.all(Array.from({ length: 12 }, () => add('Nguyễn Văn Nam')));
    expect(await found('Nguyễn Văn Nam')).toHaveLength(10);
  });

  it('is marked present and counted at this site', async () => {
    const guest = await add('Ngô Bảo Anh');
    const [{ participantId }] = (await found('ngo bao anh')) as [Guest];
    const reply = made(
      await desk.post<{ receipts: unknown[] }>(pathTo(ROUTES.attendance, here!), {
        entries: [present(hall.checkpoint.id, participantId, { method: 'search' })],
      }),
    );
    expect(reply.receipts).toEqual([
      expect.objectContaining({ outcome: 'accepted', participantId: guest.id, state: 'in_person' }),
    ]);
  });

  it('is found by the personal code, in any spelling, in this conference only', async () => {
    const guest = await add('Ong Thế Viên', there, {
      unit: 'Sở Nội vụ',
      code: 'SNV-007',
      phone: '0912 345 678',
    });
    const own = await add('Tạ Thị Mỵ', here, { code: 'XA0-1' });
    const byCode = (code: string, who = desk, more = ''): Promise<Answer<Page<Guest> & { code?: string }>> =>
      who.get(`${pathTo(ROUTES.guests, here!)}?code=${encodeURIComponent(code)}${more}`);
    const expected = {
      participantId: guest.id,
      fullName: 'Ong Thế Viên',
      unit: 'Sở Nội vụ',
      siteName: 'Xã 1',
    };
    for (const written of ['SNV-007', 'snv007', ' snv 007 '])
      expect(made(await byCode(written)).items).toEqual([expected]);
    expect(made(await byCode('xa01')).items).toMatchObject([{ participantId: own.id, siteName: 'Xã 0' }]);
    const other = await makeHall(app.organizer, { sites: 1, people: 1 });
    for (const code of [other.people[0]![0]!.code!, 'SNV-00', 'SNV-0070', 'snv%'])
      expect(made(await byCode(code)).items).toEqual([]);
    for (const [code, more] of [
      ['', ''],
      ['x'.repeat(41), ''],
      ['SNV-007', '&name=Ong%20Th%E1%BA%BF%20Vi%C3%AAn'],
    ] as const)
      expect(await byCode(code, desk, more)).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
    await app.organizer.delete(pathTo(ROUTES.participant, guest.id));
    expect(made(await byCode('SNV-007')).items).toEqual([]);
  });

  it('is scanned at the pace of a queue, while wrong codes are limited', async () => {
    const guest = await add('Ong Thế Tĩnh', there, { code: 'SNV-008' });
    const scanning = app.anonymous.as((await pair(app.organizer, here!)).token);
    const scan = (code: string): Promise<Answer<Page<Guest> & { code?: string }>> =>
      scanning.get(`${pathTo(ROUTES.guests, here!)}?code=${code}`);
    for (let at = 0; at < 100; at += 1)
      expect(made(await scan('snv008')).items[0]?.participantId).toBe(guest.id);
    const guesses = await Promise.all(Array.from({ length: 50 }, (_, at) => scan(`SNV${at}X`)));
    expect(guesses.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(guesses.find(({ status }) => status === 429)?.body.code).toBe('rate.limited');
    expect((await ask('Ngô Bảo Anh', scanning)).status).toBe(200);
  });

  it('cannot be enumerated: a console that keeps asking waits, others and organizers do not', async () => {
    const { token } = await pair(app.organizer, here!);
    const guessing = app.anonymous.as(token);
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, at) => ask(`Nguyễn Văn ${at}`, guessing)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.body.code).toBe('rate.limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await ask('Ngô Bảo Anh')).status).toBe(200);
    for (let at = 0; at < 65; at += 1) expect((await ask('Ngô Bảo Anh', app.organizer)).status).toBe(200);
  });
});
