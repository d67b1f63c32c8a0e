import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { CleanText1700000000165 } from '../src/participants/clean-text.migration.js';
import { Databases } from '../src/platform/database/databases.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';

/** Characters that no screen shows: pasted from chats, web pages and PDF, they make two of one name. */
const HIDDEN = '\u200e';
let app: TestApp;
let hall: Hall;
beforeAll(async () => void (app = await startTestApp()));
beforeEach(async () => void (hall = await makeHall(app.organizer, { sites: 1, people: 1 })));
afterAll(() => app.stop());

const addSite = (code: string, name: string) =>
  app.organizer.post<Site & ProblemBody>(pathTo(ROUTES.sites, hall.conference.id), { code, name });
const found = async (search: string): Promise<string[]> =>
  made(
    await app.organizer.get<Page<Participant>>(
      `${pathTo(ROUTES.participants, hall.conference.id)}?search=${encodeURIComponent(search)}`,
    ),
  ).items.map(({ fullName }) => fullName);

describe('characters that nobody sees', () => {
  it('make no second site of the same code, by form or by file', async () => {
    const [site] = hall.sites;
    expect((await addSite(`${site!.code}${HIDDEN}`, 'Xã khác')).body.code).toBe('site.code-taken');
    const file = `code,name\n${HIDDEN}${site!.code},${site!.name}\u00ad\n`;
    const path = pathTo(ROUTES.siteImport, hall.conference.id);
    expect((await app.organizer.upload(path, { name: 'a.csv', content: file })).body).toMatchObject({
      created: 0,
      unchanged: 1,
    });
  });

  it('are removed from names, phone numbers and searches', async () => {
    const person = {
      siteId: hall.sites[0]!.id,
      fullName: 'Nguye\u2060\u0302\u0303n \u00d0ức',
      phone: '\u202a0912 345 678\u202c',
    };
    const kept = made(
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), person),
    );
    expect(kept).toMatchObject({ fullName: 'Nguyễn Đức', phone: '0912 345 678' });
    for (const search of ['nguyen duc', 'Nguyễn\u200b Đức', 'ðức'])
      expect(await found(search)).toEqual(['Nguyễn Đức']);
  });

  it('keep nobody from signing in', async () => {
    const { code } = hall.people[0]![0]!;
    const pasted = `\ufeff${code!.slice(0, 5)}\u2011${code!.slice(5)}\u200b`;
    expect((await signInTrainee(app.anonymous, pasted)).token).toEqual(expect.any(String));
  });

  it('are removed by the upgrade from stored text, except where that would duplicate a code', async () => {
    const twin = made(await addSite('HAI', 'Xã hai'));
    const console = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const { seq } = made(await console.get<Roster>(pathTo(ROUTES.roster, hall.sites[0]!.id)));
    const person = hall.people[0]![0]!;
    const { writer } = app.app.get(Databases);
    const runner = writer.createQueryRunner();
    await new CleanText1700000000165().down();
    await runner.query(`DELETE FROM "migrations" WHERE "name" LIKE 'CleanText%'`);
    await runner.query(
      `UPDATE "participant"
       SET "fullName" = 'Đỗ${HIDDEN} An', "nameKey" = 'do${HIDDEN} an', "nameFolded" = 'x'
       WHERE "id" = '${person.id}'`,
    );
    await runner.query(
      `UPDATE "site" SET "code" = 'S000${HIDDEN}', "codeKey" = 's000${HIDDEN}' WHERE "id" = '${twin.id}'`,
    );
    await runner.release();
    app = await app.restart();
    expect(await found('do an')).toEqual(['Đỗ An']);
    const since = `${pathTo(ROUTES.roster, hall.sites[0]!.id)}?since=${seq}`;
    const changed = made(await app.anonymous.as(console.token!).get<Roster>(since));
    expect(changed.members.map(({ fullName }) => fullName)).toEqual(['Đỗ An']);
    const { items } = made(await app.organizer.get<Page<Site>>(pathTo(ROUTES.sites, hall.conference.id)));
    expect(items.map(({ code }) => code).sort()).toEqual(['S000', `S000${HIDDEN}`]);
  });
});
