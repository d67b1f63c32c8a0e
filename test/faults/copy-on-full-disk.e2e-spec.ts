import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import { Databases } from '../../src/platform/database/databases.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { begun, copied, ended, wish } from '../support/copies.js';
import { fillDatabase, freeDatabase, until } from '../support/full-database.js';
import { made } from '../support/hall.js';
import { manyPeople } from '../support/many-people.js';

const PEOPLE = 4_000;
/** Pages of SQLite's file: less than so many people need. */
const LEFT = 300;

let app: TestApp;
let source: Conference;
beforeAll(async () => {
  app = await startTestApp();
  source = await manyPeople(app, PEOPLE);
});
afterAll(() => app.stop());

const people = async (): Promise<number> => {
  const [row] = await app.app.get(Databases).reader.query('SELECT COUNT(*) AS "n" FROM "participant"');
  return Number(row.n);
};
const slugs = async (): Promise<string[]> =>
  made(await app.organizer.get<Page<Conference>>(pathTo(ROUTES.conferences))).items.map(({ slug }) => slug);

describe('a copy on a disk that becomes full', () => {
  it('fails, shows nothing, and is taken away once the disk takes writes again', async () => {
    fillDatabase(app, LEFT);
    const body = wish();
    await begun(app.organizer, source.id, body);
    expect(await ended(app.organizer, body.id)).toMatchObject({
      state: 'failed',
      code: 'server.storage',
      conference: null,
    });
    expect(await slugs()).toEqual([source.slug]);
    freeDatabase(app);
    const again = await copied(app.organizer, source.id, { slug: `${body.slug}-2` });
    expect(again).toMatchObject({ state: 'done', code: null });
    await until(async () => (await people()) === 2 * PEOPLE, 10_000, 'what was half copied is gone');
    expect(await slugs()).toEqual([source.slug, `${body.slug}-2`]);
    expect((await copied(app.organizer, source.id, { slug: body.slug })).state).toBe('done');
  });
});
