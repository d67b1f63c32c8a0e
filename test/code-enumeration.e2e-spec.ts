import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AttemptsService } from '../src/identity/attempts/attempts.service.js';
import { DistinctPeopleService } from '../src/identity/attempts/distinct-people.service.js';
import type { TraineeReply } from '../src/contract/auth.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { TraineeService } from '../src/trainee/trainee.service.js';
import { Problem } from '../src/platform/http/problem.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { anyCode, inTens, tryCode } from './support/codes.js';
import { type Hall, made, makeHall } from './support/hall.js';

const GUESSES = 5_000;
const ADDRESSES = 50;
const PEOPLE = 40;
/** A wait is ten seconds at most. */
const SLOWED_TRIES = 6;
const PERSON = {
  fullName: 'Đặng Thị Hường',
  unit: 'Sở Nội vụ',
  position: 'Trưởng phòng',
  phone: '0912345678',
  email: 'huong@bacgiang.example.vn',
};

let app: TestApp;
let hall: Hall;
let person: Participant;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
  hall = await makeHall(app.organizer, { sites: 1, people: 10 });
  const rows = Array.from({ length: PEOPLE }, (_, at) => `HV${1000 + at},Người ${at},S000`);
  made(
    await app.organizer.upload(pathTo(ROUTES.participantImport, hall.conference.id), {
      name: 'a.csv',
      content: ['code,fullName,siteCode', ...rows].join('\n'),
    }),
  );
  person = await add();
});
afterAll(() => app.stop());
afterEach(() => void jest.restoreAllMocks());

const add = async (): Promise<Participant> =>
  made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), {
      siteId: hall.sites[0]!.id,
      ...PERSON,
    }),
  );

/** How many people so many guesses open, spread over 50 addresses of one network. */
async function opened(codeOf: (at: number) => string, network: number, guesses = GUESSES): Promise<number> {
  const answers = await inTens(guesses, (at) =>
    tryCode(app, codeOf(at), `10.${network}.${at % ADDRESSES}.1`),
  );
  expect(answers.filter(({ status }) => ![201, 401, 429].includes(status))).toEqual([]);
  return answers.filter(({ status }) => status === 201).length;
}
/** The answers, as far as one could tell them apart. */
function distinct(answers: Answer<unknown>[]): unknown[] {
  const seen = answers.map(({ status, headers, body }) => {
    const told = Object.fromEntries(
      [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
    );
    return JSON.stringify({ status, told, body: { ...(body as object), requestId: '' } });
  });
  return [...new Set(seen)];
}
/** Answers to a code of nobody, of somebody removed, of a draft, and of nobody in an office's form. */
async function answersToWrong(): Promise<Answer<unknown>[]> {
  const draft = await makeHall(app.organizer, { sites: 1, people: 1, status: 'draft' });
  const removed = await add();
  await app.organizer.delete(pathTo(ROUTES.participant, removed.id));
  const codes = [anyCode(), removed.code!, draft.people[0]![0]!.code!, 'HV0999'];
  return Promise.all(codes.map((code) => tryCode(app, code, '203.0.113.60')));
}
/** Which of the person's particulars stand in a text. */
const told = (text: string): string[] =>
  Object.entries({ ...PERSON, code: person.code! }).flatMap(([field, value]) =>
    text.includes(value) ? [field] : [],
  );
async function toldByCode(address: string): Promise<string[]> {
  const signedIn = await tryCode<TraineeReply>(app, person.code!, address);
  const self = await app.anonymous.as(made(signedIn).token).get(pathTo(ROUTES.participant, person.id));
  return [...new Set(told(JSON.stringify([signedIn.body, self.body])))];
}

/**
 * As the page does: an address that others have used to guess is slowed down,
 * and the answer says for how long.
 */
async function statusInTheEnd(code: string, address: string): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const { status, headers } = await tryCode(app, code, address);
    if (status !== 429 || tries === SLOWED_TRIES) return status;
    await new Promise((resolve) => setTimeout(resolve, Number(headers.get('retry-after')) * 1_000));
  }
}

describe('personal codes cannot be enumerated', () => {
  test('5,000 guesses from 50 addresses open nobody, and right codes still sign in', async () => {
    expect(await opened(() => anyCode(), 1)).toBe(0);
    expect((await tryCode(app, hall.people[0]![0]!.code!, '203.0.113.61')).status).toBe(201);
    expect(await statusInTheEnd(hall.people[0]![1]!.code!, '10.1.0.1')).toBe(201);
  }, 600_000);

  test('wrong codes of every kind get the same status, headers and body', async () => {
    const answers = await answersToWrong();
    expect([answers[0]!.status, distinct(answers)]).toEqual([401, [expect.any(String)]]);
  });

  test('a code alone tells initials, unit and schedule', async () => {
    expect(await toldByCode('203.0.113.62')).toEqual(['unit']);
    const { token, participant } = made(await tryCode<TraineeReply>(app, person.code!, '203.0.113.62'));
    expect(participant).toMatchObject({
      fullName: 'Đ.T.H.',
      unit: PERSON.unit,
      code: null,
      position: null,
      phone: null,
      email: null,
    });
    expect((await app.anonymous.as(token).get(pathTo(ROUTES.schedule, hall.conference.id))).status).toBe(200);
  });
});

describe('canaries', () => {
  test('without limits the same guesses open an office’s sequential codes', async () => {
    jest.spyOn(app.app.get(AttemptsService), 'guard').mockImplementation((_, work) => work());
    jest.spyOn(app.app.get(DistinctPeopleService), 'admit').mockImplementation(() => undefined);
    expect(await opened((at) => `HV${1000 + (at % (2 * PEOPLE))}`, 2, 200)).toBeGreaterThanOrEqual(PEOPLE);
  });

  test('the test notices an answer that tells a removed person from an unknown code', async () => {
    const trainees = app.app.get(TraineeService);
    const signIn = trainees.signIn.bind(trainees);
    let calls = 0;
    jest.spyOn(trainees, 'signIn').mockImplementation((...call) => {
      calls += 1;
      return calls === 2
        ? Promise.reject(new Problem('auth.code-invalid', 'This code was removed'))
        : signIn(...call);
    });
    expect(distinct(await answersToWrong()).length).toBeGreaterThan(1);
  });

  test('the test notices a sign-in that answers the whole person', async () => {
    const trainees = app.app.get(TraineeService);
    const signIn = trainees.signIn.bind(trainees);
    jest
      .spyOn(trainees, 'signIn')
      .mockImplementation(async (...call) => ({ ...(await signIn(...call)), participant: person }));
    expect(await toldByCode('203.0.113.63')).toEqual(
      expect.arrayContaining(['fullName', 'position', 'phone', 'email', 'code']),
    );
  });
});
