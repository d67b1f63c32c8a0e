import type { Session } from '../src/contract/schedule.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall } from './support/hall.js';

let app: TestApp;
let hall: Hall;
let session: Session;

beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 1 });
  const planned = { title: 'Khai mạc', startsAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T02:00:00Z' };
  session = made(await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), planned));
});
afterAll(() => app.stop());

const ROUNDS = 20;
const things: [what: string, path: () => string, one: string, other: string][] = [
  ['a conference', () => pathTo(ROUTES.conference, hall.conference.id), 'title', 'slug'],
  ['a checkpoint', () => pathTo(ROUTES.checkpoint, hall.checkpoint.id), 'name', 'closesAt'],
  ['a site', () => pathTo(ROUTES.site, hall.sites[0]!.id), 'name', 'address'],
  ['a participant', () => pathTo(ROUTES.participant, hall.people[0]![0]!.id), 'fullName', 'position'],
  ['a session', () => pathTo(ROUTES.session, session.id), 'title', 'abstract'],
];
const valueFor = (field: string, round: number): string =>
  field === 'closesAt' ? new Date(Date.UTC(2027, 0, 1, 0, round)).toISOString() : `${field}-${round}`;

describe('two changes of one thing at the same time', () => {
  it.each(things)('of %s both stay (R3)', async (_, path, one, other) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const changes = [one, other].map((field) => ({ [field]: valueFor(field, round) }));
      const answers = await Promise.all(changes.map((change) => app.organizer.patch(path(), change)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await app.organizer.patch(path(), {})).body).toMatchObject(
        Object.assign({}, ...changes) as object,
      );
    }
  });
});
