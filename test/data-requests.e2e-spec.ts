import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataPolicyReply } from '../src/contract/data-policy.js';
import type { Conference } from '../src/contract/conference.js';
import type { DataRequest, PersonData } from '../src/contract/personal-data.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { expectProblem } from './support/expect-problem.js';
import { POLICY } from './support/planted.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let path: string;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 2 });
  path = pathTo(ROUTES.dataRequests, hall.conference.id);
});
afterAll(() => app.stop());

/** A Friday, before noon in Vietnam. */
const RECEIVED = '2026-11-20T03:00:00.000Z';
const wish = (more: object = {}) => ({
  id: randomUUID(),
  kind: 'see',
  person: 'Lê Văn A',
  receivedAt: RECEIVED,
  ...more,
});
const added = async (more: object = {}): Promise<DataRequest> =>
  made(await app.organizer.post<DataRequest>(path, wish(more)));

describe('the policy of a conference', () => {
  test('cannot be set by a console', async () => {
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    expectProblem(
      await console.send('PUT', pathTo(ROUTES.dataPolicy, hall.conference.id), POLICY),
      403,
      'auth.forbidden',
    );
  });

  test('is empty at first, needs a document for a task, and keeps the usual times', async () => {
    const at = pathTo(ROUTES.dataPolicy, hall.conference.id);
    expect(made(await app.organizer.get<DataPolicyReply>(at))).toEqual({ policy: null });
    expectProblem(
      await app.organizer.send('PUT', at, { ...POLICY, document: null }),
      422,
      'data-policy.document-missing',
    );
    expectProblem(
      await app.organizer.send('PUT', at, { ...POLICY, holidays: ['2027-02-30'] }),
      400,
      'request.invalid',
    );
    const usual = { contactsDays: 90, presenceDays: 30, ledgerYears: 5, holidays: [] };
    expect(made(await app.organizer.send<DataPolicyReply>('PUT', at, POLICY))).toEqual({
      policy: { ...POLICY, ...usual },
    });
    const own = { ...POLICY, basis: 'consent', contactsDays: 30, holidays: ['2027-02-05'] };
    expect(made(await app.organizer.send<DataPolicyReply>('PUT', at, own)).policy).toMatchObject({
      document: null,
      contactsDays: 30,
    });
    made(await app.organizer.send('PUT', at, POLICY));
  });

  test('is told to whoever pairs, signs in by a code or looks; the times are not', async () => {
    const { code } = hall.people[0]![0]!;
    const told = [
      (await pair(app.organizer, hall.sites[0]!.id)).conference,
      (await signInTrainee(app.anonymous, code!)).conference,
      made(await app.anonymous.get<Conference>(pathTo(ROUTES.conference, hall.conference.id))),
    ];
    for (const { dataNotice } of told) expect(dataNotice).toEqual(POLICY);
  });
});

describe('a request', () => {
  test('has its days: two working days for an answer, fifteen for the act', async () => {
    expect(await added()).toMatchObject({
      answerBy: '2026-11-24',
      actBy: '2026-12-05',
      dueBy: '2026-11-24',
      person: 'Lê Văn A',
    });
  });

  test('is about somebody of the conference, or names who asks', async () => {
    const [one] = hall.people[0]!;
    expect(await added({ person: null, participantId: one!.id })).toMatchObject({ person: one!.fullName });
    expectProblem(await app.organizer.post(path, wish({ person: null })), 422, 'data-request.person-missing');
    expectProblem(
      await app.organizer.post(path, wish({ participantId: randomUUID() })),
      404,
      'participant.not-found',
    );
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expectProblem(
      await app.organizer.post(path, wish({ receivedAt: later })),
      422,
      'data-request.received-later',
    );
  });

  test('sent twice is one; the same id with another content is refused', async () => {
    const body = wish();
    const [first, again] = [
      made(await app.organizer.post(path, body)),
      made(await app.organizer.post(path, body)),
    ];
    expect(again).toEqual(first);
    expectProblem(await app.organizer.post(path, { ...body, kind: 'erase' }), 409, 'data-request.id-reused');
  });

  test('is answered, extended once with a reason, and closed', async () => {
    const { id } = await added();
    const answered = made(await app.organizer.post<DataRequest>(pathTo(ROUTES.dataRequestAnswer, id)));
    expect(answered).toMatchObject({ answeredAt: expect.any(String), dueBy: '2026-12-05' });
    const extend = () =>
      app.organizer.post<DataRequest>(pathTo(ROUTES.dataRequestExtend, id), { reason: 'Tra hồ sơ' });
    expect(made(await extend())).toMatchObject({ extended: 'Tra hồ sơ', actBy: '2026-12-20' });
    expectProblem(await extend(), 409, 'data-request.extended');
    const close = (body: object) =>
      app.organizer.post<DataRequest>(pathTo(ROUTES.dataRequestClose, id), body);
    expectProblem(await close({ outcome: 'refused' }), 422, 'data-request.reason-missing');
    expect(made(await close({ outcome: 'refused', conclusion: 'Luật buộc lưu' }))).toMatchObject({
      outcome: 'refused',
      dueBy: null,
    });
    expectProblem(await close({ outcome: 'done' }), 409, 'data-request.closed');
  });

  test('is in the register, oldest first, by its state and in pages', async () => {
    const list = async (query: string) =>
      made(await app.organizer.get<{ items: DataRequest[]; next: string | null }>(`${path}?${query}`));
    const all = await list('');
    expect(all.items.map(({ receivedAt }) => receivedAt)).toEqual(
      all.items.map(({ receivedAt }) => receivedAt).sort(),
    );
    const [open, closed] = [await list('state=open'), await list('state=closed')];
    expect([...open.items, ...closed.items].map(({ id }) => id).sort()).toEqual(
      all.items.map(({ id }) => id).sort(),
    );
    expect(closed.items).toHaveLength(1);
    const first = await list('limit=2');
    const rest = await list(`limit=500&after=${first.next}`);
    expect([...first.items, ...rest.items]).toEqual(all.items);
  });

  test('about a person is among what is held of them', async () => {
    const { requests } = made(
      await app.organizer.get<PersonData>(pathTo(ROUTES.participantData, hall.people[0]![0]!.id)),
    );
    expect(requests).toHaveLength(1);
  });
});
