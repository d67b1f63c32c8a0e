import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeReply } from '../src/contract/auth.js';
import { initials } from '../src/contract/initials.js';
import type { Participant } from '../src/contract/participant.js';
import { isCodeSound } from '../src/contract/personal-code.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let other: Hall;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 2 });
  other = await makeHall(app.organizer, { sites: 1, people: 1 });
});
afterAll(() => app.stop());

const peopleOf = (id: string): string => pathTo(ROUTES.participants, id);
const personAt = (id: string): string => pathTo(ROUTES.participant, id);
const refusal = ({ status, body }: { status: number; body: unknown }): [number, string] => [
  status,
  (body as ProblemBody).code,
];
const add = async (fields: Partial<Participant> = {}): Promise<Participant> =>
  made(
    await app.organizer.post<Participant>(peopleOf(hall.conference.id), {
      siteId: hall.sites[0]!.id,
      fullName: 'Nguyễn Hữu Dũng',
      ...fields,
    }),
  );
/** The person as they are shown to themselves: whoever holds a code has not shown to be its owner. */
const asTrainee = (person: Participant): Participant => ({
  ...person,
  code: null,
  fullName: initials(person.fullName),
  position: null,
  phone: null,
  email: null,
});
const changesAt = async (site: Site, since: number): Promise<Roster> =>
  made(await app.organizer.get<Roster>(`${pathTo(ROUTES.roster, site.id)}?since=${since}`));

describe('access to participants', () => {
  test('only organizers write, and nobody reads without a sign-in', async () => {
    const [person] = hall.people[0] as [Participant];
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, person.code!)).token);
    expect(refusal(await app.anonymous.get(personAt(person.id)))).toEqual([401, 'auth.required']);
    for (const client of [console, trainee]) {
      expect(
        refusal(
          await client.post(peopleOf(hall.conference.id), { siteId: hall.sites[0]!.id, fullName: 'A' }),
        ),
      ).toEqual([403, 'auth.forbidden']);
      expect(refusal(await client.patch(personAt(person.id), { fullName: 'A' }))).toEqual([
        403,
        'auth.forbidden',
      ]);
      expect(refusal(await client.delete(personAt(person.id)))).toEqual([403, 'auth.forbidden']);
    }
  });

  test('a console does not see another site’s people, nor a trainee anybody else', async () => {
    const [own, neighbour] = [hall.people[0]![0]!, hall.people[1]![0]!];
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, own.code!)).token);
    const missing = '0190a5a0-0000-7000-8000-000000000000';
    for (const id of [neighbour.id, missing])
      expect(refusal(await console.get(personAt(id)))).toEqual([404, 'participant.not-found']);
    for (const id of [neighbour.id, hall.people[0]![1]!.id, missing])
      expect(refusal(await trainee.get(personAt(id)))).toEqual([404, 'participant.not-found']);
    expect((await trainee.get(personAt(own.id))).body).toEqual(asTrainee(own));
  });

  test('a console gets no personal code, no telephone number and no address', async () => {
    const person = await add({ phone: '0912345678', email: 'dung@bacgiang.example.vn' });
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    expect((await console.get(personAt(person.id))).body).toEqual({
      ...person,
      code: null,
      phone: null,
      email: null,
    });
  });
});

describe('keeping people', () => {
  test('a person without an office’s code gets a generated code', async () => {
    const person = await add({ unit: ' Sở  Nội vụ ', position: '' });
    expect(person).toMatchObject({
      fullName: 'Nguyễn Hữu Dũng',
      unit: 'Sở Nội vụ',
      position: null,
      mode: 'in_person',
      origin: 'roster',
      conferenceId: hall.conference.id,
    });
    expect(isCodeSound(person.code!)).toBe(true);
    expect((await app.organizer.get(personAt(person.id))).body).toEqual(person);
  });

  test("an office's code is unique in any spelling, and free again after a removal", async () => {
    const person = await add({ code: 'HV-001' });
    expect(
      refusal(
        await app.organizer.post(peopleOf(hall.conference.id), {
          siteId: hall.sites[1]!.id,
          fullName: 'B',
          code: 'hv 001',
        }),
      ),
    ).toEqual([409, 'participant.code-taken']);
    expect(refusal(await app.organizer.patch(personAt((await add()).id), { code: 'hv001' }))).toEqual([
      409,
      'participant.code-taken',
    ]);
    made(
      await app.organizer.post(peopleOf(other.conference.id), {
        siteId: other.sites[0]!.id,
        fullName: 'C',
        code: 'HV-001',
      }),
    );
    expect((await app.organizer.delete(personAt(person.id))).status).toBe(204);
    expect((await add({ code: 'HV-001' })).code).toBe('HV-001');
  });

  test('a site of another conference is not found', async () => {
    expect(
      refusal(
        await app.organizer.post(peopleOf(hall.conference.id), { siteId: other.sites[0]!.id, fullName: 'A' }),
      ),
    ).toEqual([404, 'site.not-found']);
    expect(
      refusal(await app.organizer.patch(personAt(hall.people[0]![0]!.id), { siteId: other.sites[0]!.id })),
    ).toEqual([404, 'site.not-found']);
  });

  test.each([
    ['an unknown field', { fullName: 'A', age: 3 }, 'field.unknown'],
    ['a blank name', { fullName: '\u00a0' }, 'field.is-length'],
    ['an unknown mode', { fullName: 'A', mode: 'hybrid' }, 'field.is-in'],
    ['a code of signs alone', { fullName: 'A', code: '- -' }, 'field.matches'],
    ['an e-mail address that is none', { fullName: 'A', email: 'dung' }, 'field.is-email'],
  ])('%s is refused', async (_, fields, code) => {
    const answer = await app.organizer.post<ProblemBody>(peopleOf(hall.conference.id), {
      siteId: hall.sites[0]!.id,
      ...fields,
    });
    expect([answer.status, answer.body.errors?.map((item) => item.code)]).toEqual([
      400,
      expect.arrayContaining([code]),
    ]);
  });
});

describe('what a console learns', () => {
  test('a new, an edited and a removed person are in the next delta', async () => {
    const [site] = hall.sites as [Site];
    const { seq: start } = await changesAt(site, 0);
    const person = await add();
    const made_ = await changesAt(site, start);
    expect(made_.members).toEqual([expect.objectContaining({ participantId: person.id, removed: false })]);
    made(await app.organizer.patch(personAt(person.id), { position: 'Trưởng phòng' }));
    const edited = await changesAt(site, made_.seq);
    expect(edited.members).toEqual([
      expect.objectContaining({ participantId: person.id, position: 'Trưởng phòng', removed: false }),
    ]);
    await app.organizer.delete(personAt(person.id));
    expect((await changesAt(site, edited.seq)).members).toEqual([
      expect.objectContaining({ participantId: person.id, removed: true }),
    ]);
    expect(refusal(await app.organizer.get(personAt(person.id)))).toEqual([404, 'participant.not-found']);
    expect(refusal(await app.organizer.delete(personAt(person.id)))).toEqual([404, 'participant.not-found']);
  });

  test('a person who moves leaves the old roster and enters the new one, both ways', async () => {
    const [here, there] = hall.sites as [Site, Site];
    const person = await add();
    const is = (removed: boolean): unknown => expect.objectContaining({ participantId: person.id, removed });
    const before = await changesAt(here, 0);
    made(await app.organizer.patch(personAt(person.id), { siteId: there.id }));
    const moved = await changesAt(here, before.seq);
    expect(moved.members).toEqual([is(true)]);
    expect((await changesAt(there, before.seq)).members).toEqual([is(false)]);
    made(await app.organizer.patch(personAt(person.id), { siteId: here.id }));
    expect((await changesAt(here, moved.seq)).members).toEqual([is(false)]);
    expect((await changesAt(there, moved.seq)).members).toEqual([is(true)]);
    expect(
      made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, there.id))).members.map(
        ({ participantId }) => participantId,
      ),
    ).not.toContain(person.id);
  });
});

describe('trainees', () => {
  test('a personal code in any spelling signs in to its conference, by cookie and by token', async () => {
    const person = await add({
      code: 'BG-2021-07',
      unit: 'Sở Nội vụ',
      position: 'Chuyên viên',
      phone: '0912345678',
      email: 'dung@bacgiang.example.vn',
    });
    const answer = await app.anonymous.post<{ token: string; participant: Participant }>(
      pathTo(ROUTES.trainee),
      { code: ' bg2021 07' },
    );
    expect([answer.status, answer.body.participant]).toEqual([201, asTrainee(person)]);
    expect(answer.body.participant).toMatchObject({ fullName: 'N.H.D.', unit: 'Sở Nội vụ' });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    const principal = {
      kind: 'trainee',
      participantId: person.id,
      siteId: person.siteId,
      conferenceId: hall.conference.id,
    };
    expect(
      made(
        await app.anonymous.get<MeReply>(pathTo(ROUTES.me), {
          cookie: cookie!.split(';')[0]!,
          'sec-fetch-site': 'same-origin',
        }),
      ).principal,
    ).toEqual(principal);
    expect(made(await app.anonymous.as(answer.body.token).get<MeReply>(pathTo(ROUTES.me))).principal).toEqual(
      principal,
    );
  });

  test("a wrong code, a removed person's and one of a draft get the same answer", async () => {
    const draft = await makeHall(app.organizer, { sites: 1, people: 1, status: 'draft' });
    const removed = await add();
    await app.organizer.delete(personAt(removed.id));
    const answers = [];
    for (const code of ['0000000000', removed.code!, draft.people[0]![0]!.code!])
      answers.push(await app.anonymous.post<ProblemBody>(pathTo(ROUTES.trainee), { code }));
    for (const { status, body } of answers)
      expect([status, { ...body, requestId: '' }]).toEqual([
        401,
        { ...answers[0]!.body, requestId: '', code: 'auth.code-invalid' },
      ]);
  });

  test('a code of two conferences asks for the conference', async () => {
    const code = 'CHUNG-1';
    await add({ code });
    const there = made(
      await app.organizer.post<Participant>(peopleOf(other.conference.id), {
        siteId: other.sites[0]!.id,
        fullName: 'D',
        code,
      }),
    );
    expect(refusal(await app.anonymous.post(pathTo(ROUTES.trainee), { code }))).toEqual([
      409,
      'auth.code-ambiguous',
    ]);
    for (const conferenceId of [other.conference.id, other.conference.slug]) {
      expect(
        made(
          await app.anonymous.post<{ participant: Participant }>(pathTo(ROUTES.trainee), {
            code,
            conferenceId,
          }),
        ).participant,
      ).toEqual(asTrainee(there));
    }
  });

  test('a removed person is signed out at once', async () => {
    const person = await add();
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, person.code!)).token);
    expect((await trainee.get(pathTo(ROUTES.me))).status).toBe(200);
    await app.organizer.delete(personAt(person.id));
    expect((await trainee.get(pathTo(ROUTES.me))).status).toBe(401);
  });

  test('guessing codes from one place is slowed down', async () => {
    const statuses = [];
    for (let guess = 0; guess < 80; guess += 1)
      statuses.push((await app.anonymous.post(pathTo(ROUTES.trainee), { code: `GUESS${guess}` })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
